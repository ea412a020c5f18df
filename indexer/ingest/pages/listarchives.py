"""Letters of mailing lists on the web, in the archives of Mailman, MHonArc and Hypermail: made the mails they were.

Comments in such a page tell where the letter begins and ends, and, but for Mailman's, what its headers said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

_MAILMAN = re.compile(
    r"<h1>(?P<subject>[^<]*)</h1>\s*<b>(?P<name>[^<]*)</b>\s*+"
    r"(?:<a\s+href=\"(?P<link>[^\"]*)\"[^<>]*>(?P<address>[^<]*)</a>\s*+)?(?:<br>\s*)?<i>(?P<date>[^<]*)</i>",
    re.IGNORECASE,
)
_OWN_ID = re.compile(r"In-Reply-To=([^&]+)", re.IGNORECASE)
"""The link by which a reader answers a letter names it."""

_MHONARC = re.compile(r"<!--X-(From-R13|From|Subject|Date|Message-Id|Reference): (.{0,1000}?) -->")
_MHONARC_TO = re.compile(r"<li>\s*<(em|strong|b)>(To|Cc)</\1>:?([^<]*(?:<(?!/?li)[^<]*)*)", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_TURNED = str.maketrans(
    "@ABCDEFGHIJKLMNOPQRSTUVWXYZ[abcdefghijklmnopqrstuvwxyz", "NOPQRSTUVWXYZ[@ABCDEFGHIJKLMnopqrstuvwxyzabcdefghijklm"
)
"""How MHonArc hides senders from who collects addresses (`mrot13`); turned twice they are themselves."""

_HYPERMAIL = re.compile(r'<!-- (sent|name|email|subject|id|inreplyto)="(.{0,1000}?)" -->')
_HYPERMAIL_OWN = re.compile(
    r'<(address|ul) class="headers"[^<>]*>(?:[^<]|<(?!/?(?:address|ul)\b))*+</\1>|<span id="received">[^<]*</span>',
    re.IGNORECASE,
)
"""What it adds between the marks of a letter's beginning and end."""


def as_mail(page: str) -> bytes | None:
    """The letter that a page of such an archive shows, as a mail in HTML; None of any other page."""
    for (begins, ends), headers_in in _ARCHIVES.items():
        if page.count(begins) != 1 or page.count(ends) != 1:  # several letters on a page are a page
            continue
        head, _, rest = page.partition(begins)
        letter, _, _ = rest.partition(ends)
        headers = dict(headers_in(head))
        if "From" in headers:
            said = [f"{name}: {' '.join(value.split())}\n" for name, value in headers.items() if value.strip()]
            own = _HYPERMAIL_OWN.sub("", letter) if headers_in is _hypermail else letter
            html = f"Content-Type: text/html; charset=utf-8\n\n{own}"
            return "".join([*said, html]).encode("utf-8", "replace")
    return None


def _mailman(head: str) -> Iterator[tuple[str, str]]:
    if found := _MAILMAN.search(head):
        said = {name: unescape(value or "") for name, value in found.groupdict().items()}
        yield "From", _sender(said["name"], said["address"].replace(" at ", "@"))
        yield "Subject", said["subject"]
        yield "Date", said["date"]
        if own := _OWN_ID.search(said["link"]):
            yield "Message-ID", unquote(own[1])


def _mhonarc(head: str) -> Iterator[tuple[str, str]]:
    for name, value in _MHONARC.findall(head):
        match name:
            case "From-R13":
                yield "From", unescape(value).translate(_TURNED)
            case "Message-Id":
                yield "Message-ID", f"<{unescape(value)}>"
            case "Reference":
                yield "In-Reply-To", f"<{unescape(value)}>"
            case _:
                yield name, unescape(value)
    for _, name, people in _MHONARC_TO.findall(head):
        yield name.title(), unescape(_TAG.sub("", people))


def _hypermail(head: str) -> Iterator[tuple[str, str]]:
    said = {name: unescape(value) for name, value in _HYPERMAIL.findall(head)}
    if "name" in said or "email" in said:
        yield "From", _sender(said.get("name", ""), said.get("email", ""))
        yield "Subject", said.get("subject", "")
        yield "Date", said.get("sent", "")
        for name, header in (("id", "Message-ID"), ("inreplyto", "In-Reply-To")):
            if said.get(name):
                yield header, f"<{said[name]}>"


def _sender(name: str, address: str) -> str:
    """Who sent it, as a mail says it; an address that the archive hides is left out."""
    name, address = " ".join(re.sub(r'["\\]', "", name).split()), address.strip()
    return f'"{name}" <{address}>' if re.fullmatch(r"[^\s<>@]+@[^\s<>@]+", address) else f'"{name}"'


_ARCHIVES = {
    ("<!--beginarticle-->", "<!--endarticle-->"): _mailman,
    ("<!--X-Body-of-Message-->", "<!--X-Body-of-Message-End-->"): _mhonarc,
    ('<!-- body="start" -->', '<!-- body="end" -->'): _hypermail,
}
"""By what each marks a letter's beginning and end: what reads its headers above."""
