"""What months are called where dates are read: from English to Arabic, in the case that dates use, and clipped.

A name that is a month's in one language and another month's, or another word, in a second is believed where the text's
language is known, else at most beside a day: *listopad* is October in Croatian and November in Polish, *Maja* a woman
or May in Serbian.
"""

from __future__ import annotations

import re

from indexer.text.words import fold

_BY_LANGUAGE = {
    "": (
        "january jan jany januar jänner janvier gennaio enero januari janeiro januarii ianuarii jenner januarius "
        "januarij janv ene louwmaand|"
        "february feb feby febry februar feber février febbraio febrero februari fevereiro februarii hornung "
        "februarius februarij febr fevrier févr sprokkelmaand|"
        "march mar märz mars marzo maart março martii lenzmonat lenzmond martius martij lentemaand|"
        "april apr apl avril aprile abril aprilis ostermonat ostermond avr abr grasmaand|"
        "may mai maggio mayo mei maio maii wonnemonat wonnemond majus maius maij bloeimaand|"
        "june jun juni juin giugno junio junho junii iunii brachmonat brachmond junius junij giu zomermaand|"
        "july jul juli juillet luglio julio julho julii iulii heumonat heumond julius julij juil lug hooimaand|"
        "august aug augt augst août agosto augustus augusti augustmonat erntemonat aout aoust oogstmaand|"
        "september sep sept septr sepr septembre settembre septiembre setiembre setembro septembris 7ber 7bris "
        "herbstmonat herbstmond septbr 7bre herfstmaand|"
        "october oct octr okt oktober octobre ottobre octubre outubro octobris 8ber 8bris weinmonat weinmond octbr "
        "oktbr ott 8bre wijnmaand|"
        "november nov novr novembre noviembre novembro novembris 9ber 9bris wintermonat wintermond novbr 9bre "
        "slachtmaand|"
        "december dec decr dez dezember décembre dicembre diciembre dezembro decembris 10ber xber 10bris xbris "
        "christmonat christmond heiligmonat decbr dezbr dic déc xbre 10bre wintermaand"
    ),
    "sv da no": "januar|februar|marts|april|maj|juni|juli|august augusti|septbr|oktbr|novbr|desember des",
    "fi": "tammikuu|helmikuu|maaliskuu|huhtikuu|toukokuu|kesäkuu|heinäkuu|elokuu|syyskuu|lokakuu|marraskuu|joulukuu",
    "ru": (
        "январь января янв|февраль февраля февр фев|март марта мартъ мар|апрель апреля апрѣль апрѣля апр|май мая|"
        "июнь июня іюнь іюня июн|июль июля іюль іюля июл|август августа августъ авг|сентябрь сентября сент сен|"
        "октябрь октября окт|ноябрь ноября нояб ноя|декабрь декабря дек"
    ),
    "uk": (
        "січень січня січ|лютий лютого лют|березень березня берез|квітень квітня квіт|травень травня трав|"
        "червень червня черв|липень липня лип|серпень серпня серп|вересень вересня верес|жовтень жовтня жовт|"
        "листопада|грудень грудня груд"
    ),
    "be": (
        "студзень студзеня|люты лютага|сакавік сакавіка|красавік красавіка|май мая травень траўня|чэрвень чэрвеня|"
        "ліпень ліпеня|жнівень жніўня|верасень верасня|кастрычнік кастрычніка|лістапад лістапада|снежань снежня"
    ),
    "bg mk": (
        "януари януарий ян јануари|февруари февруарий|март|април априлъ|май мај|юни юний јуни|юли юлий јули|август|"
        "септември септемврий септ|октомври октомврий|ноември ноемврий ноем|декември декемврий"
    ),
    "sr": (
        "јануар јануара јан|фебруар фебруара феб|марта|април априла|мај маја|јун јуна|јул јула|август августа|"
        "септембар септембра септ|октобар октобра|новембар новембра нов|децембар децембра дец"
    ),
    "sr hr bs sh sl": (
        "januara januarja|februara februarja|mart marta marca|aprila|maj maja|juna junij junija|jula julij julija|"
        "avgust avgusta avg|septembar septembra|oktobar oktobra|novembar novembra|decembar decembra"
    ),
    "hr": (
        "siječanj siječnja|veljača veljače|ožujak ožujka|travanj travnja|svibanj svibnja|lipanj lipnja|srpanj srpnja|"
        "kolovoz kolovoza|rujan rujna||studeni studenoga studenog|prosinac prosinca"
    ),
    "cs": (
        "ledna|únor února|březen března|duben dubna|květen května máj máje|červen června|červenec července|srpen srpna|"
        "září|říjen října|listopadu|prosinec prosince"
    ),
    "sk": (
        "január januára|február februára|marec marca|apríl apríla|máj mája|jún júna|júl júla|augusta|septembra|"
        "október októbra|novembra|decembra"
    ),
    "pl": (
        "styczeń stycznia stycz|luty lutego|marzec marca|kwiecień kwietnia kwiec|maj maja|czerwiec czerwca czerw|"
        "lipiec lipca|sierpień sierpnia sierp|wrzesień września wrzes|październik października paźdz||"
        "grudzień grudnia grudz"
    ),
    "hu": (
        "január|február|március márczius márcz márc|április ápril ápr|május máj|június jún|július júl|augusztus|"
        "szeptember szept|október|november|december deczember"
    ),
    "ro": (
        "ianuarie ianuariu ian|februarie fevruarie|martie mart|aprilie|mai maiu|iunie iuniu iun|iulie iuliu iul|august|"
        "septembrie septemvrie|octombrie octomvrie|noiembrie noemvrie|decembrie dechemvrie"
    ),
    "tr": (
        "ocak kânunusani ikincikânun sonkânun|şubat|mart||mayıs|haziran|temmuz|ağustos|eylül|"
        "ekim teşrinievvel birinciteşrin ilkteşrin|kasım teşrinisani ikinciteşrin sonteşrin|"
        "aralık kânunuevvel birincikânun ilkkânun"
    ),
    "el": (
        "Ιανουάριος Ιανουαρίου Γενάρης Γενάρη Ιαν|Φεβρουάριος Φεβρουαρίου Φλεβάρης Φλεβάρη Φεβ Φεβρ|"
        "Μάρτιος Μαρτίου Μάρτης Μάρτη Μαρ|Απρίλιος Απριλίου Απρίλης Απρίλη Απρ|Μάιος Μαΐου Μάης Μάη|"
        "Ιούνιος Ιουνίου Ιούνης Ιούνη Ιουν|Ιούλιος Ιουλίου Ιούλης Ιούλη Ιουλ|Αύγουστος Αυγούστου Αυγ|"
        "Σεπτέμβριος Σεπτεμβρίου Σεπτέμβρης Σεπτέμβρη Σεπ Σεπτ|Οκτώβριος Οκτωβρίου Οκτώβρης Οκτώβρη Οκτ|"
        "Νοέμβριος Νοεμβρίου Νοέμβρης Νοέμβρη Νοε|Δεκέμβριος Δεκεμβρίου Δεκέμβρης Δεκέμβρη Δεκ"
    ),
    "he": "ינואר|פברואר|מרץ מרס|אפריל|מאי|יוני|יולי|אוגוסט|ספטמבר|אוקטובר|נובמבר|דצמבר",
    "ar": (
        "يناير جانفي كانون_الثاني|فبراير فيفري شباط|مارس آذار|أبريل أفريل نيسان|مايو ماي أيار|يونيو يونيه جوان حزيران|"
        "يوليو يوليه جويلية تموز|أغسطس أوت آب|سبتمبر أيلول|أكتوبر تشرين_الأول|نوفمبر تشرين_الثاني|ديسمبر كانون_الأول"
    ),
}  # fmt: skip
_CASES = {"fi": ("{}", "{}ta", "{}n", "{}ssa"), "he": ("{}", "ב{}")}
"""What all names of a language have alike: *kesäkuuta*, *kesäkuun*, *kesäkuussa*."""


