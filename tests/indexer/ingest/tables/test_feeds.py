"""Feeds, and the exports of WordPress and Blogger."""

from datetime import date

import pytest

from indexer.errors import Unreadable
from indexer.records import DateRange
from tests.indexer.ingest.reading import blocks_of, doubts_of, read_all, read_one

WORDPRESS = "http://wordpress.org/export/1.2/"


def rss(items: str, channel: str = "<title>The Packet</title><language>en-GB</language>") -> str:
    return (
        f'<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="{WORDPRESS}" '
        f'xmlns:excerpt="{WORDPRESS}excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        f'xmlns:media="http://search.yahoo.com/mrss/"><channel>{channel}{items}</channel></rss>'
    )


def atom(entries: str, more: str = "") -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Hafenblatt</title>{more}{entries}</feed>'


def post(body: str, **more: str) -> str:
    """An item as WordPress exports it."""
    said = {"post_id": "12", "post_type": "post", "status": "publish"} | more
    own = "".join(f"<wp:{name}>{value}</wp:{name}>" for name, value in said.items())
    return f"<item><title>The quay</title><content:encoded><![CDATA[{body}]]></content:encoded>{own}</item>"


def test_each_item_is_an_article_of_the_feed() -> None:
    document = read_one(
        rss(
            "<item><title>The quay &amp;amp; the ferry</title><link>https://packet.example/1</link><guid>g1</guid>"
            "<pubDate>Tue, 03 Jun 2014 23:30:00 -0400</pubDate><dc:creator>Ruth Ansell</dc:creator>"
            "<media:title>A picture</media:title><category>Harbour</category><category>Harbour</category>"
            "<description>In short.</description><content:encoded>&lt;p&gt;He wrote:&lt;/p&gt;"
            "&lt;blockquote&gt;Mend the quay.&lt;/blockquote&gt;</content:encoded></item>"
        ),
        "a.rss",
    )
    assert (document.path, document.title, document.kind) == ("papers/a.rss#g1", "The quay & the ferry", "article")
    assert (document.text, blocks_of(document, "quote")) == ("He wrote:\n\nMend the quay.", ["Mend the quay."])
    assert (document.url, document.source, document.language) == ("https://packet.example/1", "The Packet", "en")
    assert document.date is not None
    assert document.date.earliest == document.date.latest == date(2014, 6, 3)
    assert [name.text for name in document.authors] == ["Ruth Ansell"]
    assert document.metadata == {"tags": ["Harbour"]}


@pytest.mark.parametrize(
    ("said", "author"),
    [
        ("<author>ra@packet.example (Ruth Ansell)</author>", "Ruth Ansell"),
        ("<author>Ruth Ansell</author>", "Ruth Ansell"),
        ("<author>ra@packet.example</author>", "ra@packet.example"),
    ],
)
def test_an_author_may_be_an_address_with_a_name(said: str, author: str) -> None:
    document = read_one(rss(f"<item><description>The quay.</description>{said}</item>"), "a.xml")
    assert [name.text for name in document.authors] == [author]


def test_what_an_item_was_taken_from_is_its_source() -> None:
    document = read_one(rss("<item><description>A.</description><source url='u'>The Gazette</source></item>"), "a.xml")
    assert document.source == "The Gazette"


def test_an_item_without_text_has_its_title_for_one() -> None:
    items = rss("<item><title>The quay is mended</title></item><item><link>u</link></item>")
    assert [d.text for d in read_all(items, "a.xml")] == ["The quay is mended"]
    assert doubts_of(items, "a.xml") == [
        "entry 1 has no text and its title stands for it", "entry 2 has no text and was left out",
    ]  # fmt: skip


def test_a_feed_without_entries_is_told() -> None:
    with pytest.raises(Unreadable, match="the feed has no entry with text"):
        read_all(rss(""), "a.xml")


