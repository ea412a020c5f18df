import json
import re
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from indexer.archive import Archive
from indexer.cli import main
from indexer.commands.tracing import trace_file
from indexer.errors import ArchiveError
from indexer.presentation.annotations import annotation_json, annotations_json, checked_json
from indexer.records import Document
from indexer.reindex import reindex
from indexer.settings import Settings
from tests.conftest import write_papers

pytestmark = pytest.mark.slow

SOURCE = "The lamp was not lit on the night when the Patience went down, whatever they may have sworn."
ARTICLE = "“The lamp was not lit,” she wrote, “on the night when the patience went up,” and “nobody was ever asked.”"


@pytest.fixture
def archive(make_archive: Callable[..., Archive]) -> Archive:
    return make_archive({"letter.txt": f"Sir, {SOURCE}"})


def test_an_annotation_has_both_ends_and_what_differs(archive: Archive) -> None:
    document = Document(id="", text=ARTICLE, title="")
    traced, missing = checked_json("1", document, archive.trace(document), archive.document)["quotations"]
    assert traced["motivation"] == "linking"
    assert traced["label"] == "altered"
    assert [part["label"] for part in traced["parts"]] == ["exact", "altered"]
    for resource, text in [(traced["target"][0], ARTICLE), (traced["body"][0], f"Sir, {SOURCE}")]:
        quote, position = resource["selector"]
        assert quote["exact"] == text[position["start"] : position["end"]]
    (change,) = traced["changes"]
    assert (change["quoted"]["text"], change["source"]["text"]) == ("up", "down")
    assert missing["label"] == "not found"
    assert "body" not in missing
    assert missing["reason"]
    json.dumps([traced, missing])


@pytest.mark.parametrize(
    ("piped", "quoted"),
    [
        (f'---\ntitle: "On a lamp"\nlang: en\n---\nShe wrote: “{SOURCE}”', [SOURCE]),
        (f'<html><body><p class="a">She wrote: &ldquo;{SOURCE}&rdquo;</p></body></html>', [SOURCE]),
        (f"---\nlang: fr\n---\n— {SOURCE[:-1]}, dit-elle.", [f"{SOURCE[:-1]},"]),
    ],
)
def test_what_is_piped_is_read_as_the_file_it_came_from(
    archive: Archive, settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    piped: str, quoted: list[str],
) -> None:  # fmt: skip
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=BytesIO(piped.encode())))
    trace_file("-", settings, as_json=True)
    found = json.loads(capsys.readouterr().out)["quotations"]
    assert [(q["label"], q["target"][0]["selector"][0]["exact"]) for q in found] == [("exact", q) for q in quoted]
    if "html" not in piped:
        assert [piped[slice(*q["parts"][0]["quoted"].values())] for q in found] == quoted


def test_stored_quotations_as_json(make_archive: Callable[..., Archive]) -> None:
    archive = make_archive({"letter.txt": f"Sir, {SOURCE}", "article.txt": ARTICLE})
    letter = next(d for d in archive.catalog.documents() if d.path == "papers/letter.txt")
    (annotation,) = annotations_json(archive.catalog.quotations.quoting(letter.id), archive.document)
    assert annotation["source_document"]["id"] == letter.id


def test_an_annotation_has_one_iri_that_lasts_and_no_other_has_it(make_archive: Callable[..., Archive]) -> None:
    """https://www.w3.org/TR/annotation-model/#annotations: exactly one IRI."""
    files = {"letter.txt": f"Sir, {SOURCE}", "article.txt": ARTICLE}
    runs = [make_archive(files) for _ in range(2)]
    of, by = [], []
    for archive in runs:
        paths = {d.path: d.id for d in archive.catalog.documents()}
        stored = archive.catalog.quotations
        of.append(annotations_json(stored.of(paths["papers/article.txt"]), archive.document))
        by.append(annotations_json(stored.quoting(paths["papers/letter.txt"]), archive.document))
    ids = [annotation["id"] for annotation in of[0]]
    assert len(set(ids)) == len(ids) == 2
    assert ids == [annotation["id"] for annotation in of[1]]
    assert by[0] == by[1] == [of[0][0]]
    assert all(re.fullmatch(r"tag:[\w.]+,\d{4}:[\w/:,;=-]+", id, re.ASCII) for id in ids)  # RFC 4151: absolute


