"""Hits for a person at a terminal. Matched words are bold where the terminal can and NO_COLOR is not set."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from indexer.commands.given import MOST_HITS
from indexer.commands.terminal import show
from indexer.presentation.addresses import original_link
from indexer.presentation.datewords import dated
from indexer.presentation.lines import MISSING, people_line, title_line
from indexer.records import Document, Hit, Linked, Query, Results, Span, Word
from indexer.search.language.aside import left_aside
from indexer.search.language.clauses import wanted
from indexer.search.language.conflicts import conflicts
from indexer.search.offers.absent import said_of_absent
from indexer.search.showing.linebreaks import run_on
from indexer.search.showing.snippets import breaks_off
from indexer.text.counting import counted

_WIDTH = 96
NAMED = 5
"""So many documents are named in a line, the rest is counted."""
_SPACE = re.compile(r"\s+")


def show_hits(results: Results, console: Console | None = None) -> None:
    """Print what was left aside, then the hits in order, each with its date, people, snippet, reason, link and id."""
    plain = None if os.environ.get("NO_COLOR") else "auto"  # by itself rich drops colours only
    console = console or Console(highlight=False, soft_wrap=True, color_system=plain)  # type: ignore[arg-type]
    if results.query.ignored:
        show(Text(f"Ignored: {left_aside(results.query.ignored)}", style="dim"), console)
    if days := _days(results.query):
        show(Text(f"Read as: {days}", style="dim"), console)
    if results.absent:
        show(Text(said_of_absent(results.absent)), console)
    for number, hit in enumerate(results.hits, start=results.query.offset + 1):
        show(_title(hit, f"{number}."), console)
        _show(hit, console)
    if results.next_offset:
        show(Text(_more(results), style="dim"), console)
    if not results.hits:
        show(Text(_nothing(results)), console)
    if results.did_you_mean:
        show(Text(f"Did you mean: {results.did_you_mean}"), console)
    if results.weak:
        console.print()
        show(Text("Less likely: few of the words, or a meaning further off:", style="italic"), console, end="\n\n")
        for hit in results.weak:
            show(_title(hit, "-"), console)
            _show(hit, console)
    matches = results.keyword_matches
    if matches.documents and any(wanted(results.query.clauses)):
        held = f"{counted(matches.documents, 'document')} ({counted(matches.passages, 'passage')})"
        unlisted = results.query.mode == "hybrid" and matches.documents > results.found
        all_of_them = ": --mode keyword lists them all" if unlisted else ""
        show(Text(f"{_asked(results.query)} in {held}{all_of_them}.", style="dim"), console)


def _more(results: Results) -> str:
    """That more answers than are shown, and how it is printed too."""
    answering = f"{counted(results.found, 'document')} answer"
    if results.query.limit >= MOST_HITS:
        return f"{answering}, of which the first {MOST_HITS:,} are shown."
    which = "them all" if results.found <= MOST_HITS else "more of them"
    return f"{answering}: --limit {min(results.found, MOST_HITS)} lists {which}."


def _nothing(results: Results) -> str:
    if results.query.is_empty:
        return "Nothing is left to search for."
    if why := conflicts(results.query):
        return f"Nothing can be found. {' '.join(why)}"
    return "No document answers all of that." if results.keyword_matches.documents else "Nothing found."


def _asked(query: Query) -> str:
    """What the words do that occur where some of them do: all of several plain ones need not."""
    if len(query.clauses) == 1 and isinstance(query.clauses[0], Word):
        return "The word occurs"
    return "Some of the words occur" if sum(isinstance(one, Word) for one in query.clauses) > 1 else "The words occur"


def _days(query: Query) -> str:
    """The days that a date in the query was taken for, but for those that were typed, or that a conflict names."""
    if conflicts(query):
        return ""
    ends = (("from the date", query.typed.after), ("to the date", query.typed.before))
    return " ".join(f"{end} {day}" for end, day in ends if day and str(day) not in query.text)


def why(hit: Hit) -> str:
    """Why the hit is here, in words: its rank by words, by meaning, or both."""
    reasons = []
    if hit.keyword:
        reasons.append(f"words #{hit.keyword.rank}")
    if hit.semantic:
        reasons.append(f"meaning #{hit.semantic.rank}")
    return " + ".join(reasons) or "as required"


def named(documents: Sequence[Document | Linked]) -> str:
    """Documents in a line, each with its id; of many the first."""
    shown = ", ".join(f"{title_line(document)} ({document.id})" for document in documents[:NAMED])
    return shown + (f" and {len(documents) - NAMED} more" if len(documents) > NAMED else "")


def _show(hit: Hit, console: Console) -> None:
    document = hit.document
    facts = [dated(document), people_line(document), document.source]
    show(Text("   " + " · ".join(fact for fact in facts if fact)), console)
    for line in _snippet(hit):
        show(line, console)
    notes = [
        why(hit), f"{counted(hit.more, 'more passage')} here" if hit.more else "",
        original_link(document, hit.passage), document.id,
        MISSING if document.missing else "",
    ]  # fmt: skip
    if hit.copies:
        show(Text(f"   also: {len(hit.copies)} near-identical: {named(hit.copies)}", style="dim"), console)
    show(Text("   " + " · ".join(note for note in notes if note), style="dim"), console, end="\n\n")


def _title(hit: Hit, number: str) -> Text:
    line = title_line(hit.document)
    before = len(number) + 1 + line.index(hit.document.title)
    title = Text(f"{number} {line}", style="bold")
    for mark in hit.title_marks:
        title.stylize("underline", before + mark.start, before + mark.end)
    return title


def _snippet(hit: Hit) -> list[Text]:
    span = hit.snippet.span
    text = run_on(hit.document.text, span)
    shown = Text("… " if span.start > hit.passage.start else "")
    at = span.start
    styles = dict.fromkeys(hit.snippet.marks, "bold underline")
    if hit.nearest:
        styles = {Span(hit.nearest.start, min(hit.nearest.end, span.end)): "underline"}
    for mark, style in styles.items():
        shown.append(_spaced(text[at : mark.start]))
        shown.append(_spaced(text[mark.start : mark.end]), style=style)
        at = mark.end
    shown.append(_spaced(text[at : span.end]))
    shown.append(" …" if breaks_off(hit) else "")
    lines = shown.wrap(Console(width=_WIDTH), _WIDTH)
    return [Text("   ") + line for line in lines]


def _spaced(text: str) -> str:
    """White space as one space, or as one end of a line."""
    return _SPACE.sub(lambda space: "\n" if "\n" in space[0] else " ", text)
