"""What mail programs write above another mail: who wrote when, heads of `From: … Sent: …`, lines that say what follows.

Labels and lines are those of Outlook, Apple Mail, Gmail, Thunderbird and Yahoo in the languages that they speak most.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from indexer.ingest.mail.lines import Line

_LABELS = {
    "from": "From|Von|De|Da|Van|Från|Fra|Od|Mittente|Nadawca|Lähettäjä|Feladó|De la|От|Від",
    "sent": "Sent|Gesendet|Gesendet am|Envoyé|Envoyé le|Inviato|Inviato il|Enviado|Enviado el|Enviada|Enviada em|"
            "Enviado em|Verzonden|Skickat|Sendt|Wysłano|Odesláno|Odoslané|Lähetetty|Elküldve|Trimis|Отправлено|"
            "Надіслано",
    "date": "Date|Datum|Data|Fecha|Dato|Päivämäärä|Dátum|Дата",
    "to": "To|An|À|A|Pour|Para|Aan|Till|Til|Do|Komu|Adresat|Vastaanottaja|Címzett|Către|Кому",
    "cc": "Cc|CC|Kopie|Copie|Copie à|Copia|Kopia|Kopi|DW|Kópia|Копия",
    "bcc": "Bcc|BCC|Cci|CCI|Cco|CCO|Ccn",
    "subject": "Subject|Betreff|Objet|Sujet|Oggetto|Asunto|Assunto|Onderwerp|Ämne|Emne|Temat|Předmět|Predmet|Aihe|"
               "Tárgy|Subiect|Тема",
}  # fmt: skip
_KIND_OF = {label: kind for kind, labels in _LABELS.items() for label in labels.split("|")}
_LABEL = re.compile(r"[*_]*([^\W\d_][^:*_]{0,24}?)[*_\s]*:[*_\s]*(.*)")
_CLOCK = re.compile(r"\d\s?[:hH]\s?\d\d")
_RULE = re.compile(r"[-_=*]{5,}")
_ORIGINAL = re.compile(
    r"-{2,}\s*(?:original (?:message|appointment)|ursprüngliche nachricht|originalnachricht|message d['’]origine|"
    r"messaggio originale|mensaje original|mensagem original|oorspronkelijk bericht|ursprungligt meddelande|"
    r"oprindelig meddelelse|opprinnelig melding|původní zpráva|pôvodná správa|oryginalna wiadomość|"
    r"wiadomość oryginalna|alkuperäinen viesti|eredeti üzenet|mesaj original|исходное сообщение)\s*-{2,}",
    re.IGNORECASE,
)
_FORWARDED = re.compile(
    r"--(?>.*?\b(?:forwarded|weitergeleitet\w*|transféré|transmis|réexpédié|inoltrato|reenviado|reencaminhad\w|"
    r"encaminhad\w|doorgestuurd|vidarebefordrat|videresendt|přeposlaná|preposlaná|przekazan\w*|välitetty|"
    r"edelleenlähetetty|továbbított|redirecționat|пересылаемое|перенаправленное|переслане)\b).*--",
    re.IGNORECASE,
)
_BEGINS_FORWARDED = re.compile(
    r"(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-mail)|"
    r"début du (?:message|courriel) (?:réexpédié|transféré)|inizio (?:del )?messaggio inoltrato|"
    r"inicio del mensaje reenviado|início da mensagem (?:re)?encaminhada|begin doorgestuurd bericht|"
    r"vidarebefordrat (?:mejl|brev)|start på videresendt besked|videresendt melding|začátek přeposílané zprávy|"
    r"začiatok preposlanej správy|początek przekazywanej wiadomości|välitetty viesti alkaa|továbbított levél kezdete|"
    r"начало переадресованного сообщения)\s*:",
    re.IGNORECASE,
)
_SENDS_ON = re.compile(r"\s*(?:\[[^\]]*\]\s*)*(?:fwd?|wg|tr|rv|i|enc|vb|pd|doorst)\s*:", re.IGNORECASE)
_ATTRIBUTION = re.compile(
    r"(?:am\b.*\bschrieb\b(?:.*\S)?|le\b.*\ba écrit|il\b.*\bha scritto|el\b.*\bescribió"
    r"|.{1,120}\b(?:wrote|writes))\s*:",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST = 300
"""So much of a line is looked at: lists of recipients and lines without end are longer."""
_OPENS = re.compile(r"(?:On|Am|Le|Il|El)\b")
_SO_MANY = 60
"""Lines of a head that are looked at: a long list of recipients."""


def sends_on(subject: str) -> bool:
    """Whether a subject says that the mail is sent on: `Fwd:`, `WG:`, `TR:`; `Re: Fwd:` answers one."""
    return bool(_SENDS_ON.match(subject))


def may_introduce(line: Line) -> bool:
    """Whether it is worth asking if a line introduces another mail: most have neither a colon nor dashes."""
    return ":" in line.words or line.words[:1] in tuple("-_=*")


def forward_length(lines: Sequence[Line], at: int) -> int:
    """So many lines say that a letter sent on follows, with its head; 0 if the line at `at` does not."""
    if not (_FORWARDED.fullmatch(_composed(lines[at])) or begins_forwarded(lines[at])):
        return 0
    return 1 + _head_length(lines, at + 1, introduced=True)


def begins_forwarded(line: Line) -> bool:
    """Whether it is Apple's line above a letter sent on, which is quoted along with it."""
    return bool(_BEGINS_FORWARDED.fullmatch(_composed(line)))


