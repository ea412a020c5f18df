import inspect
import re

from indexer import errors
from indexer.errors import PressmarkError, Unreadable
from tests.conftest import ROOT

CLASSES = {name: c for name, c in vars(errors).items() if inspect.isclass(c) and issubclass(c, PressmarkError)}


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    drawn: dict[str, str] = {}
    parents = ["PressmarkError"]
    for line in (errors.__doc__ or "").split("\n"):
        if match := re.match(r"    ((?:[│ ]   )*)[├└]── (\w+)", line):
            depth = len(match[1]) // 4 + 1
            parents[depth:] = [match[2]]
            drawn[match[2]] = parents[depth - 1]
    assert drawn == {name: c.__base__.__name__ for name, c in CLASSES.items() if c is not PressmarkError}


def test_no_error_is_kept_elsewhere() -> None:
    children = re.compile(rf"^class (\w+)\((?:{'|'.join(CLASSES)})\)", re.MULTILINE)
    files = [file for room in ("indexer", "webapp") for file in (ROOT / room).rglob("*.py")]
    found = {name for file in files for name in children.findall(file.read_text(encoding="utf-8"))}
    assert found == CLASSES.keys() - {"PressmarkError"}


def test_a_file_that_cannot_be_read_has_a_code_for_programs_and_a_sentence_for_people() -> None:
    error = Unreadable("empty", "the file is empty")
    assert (error.code, str(error)) == ("empty", "the file is empty")
