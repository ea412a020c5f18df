import json
import re
from pathlib import Path

import pytest
from rich.console import Console
from rich.text import Text

from indexer.commands.terminal import harmless, say_json, show
from tests.indexer.test_cli import Run, quick, run  # noqa: F401  (fixtures)

HOSTILE = "\x1b]0;owned\x07\x1b[2J \x9b31m \u202egnp.exe\u202c \u2066x\u2069 \r\x7f\u2028"
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def test_what_a_terminal_would_obey_is_shown_as_signs_of_the_same_length() -> None:
    line = f"a{HOSTILE}\nb\udc80"
    shown = harmless(line)
    assert not OBEYED.search(shown)
    assert "\n" not in shown
    assert len(shown) == len(line)
    assert harmless("\x1b[31mA\x7f\u202e") == "␛[31mA␡�"
    assert harmless("Dún Laoghaire\t\u200fשלום 🖋") == "Dún Laoghaire\t\u200fשלום 🖋"
    shown.encode()


def test_styles_stay_where_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    console = Console(force_terminal=True, color_system="standard", highlight=False, _environ={})
    show(Text("\x1b[2J ") + Text("bold", style="bold") + Text("\u202e"), console)
    assert capsys.readouterr().out == "␛[2J \x1b[1mbold\x1b[0m�\n"


def test_json_says_the_same_to_a_program_and_nothing_to_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    value = {"title": HOSTILE, "path": "é\udc80\n"}
    say_json(value)
    out = capsys.readouterr().out
    assert json.loads(out) == value
    assert not OBEYED.search(out)
    assert "é" in out


@pytest.mark.slow
def test_no_command_passes_on_what_a_terminal_would_obey(run: Run, tmp_path: Path) -> None:  # noqa: F811
    folder = tmp_path / "papers"
    folder.mkdir()
    record = {"title": f"Ferry {HOSTILE}", "text": f"The ferry {HOSTILE} is late.", "source": f"Herald {HOSTILE}"}
    (folder / "a\x1b[2J\n\u202e.jsonl").write_text(json.dumps(record), encoding="utf-8")
    (folder / "e\x1b[2J\n\x9b.txt").write_text("", encoding="utf-8")
    (tmp_path / "quoting.txt").write_text(f"He wrote, “The ferry {HOSTILE} is late.”", encoding="utf-8")
    commands: tuple[tuple[str, ...], ...] = (
        ("index", "papers", "--dry-run"), ("index", "papers"), ("search", "ferry"), ("search", "--json", "ferry"),
        ("search", f"kind:{HOSTILE} zzz"), ("trace", "quoting.txt"), ("info",), ("info", "--json"), ("check",),
        ("search", f"--mode={HOSTILE}", "x"), ("index", f"nowhere{HOSTILE}"),
    )  # fmt: skip
    for words in commands:
        _, out, err = run(*words)
        assert out + err
        assert not OBEYED.search(out + err), words
    next(folder.glob("a*")).unlink()
    _, out, err = run("index", "papers", "--prune", "--dry-run")
    assert "a␛[2J␊�.jsonl" in out
    assert not OBEYED.search(out + err)
