from __future__ import annotations

import pytest

from indexer.errors import Unreadable
from indexer.ingest.decoding.encodings import decode

GERMAN = "Die schöne Frau hat einen Kaffee mit Kuchen gegessen. Größe über alles, müßig – „ja“"
FRENCH = "Où étais-tu? L'été à la plage, garçon, c'était très bien, vous êtes gênés, naïf, œuvre"
ITALIAN = "perché è così, città più bella; però l'università"
SPANISH = "El niño comió mañana en España; ¿qué pasó? Corazón"
POLISH = "Zażółć gęślą jaźń. Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw."
JAPANESE = "拝啓 春の候、皆様にはますますご清栄のこととお慶び申し上げます。港の橋は閉鎖されました。"
KOREAN = "친애하는 선생님께, 항구의 다리는 폐쇄되었습니다. 배는 매일 아침 늦습니다."
RUSSIAN = "Все люди рождаются свободными и равными в своем достоинстве и правах."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "cp1252"), (FRENCH, "cp1252"), (ITALIAN, "cp1252"), (SPANISH, "cp1252"), (POLISH, "cp1250"),
        (RUSSIAN, "cp1251"), (JAPANESE, "cp932"), (KOREAN, "cp949"),
        (GERMAN, "utf-16-le"), (GERMAN, "utf-16-be"), (GERMAN, "utf-32-le"), (GERMAN, "utf-32-be"),
    ],
)  # fmt: skip
def test_guesses_are_right_and_said(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == (text, (f"encoding guessed: {encoding}",))


def test_what_no_encoding_makes_words_of_is_told() -> None:
    with pytest.raises(Unreadable, match="cannot be guessed"):
        decode(bytes(128 + n * n % 127 for n in range(1, 99)))


SHORT = {
    "fr": (
        "Cher ami, le café était fermé le 14 août 1899.", "Où étais-tu cet été ?", "« Voilà », dit-elle à Hélène.",
        "Mon cher ami, le café était fermé le 14 août 1899 et j’ai dû attendre jusqu’à la nuit. Ma sœur a reçu votre "
        "lettre ; elle vous répondra bientôt.",
    ),
    "de": (
        "Die Brücke ist gesperrt.", "Schöne Grüße aus Köln!", "Er sagte: „Übermäßig schön!“ und ging.",
        "Lieber Freund, ich möchte Dir für Deine Güte danken. Die Straße über den Fluß ist für längere Zeit "
        "geschlossen; wir müssen über die alte Brücke gehen.",
    ),
    "es": (
        "El niño está aquí.", "¿Qué pasó ayer en la estación?",
        "Muy señor mío: recibí su carta del día 14 y le agradezco el envío. Mañana saldré con mi compañía.",
    ),
    "it": ("Perché non è così?", "Caro amico, verrò lunedì in città, perché l'università è chiusa. Però non potrò."),
    "sv": ("Det är en vacker dag på sjön.", "Kära vän, jag är så glad över ditt brev; vi får se på lördag."),
    "pl": (
        "Gdzie jest książka?",
        "Drogi przyjacielu, dziękuję za list z Łodzi. Będę w środę, jeśli pociąg nie spóźni się.",
    ),
    "ru": ("Дорогой друг, привет!", "Здравствуйте! Ваше письмо от 5 мая я получил и благодарю Вас."),
    "en": ("The “harbour” bridge—it’s closed, alas.",),
    "he": ("שלום לך", "ידידי היקר, קיבלתי את מכתבך מיום חמישה במאי ואני מודה לך מאוד."),
    "he-points": ("אֲנִי מוֹדֶה לְךָ עַל הַמִּכְתָּב, יְדִידִי הַיָּקָר.",),
    "el": ("Γεια σου", "Αγαπητέ φίλε, έλαβα την επιστολή σου της 5ης Μαΐου. «Ναι», είπε η Ελένη."),
    "ar": ("السلام عليكم", "صديقي العزيز، وصلتني رسالتك المؤرخة في الخامس من مايو وأشكرك جزيل الشكر."),
    "uk": ("Дорогий друже, я отримав Вашого листа і щиро дякую.",),
    "lt": ("Mielas drauge, gavau jūsų laišką iš Šiaulių ir už jį dėkoju.",),
}  # fmt: skip
ENCODED_IN = {
    "fr": ("cp1252", "cp850", "cp437", "mac_roman"), "de": ("cp1252", "cp850", "cp437", "mac_roman"),
    "es": ("cp1252", "cp850", "cp437", "mac_roman"), "it": ("cp1252", "cp850", "cp437", "mac_roman"),
    "sv": ("cp1252", "cp850", "cp437"), "pl": ("cp1250", "iso8859_2", "cp852"), "en": ("cp1252",),
    "ru": ("cp1251", "koi8_r", "cp866", "iso8859_5"), "he": ("cp1255", "iso8859_8"), "he-points": ("cp1255",),
    "el": ("cp1253", "iso8859_7"), "ar": ("cp1256", "iso8859_6"), "uk": ("cp1251", "koi8_u"), "lt": ("cp1257",),
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "encoding"), [(text, enc) for code in SHORT for text in SHORT[code] for enc in ENCODED_IN[code]]
)
def test_short_texts_are_told_by_their_letters(text: str, encoding: str) -> None:
    """Texts that the encoding cannot hold (no “ in cp850) are not asked."""
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        return
    read, warnings = decode(data)
    assert read == text
    assert [warning.partition(":")[0] for warning in warnings] == ["encoding guessed"]


def test_what_fits_as_well_in_windows_1252_is_windows_1252() -> None:
    assert decode("à la carte, très bien".encode("cp1252"))[1] == ("encoding guessed: cp1252",)
    assert decode("… 14 août".encode("cp1252"))[0] == "… 14 août"


def test_the_first_accent_may_stand_far_down() -> None:
    text = "The ferry was late.\n" * 8000 + "Le café était fermé."
    assert decode(text.encode("cp1252")) == (text, ("encoding guessed: cp1252",))


def test_utf_8_is_no_guess() -> None:
    assert decode(GERMAN.encode()) == (GERMAN, ())


def test_what_is_no_text() -> None:
    with pytest.raises(Unreadable) as refused:
        decode(bytes(range(256)) * 10)
    assert refused.value.code == "binary"
