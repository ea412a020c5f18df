"""Formulas of Word's documents (Office MathML) in one line, as one would type them: `x=(−b±√(b²−4ac))/(2a)`."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from indexer.ingest.typography.raised import above, below, grouped

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_UNSAID = ("del", "moveFrom", "rPr", "instrText")
_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}


def formula(element: etree._Element) -> str:
    """The formula that an element holds; several each on a line."""
    if element.tag == f"{M}oMathPara":
        return "\n".join(formula(each) for each in element.iterchildren(f"{M}oMath"))
    name = etree.QName(element).localname if isinstance(element.tag, str) else "Pr"
    if name == "t":
        return element.text or ""
    if name.endswith("Pr") or name in _UNSAID:
        return ""
    return _SHAPES.get(name, _all)(element)


def _all(element: etree._Element) -> str:
    return "".join(map(formula, element))


def _at(element: etree._Element, name: str) -> str:
    child = element.find(M + name)
    return "" if child is None else formula(child).strip()


def _each(element: etree._Element, name: str) -> list[str]:
    return [formula(child).strip() for child in element.iterchildren(M + name)]


def _sign(element: etree._Element, name: str, default: str) -> str:
    """A sign that the element's properties name; they may name an empty one."""
    said = next(element.iterfind(f"*/{M}{name}"), None)
    return default if said is None else said.get(f"{M}val") or ""


def _scripts(element: etree._Element, under: str = "sub", over: str = "sup") -> str:
    low, high = _at(element, under), _at(element, over)
    return (below(low) if low else "") + (above(high) if high else "")


def _root(element: etree._Element) -> str:
    degree = _at(element, "deg")
    return (_ROOTS.get(degree) or f"{above(degree)}√") + grouped(_at(element, "e"))


def _sum(element: etree._Element) -> str:
    return f"{_sign(element, 'chr', '∫')}{_scripts(element)} {_at(element, 'e')}"


def _brackets(element: etree._Element) -> str:
    inner = _sign(element, "sepChr", "|").join(_each(element, "e"))
    return f"{_sign(element, 'begChr', '(')}{inner}{_sign(element, 'endChr', ')')}"


_SHAPES: dict[str, Callable[[etree._Element], str]] = {
    "f": lambda e: f"{grouped(_at(e, 'num'))}/{grouped(_at(e, 'den'))}",
    "sSup": lambda e: _at(e, "e") + _scripts(e),
    "sSub": lambda e: _at(e, "e") + _scripts(e),
    "sSubSup": lambda e: _at(e, "e") + _scripts(e),
    "sPre": lambda e: _scripts(e) + _at(e, "e"),
    "limLow": lambda e: _at(e, "e") + _scripts(e, under="lim"),
    "limUpp": lambda e: _at(e, "e") + _scripts(e, over="lim"),
    "rad": _root,
    "nary": _sum,
    "d": _brackets,
    "func": lambda e: f"{_at(e, 'fName')} {_at(e, 'e')}",
    "acc": lambda e: _at(e, "e") + _sign(e, "chr", "\u0302"),
    "eqArr": lambda e: "; ".join(_each(e, "e")),
    "m": lambda e: "; ".join(_each(e, "mr")),
    "mr": lambda e: " ".join(_each(e, "e")),
}
