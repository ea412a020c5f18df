"""How letters are begun in languages other than those of Western Europe, as an expression each.

Many are plain adjectives: they are a salutation where names follow and a mark ends the line.
"""

from __future__ import annotations

_GREETINGS = {
    "ru": r"(?:глубоко|много)?уважаем(?:ый|ая|ые) дорог(?:ой|ая|ие) мил(?:ый|ая|ые|остивый) любезн(?:ый|ая) товарищи?",
    "uk": r"(?:вельми)?шановн(?:ий|а|і) дорог(?:ий|а|і) люб(?:ий|а|і) мил(?:ий|а|і)",
    "be": r"(?:вельмі)?шаноўн(?:ы|ая|ыя) паважан(?:ы|ая|ыя) дараг(?:і|ая|ія) любы мілы",
    "bg sr mk": r"(?:много)?уважаем[иа] скъп[иа] драг[иа] мил[иа] поштован[иае] почитуван[иа]",
    "pl": r"szanown[yaie] drog(?:i|a|ie) najdroższ[yaie] kochan[yaie] wielmożn[yaie] mił[yaie]",
    "cs sk": r"(?:vele)?(?:vážen|ctěn|ctihodn)[ýáíé] mil[ýáíé] drah[ýáíé] milostiv[ýáíé]",
    "hr sr sl": r"(?:vele)?(?:po)?štovan[iae] cijenjen[iae] cenjen[iae] spoštovan[iae] drag[iae]",
    "el": "αγαπητ(?:έ|ή|οί|ές|ό) αγαπημέν[εη] αξιότιμ(?:ε|η|οι) φίλτατε σεβαστ(?:έ|ή) κύριε κυρία",
    "hu": "kedves tisztelt drága édes nagyságos tekintetes",
    "ro": "stimat[eă] stima[țţ]i dragă iubit[eă] scump[eă] onorat[eă]",
    "tr": "sayın sevgili muhterem değerli saygıdeğer azizim",
    "sv da no": "käre kära bäst[ea] ärade älskade kære kjære bedste ærede elskede",
    "fi": "hyvät? rakas rakkaat arvoisat? kunnioitettu",
    "he": "לכבוד ידיד[יה] יקיר(?:י|תי) אדוני שלום",
    "ar": "عزيز(?:ي|تي) سيد(?:ي|تي) السيدة? حضرة صديق(?:ي|تي) أخي",
}
_MY = "мой|моя|мои|мій|moj|moja|mój|můj|má|môj|min|mine"
ELSEWHERE = rf"(?:(?:{_MY})[ \t]+)?(?:{'|'.join(_GREETINGS.values()).replace(' ', '|')})"