def test_the_iri_of_a_pasted_text_is_that_text_s(archive: Archive) -> None:
    def ids(text: str) -> list[str]:
        pasted = Document(id="", text=text, title="")
        return [annotation_json(q, pasted, archive.document)["id"] for q in archive.trace(pasted)]

    assert ids(ARTICLE) == ids(ARTICLE)
    assert not {*ids(ARTICLE)} & {*ids(ARTICLE + " Or so it seems.")}


@pytest.mark.usefixtures("archive")
def test_two_files_of_one_name_are_two_texts_and_neither_is_a_document_of_the_archive(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sources, ids = [], []
    for folder, text in (("one", ARTICLE), ("two", ARTICLE + " Or so it seems.")):
        file = tmp_path / folder / "article.txt"
        file.parent.mkdir()
        file.write_text(text, encoding="utf-8")
        main(["trace", str(file), "--archive", str(settings.archive), "--json"])
        traced = json.loads(capsys.readouterr().out)
        assert (traced["document"]["id"], traced["document"]["path"]) == ("", "article.txt")
        sources += [resource["source"] for quotation in traced["quotations"] for resource in quotation["target"]]
        ids += [quotation["id"] for quotation in traced["quotations"]]
    assert len({*sources}) == 2
    assert len({*ids}) == len(ids) == 4
    assert all(re.fullmatch(r"tag:[\w.]+,\d{4}:text:[0-9a-f]{64}", source) for source in sources)


def test_positions_in_a_plain_text_count_in_it_as_it_stands_unless_the_archive_has_it(
    archive: Archive, settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:  # fmt: skip
    def traced(name: str) -> tuple[str, str, slice]:
        trace_file(name, settings, as_json=True)
        (quotation,) = json.loads(capsys.readouterr().out)["quotations"]
        (target,) = quotation["target"]
        quote, position = target["selector"]
        return target["source"], quote["exact"], slice(position["start"], position["end"])

    text = f"date 1911-03-24 \r\nRain fell.\r\nShe wrote: “{SOURCE.replace(' lit ', chr(13) + chr(10) + 'lit ')}”\r\n"
    data = text.encode()
    other = tmp_path / "other.txt"
    other.write_bytes(data)
    source, words, place = traced(str(other))
    assert (words, words.count("\r\n")) == (text[place], 1)
    assert source.endswith(f":text:{sha256(data).hexdigest()}")
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=BytesIO(data)))
    assert traced("-") == (source, words, place)

    reindex([other], settings, encoder=archive.encoder)
    held = Archive.open(settings, archive.encoder)
    source, words, place = traced(str(other))
    assert words == held.document(source.removeprefix("/documents/")).text[place]
    held.close()


