"""What the exports of WordPress and Blogger add to a feed: what kind of thing an entry is, and how far it has come.

WordPress: namespaces `http://wordpress.org/export/1.2/` and like it. Blogger: a category in Atom, of late an element,
and for drafts what Atom's publishing protocol has (RFC 5023, 13.1.1).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

_WORDPRESS = "http://wordpress.org/export/"
_NO_TEXTS = frozenset({"attachment", "nav_menu_item", "revision", "custom_css", "customize_changeset", "oembed_cache"})
"""What WordPress keeps as it does posts; also what begins so:"""
_OWN = "wp_"
_GONE = frozenset({"trash", "auto-draft", "inherit"})
_KIND = "#kind"
_BLOGGER = frozenset({"post", "page"})
_THROWN_AWAY = "trashed"
_PUBLISHING = frozenset({"http://www.w3.org/2007/app", "http://purl.org/atom/app#"})
_SHORTCODE = re.compile(r"\[/?(?:wp_)?(?:caption|gallery|audio|video|playlist|embed)\b[^\[\]]*\]")
"""What WordPress puts pictures and sounds in the place of; a caption's words stand between two."""


@dataclass(frozen=True, slots=True)
class State:
    """Empty where it is no export, or the export says nothing. `date` is as the author's clock had it."""

    id: str = ""
    date: str = ""
    status: str = ""
    is_page: bool = False


def left_out(entry: etree._Element) -> bool:
    """Whether an entry is no text of the site: a comment, a picture, a menu, or what was thrown away."""
    kind = _kind(entry)
    if _is_wordpress(entry):
        return kind in _NO_TEXTS or kind.startswith(_OWN) or _text(entry, "status") in _GONE
    return (bool(kind) and kind not in _BLOGGER) or _blogger(entry, "status").endswith(_THROWN_AWAY)


def state(entry: etree._Element) -> State:
    """What the export says of an entry."""
    is_page = _kind(entry) == "page"
    if not _is_wordpress(entry):
        status = "draft" if _is_draft(entry) else _blogger(entry, "status")
        return State(status="" if status == "live" else status, is_page=is_page)
    date, status = _text(entry, "post_date"), _text(entry, "status")
    return State(
        id=_text(entry, "post_id"),
        date="" if date.startswith("0000") else date,
        status="" if status == "publish" else status,
        is_page=is_page,
    )


def is_kind(category: etree._Element) -> bool:
    """Whether a category is no subject of an entry: Blogger says by it what kind of thing this is."""
    return category.get("scheme", "").endswith(_KIND)


def author_names(channel: etree._Element) -> dict[str, str]:
    """The authors' names by those that they log in with, by which WordPress has them beside their posts."""
    authors = [each for each in channel.iterchildren("{*}author") if _is_of_wordpress(each)]
    names = {_text(each, "author_login"): _text(each, "author_display_name") for each in authors}
    return {login: name for login, name in names.items() if login and name}


def without_shortcodes(text: str) -> str:
    """A text without what WordPress replaces when it shows it."""
    return _SHORTCODE.sub("\n\n", text)


def _kind(entry: etree._Element) -> str:
    """`post`, `page`, `comment` …; empty in a feed that is no export."""
    if _is_wordpress(entry):
        return _text(entry, "post_type")
    stated = [each.get("term", "") for each in entry.iterchildren("{*}category") if is_kind(each)]
    return next((term.rpartition("#")[2] for term in stated), _blogger(entry, "type"))


def _blogger(entry: etree._Element, name: str) -> str:
    """The word of the first child of that name in Blogger's own words."""
    children = (each for each in entry.iterchildren(f"{{*}}{name}") if "blogger" in (etree.QName(each).namespace or ""))
    return next(((each.text or "").strip().lower() for each in children), "")


def _is_draft(entry: etree._Element) -> bool:
    drafts = (each for control in entry.iterchildren("{*}control") for each in control.iterchildren("{*}draft"))
    return any(etree.QName(each).namespace in _PUBLISHING and (each.text or "").strip() == "yes" for each in drafts)


def _is_wordpress(entry: etree._Element) -> bool:
    return any(_is_of_wordpress(each) for each in entry.iterchildren("{*}post_type"))


def _is_of_wordpress(element: etree._Element) -> bool:
    return (etree.QName(element).namespace or "").startswith(_WORDPRESS)


def _text(parent: etree._Element, name: str) -> str:
    """The words of the first child of that name in WordPress's own words."""
    children = (each for each in parent.iterchildren(f"{{*}}{name}") if _is_of_wordpress(each))
    return next((" ".join((each.text or "").split()) for each in children), "")