def test_atom_says_how_its_text_is_to_be_read() -> None:
    first, second, third = read_all(
        atom(
            '<entry><id>1</id><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Er schrieb:</p>'
            "<blockquote>Wir kommen.</blockquote></div></content></entry>"
            '<entry><id>2</id><content type="text">a &lt;b&gt; c</content></entry>'
            '<entry><id>3</id><content/><summary type="html">&lt;i&gt;Kurz&lt;/i&gt;</summary></entry>'
        ),
        "a.atom",
    )
    assert (first.text, blocks_of(first, "quote")) == ("Er schrieb:\n\nWir kommen.", ["Wir kommen."])
    assert (second.text, third.text) == ("a <b> c", "Kurz")
    assert first.language == "de"


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ('<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Die <b>Lampe</b></div></title>', "Die Lampe"),
        (
            '<title type="xhtml"><x:div xmlns:x="http://www.w3.org/1999/xhtml">Die <x:b>Lampe</x:b></x:div></title>',
            "Die Lampe",
        ),
        ("<title>Die Marke &lt;title> &amp;amp; mehr</title>", "Die Marke <title> &amp; mehr"),
        ('<title type="html">Die &lt;b>Lampe&lt;/b> &amp;amp; mehr</title>', "Die Lampe & mehr"),
        ('<title type="text/html; charset=utf-8">Die &lt;b>Lampe&lt;/b></title>', "Die Lampe"),
    ],
)
def test_a_title_in_atom_is_text_unless_it_says_otherwise(title: str, read: str) -> None:
    assert read_one(atom(f"<entry>{title}<content>Der Kai.</content></entry>"), "a.atom").title == read


def test_text_in_atom_may_look_like_html() -> None:
    document = read_one(atom("<entry><content>Wo a &lt;b und c> d &lt;p> ist.</content></entry>"), "a.atom")
    assert document.text == "Wo a <b und c> d <p> ist."


@pytest.mark.parametrize(
    "content", ['<content type="image/png">iVBORw0KGgo</content>', '<content src="u" type="text/html">Dort</content>']
)
def test_a_picture_and_what_stands_elsewhere_are_no_text(content: str) -> None:
    assert read_one(atom(f"<entry>{content}<summary>Kurz.</summary></entry>"), "a.atom").text == "Kurz."


def test_atom_has_links_authors_and_two_dates() -> None:
    author = "<author><name>Anna Roth</name></author>"
    first, second = read_all(
        atom(
            '<entry><link rel="self" href="s"/><link href="u"/><summary>A.</summary>'
            "<updated>2005-01-02T03:04:05Z</updated>"
            "<published>2004-12-31T23:00:00-05:00</published><author><name>Bert Kahl</name></author></entry>"
            "<entry><summary>B.</summary><updated>2005-01-02T03:04:05Z</updated></entry>",
            more=author,
        ),
        "a.atom",
    )
    assert (first.url, [name.text for name in first.authors]) == ("u", ["Bert Kahl"])
    assert first.date is not None
    assert (first.date.earliest, first.date.sure) == (date(2004, 12, 31), "stated")
    assert [name.text for name in second.authors] == ["Anna Roth"]
    assert second.date is not None
    assert (second.date.earliest, second.date.sure) == (date(2005, 1, 2), "inferred")


@pytest.mark.parametrize(
    "written",
    [
        "3 Jun 14 23:30:00 PST", "Tue,03 Jun 2014 23:30:00 EST", "Tue, 03 Jun 2014 23:30:00 -0400 (EDT)",
        "Tuesday, 03-Jun-14 23:30:00 GMT", "2014-06-03T23:30:00-04:00",
    ],
)  # fmt: skip
def test_a_day_is_read_as_mails_have_it_too(written: str) -> None:
    document = read_one(rss(f"<item><description>A.</description><pubDate>{written}</pubDate></item>"), "a.xml")
    assert document.date == DateRange(written, date(2014, 6, 3), date(2014, 6, 3))