def test_a_file_of_a_source_is_judged_as_the_index_has_it(
    archive: Archive, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def letter(sender: str, recipient: str, words: str) -> str:
        actions = "".join(
            f'<correspAction type="{type}"><persName ref="who.xml#{ref}"/></correspAction>'
            for type, ref in (("sent", sender), ("received", recipient))
        )
        return (
            '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>A letter</title>'
            f"</titleStmt></fileDesc><profileDesc><correspDesc>{actions}</correspDesc></profileDesc></teiHeader>"
            f"<text><body><p>{words}</p></body></text></TEI>"
        )

    persons = "".join(
        f'<person xml:id="{id}"><persName>{name}</persName></person>'
        for id, name in (("p1", "Ruth Ansell"), ("p2", "Tom Cobb"), ("p3", "Amos Pell"))
    )
    said = "the committee of the harbour has never once asked the fishermen what they think of the bridge"
    files = {
        "who.xml": '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><listPerson>'
        f"{persons}</listPerson></body></text></TEI>",
        "a.xml": letter("p1", "p2", f"Dear Tom, {said}, and I am tired."),
        "b.xml": letter("p2", "p3", f"Dear Amos, you write “{said}”, and you are right."),
        "left.xml": letter("p2", "p3", f"Dear Amos, you write “{said}”."),
        ".pressmarkignore": "left.xml\n",
    }
    reindex([write_papers(tmp_path / "papers", files)], settings, encoder=archive.encoder)
    doubt = "They are given to Amos Pell here, to whom this is written, but the letter is by Ruth Ansell."
    for file, doubted in (("b.xml", True), ("left.xml", False)):  # what is left out there is read by itself
        trace_file(str(tmp_path / "papers" / file), settings, as_json=False)
        shown = capsys.readouterr().out
        assert (doubt in shown, "1 quotation: 1 exact." in shown) == (doubted, True)


@pytest.mark.parametrize("broken", ["-\n", "\u2010 \n", "¬\n", "\xad\n", "-\r\n", "¬\r\n  "])
@pytest.mark.parametrize("head", ["", "date 1911-03-24 ", "---\ntitle: A re-\n  port\n---\n"])
@pytest.mark.usefixtures("archive")
def test_words_broken_at_line_ends_in_a_plain_text_are_whole_to_the_archive_and_stay_at_their_places(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str], broken: str, head: str
) -> None:
    words = SOURCE
    for word, at in (("night", 2), ("Patience", 4), ("whatever", 4), ("sworn", 2)):
        words = words.replace(word, word[:at] + broken + word[at:])
    text = f"{head}Rain fell on the har{broken}bour. She wrote: “{words.replace(' down,', ' up,')}”\n"
    file = tmp_path / "article.txt"
    file.write_bytes(text.encode())
    trace_file(str(file), settings, as_json=True)
    (found,) = json.loads(capsys.readouterr().out)["quotations"]
    (target,), (part,), (change,) = found["target"], found["parts"], found["changes"]
    quote, position = target["selector"]
    start, end = position["start"], position["end"]
    assert (part["quoted"], text[start:end]) == ({"start": start, "end": end}, words.replace(" down,", " up,"))
    assert (found["label"], quote["exact"], quote["prefix"]) == ("altered", text[start:end], text[start - 32 : start])
    assert text[change["quoted"]["start"] : change["quoted"]["end"]] == change["quoted"]["text"] == "up"
    assert (change["source"]["text"], found["attribution"]) == ("down", {"speaker": "She", "verb": "wrote"})
    assert target["source"].endswith(f":text:{sha256(text.encode()).hexdigest()}")
    trace_file(str(file), settings, as_json=False)
    assert "whatever they may have sworn" in capsys.readouterr().out


INVENTED = "We shall burn the mill to the ground before Whitsun"
NEWS = (
    f"Rain fell all week on the quay, and the *Patience* lay where she had sunk. Of that Mrs. Ward wrote, “{SOURCE}” "
    f"But on Friday her brother told a crowd of boys outside the Co-operative Hall: “{INVENTED}.” Nobody laughed."
)
BRIEF = f"She told them on Friday: “{INVENTED}.”"


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (NEWS, ["exact", "not found"]),
        (NEWS.translate(str.maketrans("“”*", '""_')).replace(" ", "\n "), ["exact", "not found"]),
        (f"---\ntitle: Rain on the quay\ndate: 1911-03-24\n---\n\n{NEWS}", ["exact", "not found"]),
        (NEWS.partition(" Of that")[0] + NEWS.partition("”")[2], ["not found"]),
        (BRIEF.replace(" ", "  "), ["not found"]),
        (f"“{SOURCE}”", ["exact"]),
        (f"Sir, “{SOURCE}”", ["exact"]),
        (f"The boys heard it from himself, and so had we before: “{INVENTED}”, as the paper has it.", ["exact"]),
    ],
    ids=["copy", "other marks", "front matter", "part", "too little of its own", "quotation", "salutation", "another"],
)
def test_a_copy_of_the_text_is_no_source_of_its_quotations(
    make_archive: Callable[..., Archive], text: str, labels: list[str]
) -> None:
    news = f"---\ndate: 1911-03-24\n---\n\n{BRIEF if text.startswith('She') else NEWS}"
    later = f"---\ndate: 1911-04-24\n---\n\nThe Leader was the first to have it: “{INVENTED}”, and none denied it."
    archive = make_archive({"letter.txt": f"Sir, {SOURCE}", "news.md": news, "later.md": later})
    assert [q.label for q in archive.trace(Document(id="", text=text, title=""))] == labels