def _numbered(languages: str, months: str) -> dict[str, int]:
    return {
        fold(case.format(name.replace("_", " "))): number
        for number, names in enumerate(months.split("|"), start=1)
        for name in names.split()
        for case in _CASES.get(languages, ("{}",))
    }


NUMBERED = {languages: _numbered(languages, months) for languages, months in _BY_LANGUAGE.items()}
"""By language, folded; a name of two words is one."""
MONTHS = {name: number for months in NUMBERED.values() for name, number in months.items()}
_WORDS_TOO = frozenset(
    map(
        fold,
        "aprila augusta avgusta des ian jula julija juna junija listopadu maja mája marc marca mart marta sierp "
        "августа груд мая марта нов серп трав черв ян آب".split(),
    )
)
"""Other words, too, or names of people: where the language is not known, they are months behind a day alone."""
_OF_TWO_MONTHS = {
    "cs sk sl pl": {"listopad": 11, "listopada": 11},
    "hr bs sh sr": {"listopad": 10, "listopada": 10, "listopadu": 10},
    "cs": {"leden": 1},
    "tr": {"nisan": 4},
    "uk": {"листопад": 11},
}
"""Or of none elsewhere: *leden* are members in Dutch, and Nisan is not April to Jews."""
_IN_LANGUAGES = [
    *((tuple(languages.split()), names) for languages, names in _OF_TWO_MONTHS.items()),
    *(
        (tuple(languages.split()), {name: months[name] for name in names})
        for languages, months in NUMBERED.items()
        if (names := months.keys() & _WORDS_TOO)
    ),
]
"""What these mean in texts of such languages alone."""
FAMILIES = tuple(languages for languages, _ in _IN_LANGUAGES)
"""The languages of each row."""
UNSURE = frozenset(name for _, names in _IN_LANGUAGES for name in names)
"""Their names, folded."""
_TWO_MONTHS = frozenset(name for names in _OF_TWO_MONTHS.values() for name in names)
_OUR_ERA = 1500
_OF_OTHER_ERAS = frozenset((*NUMBERED["tr"], *NUMBERED["ar"]))
_ENGLISH = "january february march april may june july august september october november december".split()
_WORD = re.compile(r"[^\W\d_]+")