@pytest.mark.parametrize("empty", ["", " ", "<![CDATA[<img src='x.jpg'/>]]>", "<!-- none -->"])
def test_text_is_the_first_that_has_words(empty: str) -> None:
    item = f"<item><description>&lt;p>The quay.&lt;/p></description><content:encoded>{empty}</content:encoded></item>"
    assert read_one(rss(item), "a.xml").text == "The quay."


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("<![CDATA[<p>a[b[0]]]]><![CDATA[> c</p>]]>", "a[b[0]]> c"),
        ("<!-- cached --><![CDATA[<p>The quay.</p>]]>", "The quay."),
        ("<p>The <b>quay</b>.</p><p>The ferry.</p>", "The quay.\n\nThe ferry."),
    ],
)
def test_html_may_stand_in_pieces_or_unescaped(written: str, text: str) -> None:
    assert read_one(rss(f"<item><description>{written}</description></item>"), "a.xml").text == text


def test_an_id_is_no_html() -> None:
    document = read_one(rss("<item><guid>u?a=1&amp;copy=2</guid><description>A.</description></item>"), "a.xml")
    assert document.path == "papers/a.xml#u?a=1&copy=2"


@pytest.mark.parametrize(
    ("before", "declared", "written", "text"),
    [
        ("\n\n", "UTF-8", "utf-8", "Über."),
        ("\ufeff", "UTF-8", "utf-8", "Über."),
        ("\ufeff\n", "UTF-8", "utf-8", "Über."),
        ("", "ISO-8859-1", "latin-1", "Über."),
        ("", "ISO-8859-1", "cp1252", "„Über“ – €."),
        ("", "ISO-8859-1", "latin-1", "Über\x81."),  # which is nothing in Windows-1252
    ],
)
def test_a_feed_may_begin_late_and_be_older_than_unicode(before: str, declared: str, written: str, text: str) -> None:
    xml = rss(f"<item><description>{text}</description></item>").replace("?>", f" encoding='{declared}'?>")
    assert read_one((before + xml).encode(written), "a.xml").text == text


def test_an_rdf_site_summary_is_a_feed() -> None:
    document = read_one(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        "<channel><title>The Packet</title></channel><item><title>A</title><description>The quay.</description></item>"
        "</rdf:RDF>",
        "a.rdf",
    )
    assert (document.title, document.text, document.source) == ("A", "The quay.", "The Packet")


def test_wordpress_keeps_paragraphs_as_blank_lines_and_captions_between_signs() -> None:
    body = (
        '[caption id="a" width="3"]<img src="x.jpg"/> The quay[/caption]\nRead <em>aloud</em>:\n\n'
        '<blockquote>Mend it.\n\nSoon.</blockquote>\n\n<p style="a">***</p>\nMore.\n\n[gallery ids="1"]The end.'
    )
    document = read_one(rss(post(body)), "a.xml")
    assert document.text == "The quay\n\nRead aloud:\n\nMend it.\n\nSoon.\n\n***\n\nMore.\n\nThe end."
    assert blocks_of(document, "quote") == ["Mend it.", "Soon."]


def test_lines_of_what_is_set_as_it_stands_are_lines() -> None:
    body = "<p>So:</p><pre>a = 1\n\nb = 2\nc = 3</pre>\n\nMore.\nEnd."
    assert read_one(rss(post(body)), "a.xml").text == "So:\n\na = 1\n\nb = 2\nc = 3\n\nMore. End."
    assert read_one(rss(post(body[10:])), "a.xml").text == "a = 1\n\nb = 2\nc = 3\n\nMore.\nEnd."