@pytest.mark.parametrize(
    ("letter", "printed", "told"),
    [
        ("1911-03-14", "the Hope went", ", from The lamp, which has “Patience” where this has “Hope”"),
        ("1911-05-14", "the Hope went", ""),
        ("1911-03-14", "the Patience went", None),
    ],
    ids=["misquoted", "later", "true"],
)
def test_of_a_source_that_misquotes_another_it_is_told_what_that_has(
    make_archive: Callable[..., Archive], letter: str, printed: str, told: str | None
) -> None:
    words = SOURCE.replace("the Patience went", printed)
    dated = "---\ntitle: {}\ndate: {}\n---\n\n{}"
    files = {
        "letter.md": dated.format("The lamp", letter, f"Sir, {SOURCE}"),
        "news.md": dated.format("News", "1911-03-24", f"Mrs. Ward wrote, “{words}”"),
        "later.md": dated.format("Later", "1911-04-24", f"As the paper told us then, “{words}”"),
    }
    archive = make_archive(files)
    stored = next(d for d in archive.catalog.documents() if d.path == "papers/later.md")
    pasted = Document(id="", text=f"I have read somewhere: “{words}”", title="")
    for found in (archive.catalog.quotations.of(stored.id), archive.trace(pasted)):
        assert found[0].source is not None
        also = "" if told is None else f"; the source quotes them too, as words of Mrs. Ward{told}"
        assert found[0].source.reason == f"The same 18 words in the same order{also}."


def test_what_a_source_says_beside_its_quotation_is_its_own_words(make_archive: Callable[..., Archive]) -> None:
    dated = "---\ntitle: {}\ndate: {}\n---\n\n{}"
    files = {
        "letter.md": dated.format("The lamp", "1911-03-14", f"Sir, {SOURCE.rstrip('.')}, and it will not be lit."),
        "news.md": dated.format("News", "1911-03-24", f"“{SOURCE.rstrip('.')},” it says."),
    }
    pasted = Document(id="", text=f"The News had it: “‘{SOURCE.rstrip('.')},’ it says.”", title="")
    quotation, *_ = make_archive(files).trace(pasted)
    assert quotation.source is not None
    assert quotation.source.reason == "The same 20 words in the same order; the source quotes them too."


@pytest.mark.parametrize(
    "text",
    [
        "It is known.\n\n> The lamp was not lit on the night\n> when the Patience went down.\n\nSo it is.",
        "It says:\n\n> 3. That the oil be paid for on the first of every month.\n\nSo it is.",
        "> Hannah wrote to us on Tuesday last:\n>> The lamp was not lit on the night when the Patience went down.\nNo!",
        "> Nobody asked for more oil, nor\n> for anything.\n>\n> The lamp was not lit on the night when the Patience "
        "went down.",
    ],
    ids=["without a colon", "numbered", "within another", "paragraph after another"],
)
def test_lines_behind_marks_in_what_is_pasted_are_quotations(make_archive: Callable[..., Archive], text: str) -> None:
    archive = make_archive({"letter.txt": f"Sir, {SOURCE}\n\n3. That the oil be paid for on the first of every month."})
    assert [q.label for q in archive.trace(Document(id="", text=text, title="")) if q.source] == ["exact"]


MODEL = {"@context", "id", "type", "motivation", "target", "body"}
"""https://www.w3.org/TR/annotation-model/#annotations"""
TERMS_OF_ANNOTATIONS = {"source", "start", "end", "value", "title", "language", "created", "via", "scope", "state"}
"""Some of https://www.w3.org/ns/anno.jsonld that mean something else there."""


def test_what_the_model_has_no_member_for_is_mapped_to_a_vocabulary_of_its_own(archive: Archive) -> None:
    document = Document(id="", text=ARTICLE, title="")
    for annotation in checked_json("1", document, archive.trace(document), archive.document)["quotations"]:
        model, context = annotation["@context"]
        assert model == "http://www.w3.org/ns/anno.jsonld"
        assert context["@version"] == 1.1  # of JSON-LD, the first that has @json
        own = {name: term for name, term in context.items() if name != "@version"}
        assert set(annotation) - MODEL <= set(own)
        assert not set(own) & (MODEL | TERMS_OF_ANNOTATIONS)
        for name, term in own.items():
            assert term == {"@id": f"https://pressmark.invalid/ns#{name}", "@type": "@json"}


def test_what_links_to_nothing_is_no_link(archive: Archive) -> None:
    document = Document(id="", text=ARTICLE, title="")
    found: list[dict[str, Any]] = checked_json("1", document, archive.trace(document), archive.document)["quotations"]
    assert [(a["motivation"], "body" in a) for a in found] == [("linking", True), ("assessing", False)]


