"""An old link followed in a real browser, and two versions compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from indexer.records import text_digest
from indexer.reindex import reindex
from indexer.settings import Settings
from tests.browser.conftest import Watched, served
from tests.conftest import WordEncoder, write_papers

Open = Callable[..., Watched]
LINES = [f"On day {n} the ferry crossed {n * 7 % 31} times before the fog came down." for n in range(120)]
OLD = "\n\n".join(LINES)
NEW = OLD.replace("crossed 2 times before", "crossed a good 2 times, they say, before").replace("day 9 ", "day nine ")
AT = OLD.index(LINES[80])
V = text_digest(OLD)[:8]


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A log that was corrected, served."""
    folder = tmp_path_factory.mktemp("log")
    papers = write_papers(folder / "papers", {"log.txt": OLD})
    reindex([papers], Settings(archive=folder / "archive"), encoder=WordEncoder())
    write_papers(papers, {"log.txt": NEW})
    with served(folder, papers) as base:
        yield base


def paths(watched: Watched) -> dict[str, str]:
    id = watched.page.request.get(watched.base + "/api/v1/documents").json()["documents"][0]["id"]
    start, end = NEW.index("On day 30"), NEW.index("On day 31")
    return {
        "changed": f"/documents/{id}?at={AT}-{AT + len(LINES[80])}&v={V}&q=ferry",
        "unknown": f"/documents/{id}?at={start}-{end}&v=00000000",
        "earlier": f"/documents/{id}/versions/{V}?at={AT}-{AT + 9}",
        "compared": f"/documents/{id}/versions",
    }


def test_what_became_of_the_passage_is_seen_beside_it(log: str, open_page: Open) -> None:
    watched = open_page(log)
    page = watched.goto(paths(watched)["changed"])
    page.wait_for_function("() => scrollY > 0")
    expect(page.locator("#passage").first).to_be_in_viewport()
    expect(page.get_by_role("complementary")).to_be_in_viewport()
    note, mark = (page.locator(selector).first.bounding_box() for selector in (".followed", "#passage"))
    assert note is not None
    assert mark is not None
    assert note["y"] >= 0
    assert note["y"] + note["height"] <= mark["y"]
    page.get_by_role("link", name="the text as it was then").click()
    expect(page.locator("#passage")).to_have_text(LINES[80])
    expect(page.locator("#passage")).to_be_in_viewport()


def test_versions_are_compared_without_javascript(log: str, open_page: Open) -> None:
    watched = open_page(log, java_script_enabled=False)
    page = watched.goto(paths(watched)["compared"])
    expect(page.locator("main ins").last).to_be_visible()
    target = page.locator(".versions label").first.bounding_box()
    assert target is not None
    assert min(target["width"], target["height"]) >= 24
    page.get_by_role("radio", name="Compare ").last.check()
    page.get_by_role("radio", name="with ").last.check()
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_text("The two are the same text.")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(log: str, open_page: Open, scheme: str) -> None:
    watched = open_page(log, color_scheme=scheme, viewport={"width": 320, "height": 640})
    for name, path in paths(watched).items():
        page = watched.goto(path)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{name}: {found.generate_report()}"
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 320, name


def test_the_list_of_versions_is_whole_on_the_narrowest_phone(log: str, open_page: Open) -> None:
    watched = open_page(log, viewport={"width": 320, "height": 740})
    page = watched.goto(paths(watched)["compared"])
    assert page.locator(".versions .wide").evaluate("e => e.scrollWidth - e.clientWidth") == 0


def test_two_texts_fit_a_phone_with_text_twice_as_large(log: str, open_page: Open) -> None:
    watched = open_page(log, viewport={"width": 360, "height": 740}, bypass_csp=True)
    page = watched.goto(paths(watched)["compared"])
    page.add_style_tag(content="html { font-size: 200% !important; }")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