def month_of(name: str, *, behind_day: bool = True) -> int:
    """The number of the month that is called so in any language, 0 where none is."""
    folded = fold(name)
    return 0 if folded in _WORDS_TOO and not behind_day else MONTHS.get(folded, 0)


def counts_otherwise(name: str, year: int) -> bool:
    """Whether the year beside a month is not one of our era: 12 Mart 1333 is in 1917."""
    return year < _OUR_ERA and fold(name) in _OF_OTHER_ERAS


def names_unsure_month(text: str) -> bool:
    """Whether a text has a name that is known as a month's in texts of certain languages alone."""
    return any(fold(word) in UNSURE for word in _WORD.findall(text))


def names_one_of_two_months(text: str) -> bool:
    """Whether it has one that is no name of people nor another word that headings have: *listopad*, not *Maja*."""
    return any(fold(word) in _TWO_MONTHS for word in _WORD.findall(text))


def in_english(text: str, *languages: str) -> str:
    """A text with English names for the months whose own mean something else in another language.

    Of several languages those that have such a name must agree on it.
    """
    meant = {_in_english(text, language) for language in languages} - {text}
    return meant.pop() if len(meant) == 1 else text


def _in_english(text: str, language: str) -> str:
    own: dict[str, int] = {}
    for languages, names in _IN_LANGUAGES:
        own |= names if language in languages else {}
    if not own:
        return text
    return _WORD.sub(lambda word: _ENGLISH[own[fold(word[0])] - 1] if fold(word[0]) in own else word[0], text)
