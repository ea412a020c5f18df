"""Hits for a person at a terminal. Matched words are bold where the terminal can and NO_COLOR is not set."""

from __future__ import annotations

import os

from rich.console import Console
from rich.text import Text

from indexer.present import original_link, people_line
from indexer.records import Hit, Results


def show_hits(results: Results, console: Console | None = None) -> None:
    """Print the hits in order, each with its date, people, passage, reason and link."""
    plain = None if os.environ.get("NO_COLOR") else "auto"  # by itself rich drops colours only
    console = console or Console(highlight=False, soft_wrap=True, color_system=plain)  # type: ignore[arg-type]
    if not results.hits:
        console.print("Nothing found.")
        return
    for number, hit in enumerate(results.hits, start=1):
        document = hit.document
        facts = [
            document.date.verbatim if document.date else "undated",
            people_line(document),
            document.source,
        ]
        console.print(Text(f"{number}. {document.title}", style="bold"))
        console.print(Text("   " + " · ".join(fact for fact in facts if fact)))
        console.print(_passage(hit))
        console.print(Text(f"   {why(hit)} · {original_link(document, hit.passage)}\n", style="dim"))
    matches = results.keyword_matches
    console.print(Text(f"The words occur in {matches.documents} documents ({matches.passages} passages).", style="dim"))


def why(hit: Hit) -> str:
    """Why the hit is here, in words: its rank by words, by meaning, or both."""
    reasons = []
    if hit.keyword:
        reasons.append(f"words #{hit.keyword.rank}")
    if hit.semantic:
        reasons.append(f"meaning #{hit.semantic.rank}")
    return " + ".join(reasons) or "filter"


def _passage(hit: Hit) -> Text:
    shown = Text()
    at = hit.passage.start
    for mark in hit.marks:
        shown.append(hit.document.text[at : mark.start])
        shown.append(hit.document.text[mark.start : mark.end], style="bold underline")
        at = mark.end
    shown.append(hit.document.text[at : hit.passage.end])
    shown = Text(" ").join(shown.split("\n", allow_blank=False)) if "\n" in shown.plain else shown
    width = 96
    lines = shown.wrap(Console(width=width, file=None), width)
    return Text("\n").join(Text("   ") + line for line in lines)
