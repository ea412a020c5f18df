"""What seasons, centuries, weekdays and feasts are called where dates are read; months are in monthnames.py."""

from __future__ import annotations

SEASONS = {
    name: months
    for months, names in {
        (3, 5): (
            "spring frühling frühjahr printemps primavera lente voorjaar våren forår foråret kevät keväällä kevään"
            " весна весной весны навесні вясна вясной пролет пролетта пролеће wiosna wiosną wiosny jaro jaře"
            " proljeće pomlad spomladi άνοιξη άνοιξης tavasz tavasza tavaszán primăvara ilkbahar ilkbaharı"
        ),
        (6, 8): (
            "summer sommer été estate verano zomer verão sommar sommaren sommeren kesä kesällä kesän лето летом"
            " літо влітку лято лятото lato latem léto létě ljeto poletje poleti καλοκαίρι καλοκαιριού nyár nyara nyarán"
            " vara yaz yazı קיץ בקיץ"
        ),
        (9, 11): (
            "autumn fall herbst automne autunno otoño herfst outono najaar höst hösten høst høsten efterår efteråret"
            " syksy syksyllä syksyn осень осенью осени осінь восени восень увосень есен есента јесен jesień jesienią"
            " jesieni podzim podzimu jeseň jesen jeseni φθινόπωρο φθινοπώρου ősz ősze őszén toamna sonbahar sonbaharı"
            " סתיו בסתיו"
        ),
        (12, 2): (
            "winter hiver inverno invierno vinter vintern vinteren talvi talvella talven зима зимой зимы взимку зіма"
            " зімой зимата zima zimą zimy zimě pozimi χειμώνας χειμώνα tél telén iarna kış kışı חורף בחורף"
        ),
    }.items()
    for name in names.split()
}
"""The first month and the last."""
CENTURY = (
    r"century|cent\.?|c\.?|jahrhunderts?|jhd?t?s?|siècle|secolo|século|eeuw|век[аеу]?|століття|столітті|стагоддз[ея]"
    r"|wieku?|století|storoči[ea]|storočí|stoljeć[eau]|stoletj[eau]|столећ[еау]|αιώνας?|század|yüzyıl"
    r"|århundradet?|århundredet?|århundret?|vuosisata|vuosisadalla|(?<=[ivxіх]\s)(?:в|w|ст|αι|yy)\.?"
)
"""An expression of the word behind its number."""
CENTURY_BEFORE = r"secolul(?:\s+al)?|siglo|secolo|sec\.|século|המאה|القرن"
_LATIN = (
    r"\w+day|\w+tag|mittwoch|sonnabend|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|luned[iì]|marted[iì]|"
    r"mercoled[iì]|gioved[iì]|venerd[iì]|sabato|domenica|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo|"
    r"\w+dag(?:en)?|(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?|"
    r"poniedziałek|wtorek|środ[aę]|czwartek|piątek|sobot[aęu]|niedziel[aę]|pondělí|úterý|střed[au]|čtvrtek|pátek|"
    r"neděl[ei]|pondelok|utorok|stred[au]|štvrtok|piatok|nedeľ[au]|ponedj?elja?e?k|utorak|srijed[au]|četvrta?e?k|petak|"
    r"subot[au]|nedj?elj[aou]|sred[aou]|torek|petek|luni|mar[țţ]i|miercuri|joi|vineri|s[âî]mbăt[ăa]|duminic[ăa]|hétfő|"
    r"kedd|szerda|csütörtök|péntek|szombat|vasárnap|(?:maanan|tiis|tors|perjan|lauan|sunnun)tai(?:na)?|keskiviikko(?:na)?"
)
_OF_OTHER_SCRIPTS = (
    r"панядзелак|аўторак|серад[ау]|чацвер|пятніц[ау]|нядзел[яю]|понедельник|вторник|сред[ау]|четверг|пятниц[ау]|суббот[ау]|воскресенье|понеділок|вівторок|серед[ау]|четвер|"
    r"п.ятниц[яю]|субот[ау]|неділ[яю]|понеделник|сряда|четвъртък|петък|събота|неделя|понедељак|уторак|четвртак|петак|"
    r"недеља|Δευτέρα|Τρίτη|Τετάρτη|Πέμπτη|Παρασκευή|Σάββατον?|Κυριακή|"
    r"(?:يوم\s)?(?:السبت|الأحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة)"
)
WEEKDAYS = rf"(?=[^\W\d_])(?:(?=[^\x00-\u036f])(?:{_OF_OTHER_SCRIPTS})|{_LATIN})"
"""An expression, which fails fast, for it is asked often."""
WEEKDAYS_BEHIND = (
    "hétfőn?|kedd(?:en)?|szerdán?|csütörtök(?:ön)?|péntek(?:en)?|szombat(?:on)?|vasárnap"
    "|pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar"
)
"""Those that stand behind a date, in Hungarian and Turkish."""
WEEKDAYS_CLIPPED = (
    "mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|jeu|ven|sam|dim|mié|jue|vie|sáb|dom"
)
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag"
    " sonnabend sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunedì martedì mercoledì giovedì venerdì"
    " sabato domenica lunes martes miércoles jueves viernes sábado domingo".split()
)
"""Those that mean nothing else."""
MOVABLE = frozenset(
    "easter ostern ostertag ostersonntag ostermontag pâques pasqua pascua whitsun whitsunday whitsuntide pentecost"
    " pfingsten pfingstsonntag pfingstmontag pentecôte pentecoste pentecostés lent fastenzeit carême quaresima cuaresma"
    " trinity trinitatis ascension himmelfahrt palmsonntag karfreitag gründonnerstag aschermittwoch fronleichnam"
    " pasquetta shrovetide".split()
)
"""Feasts that move with Easter: the Sundays, too, that are counted from them are of their year."""
FEASTS = MOVABLE | frozenset(
    "christmas xmas weihnachten weihnachtstag heiligabend noël natale navidad advent michaelmas martinmas candlemas"
    " lammas epiphany allerheiligen toussaint silvester neujahr palm ash good maundy shrove".split()
)
"""And those that do not, and words before a day's: Palm Sunday, Ash Wednesday."""
FEAST = (
    r"(?:whit|low|rogation|mothering|plough)\s+(?:sun|mon|tues|wednes|thurs|fri|satur)day|(?:lady|easter|christmas)\s+day|corpus\s+christi"
    r"|new\s+year(?:['’]s(?:\s+(?:day|eve))?)?|all\s+(?:saints|souls|hallows)['’]?(?:\s+(?:day|eve))?"
    r"|(?:the\s+)?(?:feast|eve|vigil|morrow|octave)\s+of\s+(?:(?:the|our|st\.?|saints?|all|holy)\s+)*(?-i:[A-Z])[^\W\d_]+"
    r"|(?:st\.?|saint)\s+(?-i:[A-Z])[^\W\d_]+['’]?s?['’]?\s+(?:day|eve)"
)
"""An expression of those whose names are more than one word: Whit Monday, the Feast of St. Swithun, St. John's Eve."""
_TENS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
ORDINALS = {
    name: number
    for number, name in enumerate(
        (
            *_TENS, "eleventh", "twelfth", *(f"{n}teenth" for n in "thir four fif six seven eigh nine".split()),
            "twentieth", *(f"twenty-{nth}" for nth in _TENS[:9]), "thirtieth", "thirty-first",
        ),
        start=1,
    )
} | dict.fromkeys(("premier", "primo", "primero", "ersten"), 1)  # fmt: skip
FIXED = {
    name: day
    for day, names in {
        (1, 1): "new year's day|neujahr|neujahrstag|jour de l'an",
        (11, 1): "all saints' day|allerheiligen|toussaint",
        (12, 24): "christmas eve|heiligabend",
        (12, 25): "christmas day|jour de noël|día de navidad",
        (12, 26): "boxing day",
        (12, 31): "new year's eve|silvester",
    }.items()
    for name in names.split("|")
}
"""Feasts of one day that is the same each year."""