def head_length(lines: Sequence[Line], at: int) -> int:
    """So many lines are the head of another mail, with a rule or `Original Message` above; 0 if none begins at `at`."""
    said = _composed(lines[at])
    if _ORIGINAL.fullmatch(said):
        return 1 + _head_length(lines, at + 1, introduced=True)
    if _RULE.fullmatch(said):
        below = _head_length(lines, at + 1)
        return below and 1 + below
    return _head_length(lines, at)


def _head_length(lines: Sequence[Line], at: int, introduced: bool = False) -> int:
    """A head's lines may be paragraphs of their own; what else stands in one, and long values, must not."""
    said: dict[str, str] = {}
    end = at
    for place in range(at, min(len(lines), at + _SO_MANY)):
        line = lines[place]
        kind, value = _label(line)
        if not line.words or line.depth != lines[at].depth or kind in said:
            break
        if kind not in _LABELS and (place == at or line.paragraph != lines[place - 1].paragraph):
            break
        if kind:
            said[kind] = value
            end = place + 1
    return end - at if _is_head(said, introduced) else 0


def _label(line: Line) -> tuple[str, str]:
    """What a line of a head tells, and its value; a label that is none of these is a kind of its own."""
    found = _LABEL.fullmatch(_composed(line))
    return (_KIND_OF.get(found[1], found[1]), found[2]) if found else ("", "")


def _is_head(said: dict[str, str], introduced: bool) -> bool:
    """A line that says when it was sent is a mail program's. Memos and raw headers have dates too: those need more."""
    kinds = [*said, "", ""]
    if introduced:
        return sum(kind in _LABELS for kind in said) > 1
    if kinds[0] != "from":
        return False
    if "sent" in said:
        return "to" in said or "subject" in said
    return kinds[1] == "date" and {"to", "subject"} <= said.keys() and _CLOCK.search(said["date"]) is not None


def attribution_length(lines: Sequence[Line], at: int) -> int:
    """So many lines, up to three, say who wrote what is quoted below them; 0 if the line at `at` is not their first.

    They are a paragraph, or its end from a line on that begins as such lines do.
    """
    first = lines[at]
    if at and _go_together(lines[at - 1], first) and not _OPENS.match(first.words):
        return 0
    end = at + 1
    while end < len(lines) and _go_together(first, lines[end]):
        if end - at == 3 or _OPENS.match(lines[end].words):
            return 0
        end += 1
    if end == len(lines) or lines[end].depth <= first.depth:
        return 0
    return end - at if _ATTRIBUTION.fullmatch(" ".join(_composed(line) for line in lines[at:end])) else 0


def _go_together(line: Line, other: Line) -> bool:
    return (line.paragraph, line.depth) == (other.paragraph, other.depth)


def _composed(line: Line) -> str:
    return unicodedata.normalize("NFC", line.words[:_LONGEST])
