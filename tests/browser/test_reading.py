"""A reader's ways through the archive, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from indexer.ingest.documents import document_id
from tests.browser.conftest import Watched, served
from tests.conftest import write_papers

Open = Callable[..., Watched]
ARTICLE = "/documents/" + document_id("corpus/articles/1964-03-07-the-seven-demands.md")
LETTER = "/documents/" + document_id("corpus/letters/1964-02-28-open-letter-of-farness.md")
PATHS = (
    "/", "/search?q=red+lamp", "/search?q=zeppelin&kind=letter", "/documents", "/documents/by/people", "/about/search",
    "/nothing", "/search?q=brigde&limit=0", "/login",
)  # fmt: skip


def in_view(page: Page, selector: str) -> bool:
    return bool(
        page.eval_on_selector(
            selector, "e => { const r = e.getBoundingClientRect(); return r.top >= 0 && r.top < innerHeight; }"
        )
    )


def test_searches_from_the_box_opens_a_hit_and_sees_its_passage(site: str, open_page: Open) -> None:
    page = open_page(site).goto("/")
    page.get_by_role("searchbox").fill("foot of the stairs at the school")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("status")).to_contain_text("answer")
    title = page.locator(".title a").nth(1)
    page.wait_for_load_state()
    name = title.inner_text()
    title.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.locator("#passage")).to_be_visible()
    page.wait_for_function("() => location.hash === '#passage'")
    assert in_view(page, "#passage")


def test_a_passage_deep_in_a_text_is_scrolled_to_even_without_a_fragment(site: str, open_page: Open) -> None:
    watched = open_page(site)
    link = watched.page.request.get(site + "/api/v1/search?q=%22twenty-two+miles%22&group=0").json()["hits"]
    deep = max(link, key=lambda hit: hit["snippet"]["start"])
    page = watched.goto(deep["links"]["read"])
    page.wait_for_function("() => scrollY > 0")
    assert in_view(page, "#passage")


def test_by_keyboard_alone(site: str, open_page: Open) -> None:
    page = open_page(site).goto("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("red lamp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("answer")
    page.wait_for_load_state()  # until then no key means anything but to the browser
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
    page.keyboard.press("Enter")
    while not page.evaluate("() => document.activeElement.closest('.title') !== null"):
        page.keyboard.press("Tab")
    assert page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("#passage")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_the_one_key_can_be_switched_off(site: str, open_page: Open) -> None:
    watched = open_page(site)
    page = watched.goto("/about/search")
    page.get_by_label("Use this key").uncheck()
    page = watched.goto("/documents")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).not_to_be_focused()


def test_everything_works_without_javascript(site: str, open_page: Open) -> None:
    page = open_page(site, java_script_enabled=False).goto("/")
    page.get_by_role("searchbox").fill("red lamp")
    page.get_by_role("searchbox").press("Enter")
    page.get_by_role("link", name="letter", exact=True).click()
    expect(page.locator(".chips")).to_contain_text("letter")
    page.locator(".why summary").first.click()
    expect(page.locator(".why p").first).to_be_visible()
    page.locator(".title a").first.click()
    expect(page.locator("#passage")).to_be_in_viewport()
    page.locator(".head .acts").get_by_role("link", name="cite").click()
    expect(page.locator("#cite-quote")).to_contain_text("“")


def test_filters_pages_and_the_back_button(site: str, open_page: Open) -> None:
    page = open_page(site).goto("/search?q=bridge+council+ferry&limit=3")
    first = page.locator(".title").all_inner_texts()
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="2", exact=True).click()
    page.wait_for_url("**page=2")
    assert page.locator(".title").all_inner_texts() != first
    page.get_by_role("link", name="letter", exact=True).click()
    expect(page.get_by_role("list", name="Filters that are set")).to_contain_text("letter")
    page.get_by_role("link", name="Remove the filter kind letter").click()
    expect(page.locator(".chips")).to_have_count(0)
    page.go_back()
    page.go_back()
    page.go_back()
    assert page.locator(".title").all_inner_texts() == first


def test_a_bar_of_the_histogram_leads_to_its_years(site: str, open_page: Open) -> None:
    page = open_page(site).goto("/search?q=bridge")
    page.locator(".years svg a").first.click()
    expect(page.locator(".chips")).to_contain_text("from the date 19")


def test_from_one_hit_in_a_document_to_the_next(site: str, open_page: Open) -> None:
    page = open_page(site).goto("/search?q=bridge+vote")
    page.locator(".title a").first.click()
    before = page.locator("#passage").first.inner_text()
    page.get_by_role("navigation", name="This search in the document").locator("[rel=next], [rel=prev]").first.click()
    expect(page.locator("#passage")).to_be_in_viewport()
    assert page.locator("#passage").first.inner_text() != before


def test_a_citation_is_copied(site: str, open_page: Open) -> None:
    watched = open_page(site, permissions=["clipboard-read", "clipboard-write"])
    page = watched.goto("/search?q=red+lamp+stairs")
    page.get_by_role("link", name=re.compile("^Cite The order")).click()
    expect(page.locator("#cite")).to_be_in_viewport()
    page.locator("#cite-quote + button").click()
    expect(page.locator("#cite-quote + button")).to_have_text("Copied")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied == page.locator("#cite-quote").inner_text()
    assert "Captain Edmund Thrale, Harbourmaster to Amos Pell" in copied


def test_suggestions_come_while_typing(site: str, open_page: Open) -> None:
    page = open_page(site).goto("/documents")
    with page.expect_response("**/suggest?q=harb*"):
        page.get_by_role("searchbox").press_sequentially("harb")
    expect(page.locator("#suggestions option").first).to_be_attached()


@pytest.mark.parametrize("path", ["/", "/search?q=red+lamp", "/documents", "document", ARTICLE, LETTER])
def test_nothing_is_wider_than_a_phone(site: str, open_page: Open, path: str) -> None:
    watched = open_page(site, viewport={"width": 320, "height": 640})
    if path == "document":
        page = watched.goto("/search?q=red+lamp")
        page.locator(".title a").first.click()
        expect(page.locator("#passage")).to_be_in_viewport()
    else:
        page = watched.goto(path)
    if page.locator(".ref").count():
        page.locator(".ref").first.click()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", ["/", "/search?q=red+lamp", "/search?q=x&after=soon", "/about/search", LETTER])
def test_nor_is_it_with_text_twice_as_large(site: str, open_page: Open, path: str) -> None:
    watched = open_page(site, viewport={"width": 360, "height": 740}, bypass_csp=True)
    page = watched.goto(path)
    page.add_style_tag(content="html { font-size: 200% !important; }")
    page.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
    watched.wrongs[:] = [w for w in watched.wrongs if "400" not in w]


def test_a_filter_without_a_space_is_broken(site: str, open_page: Open) -> None:
    page = open_page(site, viewport={"width": 320, "height": 740}).goto(f"/search?q=lamp&person={'y' * 200}")
    assert page.locator(".chips").is_visible()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320


def test_what_has_the_focus_is_not_under_the_bar(site: str, open_page: Open) -> None:
    page = open_page(site, viewport={"width": 360, "height": 740}).goto(LETTER + "?q=bridge")
    page.locator(".quoted-by").last.focus()
    page.evaluate("() => document.activeElement.closest('p').previousElementSibling.scrollIntoView({block: 'start'})")
    seen = 0
    while page.evaluate("() => document.activeElement.className") == "quoted-by":
        bar = page.locator(".hits-here").bounding_box()
        mark = page.locator(":focus").bounding_box()
        assert bar is not None
        assert mark is not None
        assert mark["y"] >= bar["y"] + bar["height"] - 0.5
        page.keyboard.press("Shift+Tab")
        seen += 1
    assert seen > 4


def test_on_a_phone_hits_come_before_the_narrowing(site: str, open_page: Open) -> None:
    page = open_page(site, viewport={"width": 390, "height": 800}).goto("/search?q=red+lamp")
    expect(page.locator(".facet").first).to_be_hidden()
    expect(page.locator(".title").first).to_be_in_viewport()
    page.get_by_text("Narrow", exact=True).first.click()
    expect(page.locator(".facet").first).to_be_visible()


def test_and_they_do_where_no_script_folds_it_away(site: str, open_page: Open) -> None:
    watched = open_page(site, viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = watched.goto("/search?q=red+lamp")
    expect(page.locator(".title").first).to_be_in_viewport()
    page.get_by_role("link", name="Narrow the search").click()
    expect(page.locator(".narrow").first).to_be_in_viewport()
    expect(page.locator(".facet a").first).to_be_visible()


def test_examples_do_not_look_like_what_is_typed(site: str, open_page: Open) -> None:
    page = open_page(site).goto("/search?q=red+lamp&after=1958")
    colours = "e => [getComputedStyle(e).color, getComputedStyle(e, '::placeholder').color]"
    typed, example = page.locator(".dates [name=after]").evaluate(colours)
    assert typed == page.evaluate("() => getComputedStyle(document.body).color")
    assert typed != example


def test_what_was_searched_for_is_printed(site: str, open_page: Open) -> None:
    page = open_page(site).goto("/search?q=red+lamp&kind=letter&sort=date&mode=keyword")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_have_text("Results for red lamp")
    height = page.get_by_role("heading", level=1).evaluate("e => e.getBoundingClientRect().height")
    assert height > 20
    shown = " ".join(page.locator(".asked").inner_text().split())
    assert shown.endswith("kind letter words oldest")
    for label in ("Search", "Sort"):
        assert (
            page.locator(f"ul[aria-label={label}]").evaluate("e => getComputedStyle(e, '::before').content") != "none"
        )
    where = page.locator("[data-where]").first
    beside = "e => getComputedStyle(e, '::after').content"
    assert "Pressmark" in where.evaluate(beside)
    page.emulate_media(media="screen")
    assert where.evaluate(beside) == "none"
    page = open_page(site).goto("/documents?kind=letter&sort=title")
    page.emulate_media(media="print")
    assert " ".join(page.locator(".choices").inner_text().split()) == "by title letters"


_SMALL = """() => {
  const items = [...document.querySelectorAll('a, button, input:not([type=radio]), summary, label:has([type=radio])')]
    .filter(e => !e.closest('svg') && e.offsetWidth).map(e => {
      const box = e.getBoundingClientRect();
      return { e, box, x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
    });
  const within = (a, b) => Math.hypot(Math.max(b.box.left - a.x, 0, a.x - b.box.right),
    Math.max(b.box.top - a.y, 0, a.y - b.box.bottom)) < 11.9;
  const listed = e => e.matches('.years *, .facet *, .small *, .acts *, .chips *, .choices *, .versions *');
  return items.filter(a => listed(a.e) && Math.min(a.box.width, a.box.height) < 23.9)
    .filter(a => items.some(b => b !== a && !b.e.contains(a.e) && !a.e.contains(b.e) && within(a, b)))
    .map(a => a.e.textContent);
}"""


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["/", "/search?q=bridge&kind=letter&after=1950", "/documents", LETTER + "?q=bridge"])
def test_small_targets_have_room_around_them(site: str, open_page: Open, path: str, width: int) -> None:
    page = open_page(site, viewport={"width": width, "height": 800}).goto(path)
    page.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert page.evaluate(_SMALL) == []


_TORN = """() => [...document.querySelectorAll('.ref')].filter(ref => {
  const walker = document.createTreeWalker(document.querySelector('.text'), NodeFilter.SHOW_TEXT);
  const texts = []; while (walker.nextNode()) texts.push(walker.currentNode);
  const follows = t => ref.compareDocumentPosition(t) & Node.DOCUMENT_POSITION_FOLLOWING;
  const after = texts.find(follows), before = texts.filter(t => !follows(t)).pop();
  const y = (node, at) => { const range = document.createRange(); range.setStart(node, at); range.setEnd(node, at + 1);
    const box = range.getClientRects()[0]; return (box.top + box.bottom) / 2; };
  return /[”"]/.test(after.data[0]) && Math.abs(y(before, before.length - 1) - y(after, 0)) > 12;
}).length"""


def test_a_notes_number_stays_between_the_words_and_their_closing_mark(site: str, open_page: Open) -> None:
    page = open_page(site).goto(ARTICLE)
    assert page.locator(".ref").count() > 2
    for width in range(320, 520, 5):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(_TORN) == 0, width


def test_prints_the_text_and_leaves_the_tools_out(site: str, open_page: Open) -> None:
    page = open_page(site).goto("/search?q=red+lamp")
    page.locator(".title a").first.click()
    page.emulate_media(media="print")
    expect(page.locator(".text")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_be_hidden()
    pdf = page.pdf(format="A4")
    assert pdf.startswith(b"%PDF")
    assert len(pdf) > 5000


def test_of_a_text_that_was_checked_the_whole_is_printed(site: str, open_page: Open) -> None:
    page = open_page(site).goto("/trace")
    box, text = page.get_by_label("The text to check"), "\n".join(f"Line {n}." for n in range(90))
    box.fill(text)
    page.get_by_role("button", name="Check").click()
    expect(page.locator("#found")).to_be_visible()
    whole = page.locator(".printed")
    expect(whole).to_be_hidden()
    page.emulate_media(media="print")
    assert whole.inner_text() == text
    expect(whole).to_be_visible()
    expect(box).to_be_hidden()


def test_a_quotations_source_opens_beside_it_and_goes_again(site: str, open_page: Open) -> None:
    page = open_page(site).goto(ARTICLE)
    page.get_by_text("licensed for not fewer than fourteen persons").first.click()
    panel = page.locator(".beside")
    expect(panel).to_be_focused()
    expect(panel.locator("del")).to_have_text("forty")
    expect(panel).to_contain_text("licensed for not fewer than forty persons")
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    assert page.evaluate("() => document.activeElement.className") == "ref"
    page.keyboard.press("Enter")
    expect(panel).to_have_count(1)
    panel.get_by_role("button", name="Close").click()
    expect(panel).to_have_count(0)


def test_what_is_not_found_is_as_plain_to_see_as_what_is_altered(site: str, open_page: Open) -> None:
    page = open_page(site).goto("/trace")
    page.get_by_label("The text to check").fill(
        "The Committee asks for a boat “licensed for not fewer than thirty persons”, he said: “these words stand "
        "nowhere in the archive”."
    )
    page.get_by_role("button", name="Check the quotations").click()
    expect(page.get_by_role("status")).to_have_text("2 quotations: 1 altered, 1 not found.")
    looks = "e => [getComputedStyle(e).color, getComputedStyle(e).fontWeight, getComputedStyle(e).fontSize]"
    altered, missing = (page.locator(f".{label} .label span").evaluate(looks) for label in ("altered", "not-found"))
    assert altered == missing
    assert altered[0] == page.locator("blockquote").first.evaluate("e => getComputedStyle(e).color")


def test_who_quotes_a_passage_opens_beside_it(site: str, open_page: Open) -> None:
    page = open_page(site).goto(LETTER)
    mark = page.locator(".quoted-by[data-says='quoted by 3']").first
    mark.click()
    expect(page.locator(".beside li")).to_have_count(3)
    mark.click()
    expect(page.locator(".beside")).to_have_count(0)


def test_without_javascript_a_link_leads_to_the_source_and_back(site: str, open_page: Open) -> None:
    page = open_page(site, java_script_enabled=False).goto(ARTICLE)
    page.locator(".ref").nth(1).click()
    expect(page.locator("#quotation-2")).to_be_in_viewport()
    expect(page.locator("#quotation-2 del")).to_have_text("forty")
    page.locator("#quotation-2 .label a").click()
    expect(page.locator("#at-2")).to_be_in_viewport()


VERSE = (
    "The Harbour Song\n\n    Oh the tide  goes out\n        and the tide comes in,\n    for the men. \n\n\tLast of it."
)

QUOTED = "the ferry shall leave the upper stairs at five"
ODD = {
    "hebrew.md": f"---\ntitle: גשר\nlanguage: he\ndate: 1961\n---\n\nהגשר נבנה: {QUOTED}. והמעבורת לא הגיעה.",
    "news.md": f"---\ndate: 1962\n---\n\nThey asked that “{QUOTED}”.",
}

LOG = "\n\n".join(f"Day {n}. {'The ferry was late again. ' * (1 + 37 * n % 90)}" for n in range(250))
"""More than a browser lays out at once, in paragraphs of many heights."""


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Texts that the sample archive has none like, served."""
    folder = tmp_path_factory.mktemp("odd")
    with served(folder, write_papers(folder / "papers", {"verse.txt": VERSE, "log.txt": LOG} | ODD)) as base:
        yield base


def id_of(path: str) -> str:
    return document_id(f"papers/{path}")


def test_a_verse_is_indented_and_copied_as_it_stands(papers: str, open_page: Open) -> None:
    page = open_page(papers).goto(f"/documents/{id_of('verse.txt')}?at=22-26")
    assert page.evaluate("() => document.querySelector('#passage').offsetLeft") > 10  # from the text's own edge
    copied = "() => { getSelection().selectAllChildren(document.querySelector('.text')); return `${getSelection()}`; }"
    assert page.evaluate(copied) == VERSE.replace(" \n\n", "\n\n")


def test_a_text_that_runs_from_right_to_left_stands_where_others_do(papers: str, open_page: Open) -> None:
    page = open_page(papers, viewport={"width": 1300, "height": 800}).goto(f"/documents/{id_of('hebrew.md')}")
    box = "e => { const b = e.getBoundingClientRect(); return [Math.round(b.left), Math.round(b.right)]; }"
    heading, text, mark = (page.locator(name).evaluate(box) for name in (".head h1", ".text", ".quoted-by"))
    assert text == heading
    assert 0 < mark[0] < mark[1] < text[0]
    page.locator(".quoted-by").click()
    beside = page.locator(".beside").evaluate(box)
    assert text[1] < beside[0] < beside[1] < 1300
    page.emulate_media(media="print")
    expect(page.locator(".quoted-by")).to_be_hidden()


AT_THE_TOP = """() => {
  const line = [...document.querySelectorAll(".text p")].find((p) => p.getBoundingClientRect().bottom > 0);
  return [line.textContent.slice(0, 8), line.getBoundingClientRect().top];
}"""
KEPT = """() => {
  const line = document.querySelectorAll(".text.long p")[history.state?.line];
  const kept = scrollY > 20000 && line && Math.abs(line.getBoundingClientRect().top - history.state.top) < 1;
  if (!kept) dispatchEvent(new Event("scroll"));
  return kept;
}"""
"""Whether the page has come to rest, and has noted where. What a slow browser lays out after the last scroll moves the
lines: then the page is to look again."""
AS_LEFT = f"([line, top]) => {{ const [now, at] = ({AT_THE_TOP})(); return now === line && Math.abs(at - top) < 10; }}"


@pytest.mark.parametrize("fragment", ["", "?at=90000-90025#passage"])
def test_back_and_reload_lead_to_where_a_long_text_was_left(papers: str, open_page: Open, fragment: str) -> None:
    watched = open_page(papers)
    page = watched.goto(f"/documents/{id_of('log.txt')}{fragment}")
    for _ in range(8):
        page.mouse.wheel(0, 4000)
        page.evaluate("() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)))")
    page.wait_for_function(KEPT, polling=300)
    left = page.evaluate(AT_THE_TOP)
    page.reload()
    page.wait_for_function(AS_LEFT, arg=left)
    watched.goto("/documents")
    page.go_back()
    page.wait_for_function(AS_LEFT, arg=left)


def test_swagger_ui_opens_offline(site: str, open_page: Open) -> None:
    page = open_page(site).goto("/api/")
    expect(page.get_by_text("/api/v1/search").first).to_be_visible(timeout=15_000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(site: str, open_page: Open, scheme: str) -> None:
    watched = open_page(site, color_scheme=scheme)
    document = watched.page.request.get(site + "/api/v1/search?q=red+lamp").json()["hits"][0]["links"]["read"]
    for path in (*PATHS, document + "&q=red+lamp", ARTICLE, LETTER):
        page = watched.goto(path)
        if page.locator(".ref").count():
            page.locator(".ref").first.click()
        page.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true; })")
        found = Axe().run(page)
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
    watched.wrongs[:] = [w for w in watched.wrongs if "40" not in w]  # the browser tells of the 400 and 404 asked for