@pytest.mark.usefixtures("archive")
def test_the_command_prints_a_table_or_json(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str], open_files: Callable[[], list[str]]
) -> None:
    file = tmp_path / "article.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    main(["trace", str(file), "--archive", str(settings.archive)])
    table = capsys.readouterr().out
    assert "altered" in table
    assert "changed: down → up" in table
    assert "papers/letter.txt" in table
    assert "“The lamp was not lit,” … “on the night when the patience went up,”" in table
    before = open_files()
    main(["trace", str(file), "--archive", str(settings.archive), "--json"])
    assert open_files() == before
    assert [q["label"] for q in json.loads(capsys.readouterr().out)["quotations"]] == ["altered", "not found"]


def test_the_place_that_comes_nearest_is_told_where_no_source_is_found(
    archive: Archive, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "article.txt"
    file.write_text("She said: “may have sworn”. He said: “nobody was ever asked”.", encoding="utf-8")
    main(["trace", str(file), "--archive", str(settings.archive)])
    table = capsys.readouterr().out
    place = f"{SOURCE.index('may') + 5}-{SOURCE.index('sworn') + 10}"
    assert f"papers/letter.txt {place}\n     These 3 words stand word for word in" in table
    main(["trace", str(file), "--archive", str(settings.archive), "--json"])
    short, missing = json.loads(capsys.readouterr().out)["quotations"]
    (letter,) = archive.catalog.documents()
    start, end = map(int, place.split("-"))
    assert short["nearest"] == {
        "id": letter.id, "title": letter.title, "start": start, "end": end,
        "read": f"/documents/{letter.id}?at={start}-{end}&v={letter.version}",
    }  # fmt: skip
    assert (short["label"], missing["nearest"]) == ("not found", None)


def test_other_documents_with_the_words_are_named(
    make_archive: Callable[..., Archive], settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dated = "---\ntitle: Letter {0}\ndate: 191{0}\n---\n\nSir, {1}"
    archive = make_archive({f"{n}.md": dated.format(n, SOURCE) for n in range(7)})
    ids = {document.title: document.id for document in archive.catalog.documents()}
    file = tmp_path / "article.txt"
    file.write_text(f"“{SOURCE}”", encoding="utf-8")
    main(["trace", str(file), "--archive", str(settings.archive)])
    named = ", ".join(f"Letter {n} ({ids[f'Letter {n}']})" for n in range(1, 6))
    assert f"in the same order. Confidence 0.99.\n     also in: {named} and 1 more\n" in capsys.readouterr().out


def test_of_as_many_sources_as_are_listed_there_may_be_more(
    make_archive: Callable[..., Archive], settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_archive({f"{n}.md": f"---\ntitle: Letter {n}\ndate: {1910 + n}\n---\n\nSir, {SOURCE}" for n in range(15)})
    file = tmp_path / "article.txt"
    file.write_text(f"“{SOURCE}”", encoding="utf-8")
    main(["trace", str(file), "--archive", str(settings.archive)])
    assert " and at least 4 more\n" in capsys.readouterr().out


def test_another_document_to_which_the_quotation_is_not_as_true_is_named_with_how_true_it_is(
    make_archive: Callable[..., Archive], settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dated = "---\ntitle: Letter {0}\ndate: 191{0}\n---\n\nSir, {1}"
    opposite = SOURCE.replace("was not lit", "was lit")
    archive = make_archive({f"{n}.md": dated.format(n, SOURCE if 1 < n < 6 else opposite) for n in range(8)})
    ids = {document.title[-1]: document.id for document in archive.catalog.documents()}
    file = tmp_path / "article.txt"
    file.write_text(f"“{SOURCE}”", encoding="utf-8")
    main(["trace", str(file), "--archive", str(settings.archive)])
    same = ", ".join(f"Letter {n} ({ids[n]})" for n in "345")
    apart = ", ".join(f"Letter {n} ({ids[n]}, altered)" for n in "01")
    assert f"     also in: {same}, {apart} and 2 more (2 altered)\n" in capsys.readouterr().out


@pytest.mark.usefixtures("archive")
def test_a_mailbox_is_read_once_and_not_for_each_of_its_mails(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = "From a@b.example Mon Mar  4 09:10:00 2024\nFrom: a@b.example\nTo: c@d.example\nSubject: x\n\nNo.\n\n"
    file = tmp_path / "mails.mbox"
    file.write_text(5 * mail, encoding="utf-8")
    read: list[Path] = []
    whole = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: (read.append(path), whole(path))[1])
    trace_file(str(file), settings, as_json=True)
    assert read.count(file) == 1


def test_the_generation_that_the_quotations_were_checked_against_is_named(
    archive: Archive, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "article.txt"
    file.write_text("He said: “nobody was ever asked”.", encoding="utf-8")
    trace_file(str(file), settings, as_json=True)
    assert json.loads(capsys.readouterr().out)["generation"] == archive.generation.name


def test_a_label_and_what_is_quoted_stand_apart(
    archive: Archive, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "article.txt"
    file.write_text("She said: “never again”. He said: “nobody was ever asked”.", encoding="utf-8")
    main(["trace", str(file), "--archive", str(settings.archive)])
    labelled = [line for line in capsys.readouterr().out.splitlines() if "“" in line]
    assert labelled == ["  1. not traced “never again”", "  2. not found  “nobody was ever asked”"]


@pytest.mark.usefixtures("archive")
def test_a_bracket_and_what_it_stands_for_are_one_line(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "article.txt"
    file.write_text(
        "“The lamp was [never] lit on the [dark] night when the [ship] went down, whatever they […] have sworn.”",
        encoding="utf-8",
    )
    main(["trace", str(file), "--archive", str(settings.archive)])
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert [line for line in lines if line.startswith(("bracketed: ", "elided: "))] == [
        "bracketed: not → [never]", "bracketed: [dark]", "bracketed: Patience → [ship]", "elided: may",
    ]  # fmt: skip


@pytest.mark.usefixtures("archive")
def test_the_command_ends_with_a_tally(settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = {
        f"{ARTICLE} She said: “{SOURCE}”": "3 quotations: 1 exact, 1 altered, 1 not found.",
        "Nothing.": "No quotations found.",
        json.dumps([{"title": "One", "text": ARTICLE}, {"title": "Two", "text": f"“{SOURCE}”"}]):
            "3 quotations: 1 exact, 1 altered, 1 not found.",
    }  # fmt: skip
    for text, tally in told.items():
        file = tmp_path / ("articles.json" if text.startswith("[") else "article.txt")
        file.write_text(text, encoding="utf-8")
        main(["trace", str(file), "--archive", str(settings.archive)])
        assert capsys.readouterr().out.splitlines()[-1] == tally


@pytest.mark.usefixtures("archive")
def test_marks_of_quoted_mail_are_no_words_of_a_quotation(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "reply.txt"
    file.write_text(
        "> “The lamp was\n> not lit on the\n> > night when the\n> Patience had\n> > gone up, whatever they may have "
        "sworn.”"
    )
    main(["trace", str(file), "--archive", str(settings.archive)])
    table = capsys.readouterr().out
    assert "“The lamp was not lit on the night when the Patience had gone up, whatever they may have sworn.”" in table
    assert "changed: went down → had gone up" in table


@pytest.mark.parametrize("marked", ["source", "article"])
def test_marks_of_notes_are_no_words_of_a_quotation(
    make_archive: Callable[..., Archive], settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    marked: str,
) -> None:  # fmt: skip
    noted = "The lamp was not lit[1] on the night when the Patience went down,[12] whatever they may have sworn."
    make_archive({"letter.txt": f"Sir, {noted if marked == 'source' else SOURCE}"}).close()
    file = tmp_path / "article.txt"
    file.write_text(f"She wrote:[3] “{noted if marked == 'article' else SOURCE}”[4]", encoding="utf-8")
    main(["trace", str(file), "--archive", str(settings.archive)])
    table = capsys.readouterr().out
    assert table.splitlines()[-1] == "1 quotation: 1 exact."


@pytest.mark.usefixtures("archive")
def test_a_file_that_cannot_be_read_ends_the_command_with_a_sentence(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "article.png"
    picture.write_bytes(b"\x89PNG")
    with pytest.raises(SystemExit):
        main(["trace", str(picture), "--archive", str(settings.archive)])
    assert f"pressmark: {picture} cannot be checked: the file is a picture" in capsys.readouterr().err


def test_an_archive_without_tracing_says_so(make_archive: Callable[..., Archive], settings: Settings) -> None:
    from dataclasses import replace

    archive = make_archive({"a.txt": SOURCE}, replace(settings, trace=False))
    with pytest.raises(ArchiveError, match="trace = true"):
        archive.trace(Document(id="", text=ARTICLE, title=""))