def test_wordpress_names_a_post_by_number_day_and_login() -> None:
    author = (
        "<wp:author><wp:author_login>ra</wp:author_login><wp:author_display_name>Ruth Ansell</wp:author_display_name>"
        "</wp:author>"
    )
    item = post("The quay.", post_date="2014-06-04 00:30:00").replace(
        "<title>", "<pubDate>Tue, 03 Jun 2014 22:30:00 +0000</pubDate><dc:creator>ra</dc:creator><title>"
    )
    document = read_one(rss(item, channel=f"<title>The Packet</title>{author}"), "a.xml")
    assert document.path == "papers/a.xml#12"
    assert document.date is not None
    assert document.date.earliest == date(2014, 6, 4)
    assert [name.text for name in document.authors] == ["Ruth Ansell"]


def test_what_is_no_text_of_the_site_is_left_out() -> None:
    items = rss(
        post("The quay.")
        + post("x", post_id="13", post_type="attachment", status="inherit")
        + post("x", post_id="14", status="trash")
        + post("x", post_id="15", post_type="wp_navigation")
        + post("Unfinished.", post_id="16", status="draft", post_date="0000-00-00 00:00:00")
        + post("About us.", post_id="17", post_type="page")
    )
    documents = read_all(items, "a.xml")
    assert [(d.path, d.kind, d.metadata) for d in documents] == [
        ("papers/a.xml#12", "article", {}),
        ("papers/a.xml#16", "article", {"status": "draft"}),
        ("papers/a.xml#17", "other", {}),
    ]
    assert [d.date for d in documents] == [None, None, None]
    assert doubts_of(items, "a.xml") == []


def test_a_post_without_text_has_its_excerpt_for_one() -> None:
    item = post("", post_type="product").replace("<wp:", "<excerpt:encoded>A lamp.</excerpt:encoded><wp:", 1)
    assert read_one(rss(item), "a.xml").text == "A lamp."


@pytest.mark.parametrize(
    "comment",
    [
        '<category scheme="http://schemas.google.com/g/2005#kind" term="http://schemas.google.com/blogger/2008/kind#comment"/>',
        '<type xmlns="http://schemas.google.com/blogger/2018">COMMENT</type>',
    ],
)
def test_comments_that_blogger_exports_are_no_articles(comment: str) -> None:
    entries = atom(
        "<entry><id>1</id><content>Der Kai.</content></entry>"
        f"<entry><id>2</id><content>Gut gesagt.</content>{comment}</entry>"
    )
    assert [d.text for d in read_all(entries, "a.atom")] == ["Der Kai."]
    assert doubts_of(entries, "a.atom") == []


@pytest.mark.parametrize(
    ("state", "metadata"),
    [
        ('<a:control xmlns:a="http://purl.org/atom/app#"><a:draft>yes</a:draft></a:control>', {"status": "draft"}),
        ('<a:control xmlns:a="http://www.w3.org/2007/app"><a:draft>no</a:draft></a:control>', {}),
        ('<status xmlns="http://schemas.google.com/blogger/2018">DRAFT</status>', {"status": "draft"}),
        ('<status xmlns="http://schemas.google.com/blogger/2018">LIVE</status>', {}),
    ],
)
def test_drafts_that_blogger_exports_are_told_and_its_kind_is_no_tag(state: str, metadata: dict[str, str]) -> None:
    kind = '<category scheme="http://schemas.google.com/g/2005#kind" term="http://schemas.google.com/blogger/2008/kind#post"/>'
    label = '<category scheme="http://www.blogger.com/atom/ns#" term="Hafen"/>'
    document = read_one(atom(f"<entry><content>Der Kai.</content>{kind}{label}{state}</entry>"), "a.atom")
    assert (document.kind, document.metadata) == ("article", {"tags": ["Hafen"], **metadata})


def test_what_was_thrown_away_at_blogger_is_left_out() -> None:
    gone = '<status xmlns="http://schemas.google.com/blogger/2018">SOFT_TRASHED</status>'
    entries = atom(f"<entry><content>Der Kai.</content></entry><entry><content>Weg.</content>{gone}</entry>")
    assert [d.text for d in read_all(entries, "a.atom")] == ["Der Kai."]
