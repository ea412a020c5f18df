"""The words by which texts say whose words they quote: verbs of saying, what stands in their place, and speakers."""

from __future__ import annotations

from collections.abc import Iterable

_ENGLISH = (
    "adding say says said write writes wrote state states stated read reads ran run runs continue continues continued "
    "conclude concludes concluded add adds added ask asks asked answer answers answered reply replies replied tell "
    "tells told claim claims claimed argue argues argued declare declares declared announce announces announced "
    "allege alleges alleged warn warns warned note notes noted observe observes observed remark remarks remarked "
    "explain explains explained insist insists insisted report reports reported complain complains complained charge "
    "charges charged cry cries cried call calls called begin begins began end ends ended open opens opened demand "
    "demands demanded promise promises promised admit admits admitted recall recalls recalled object objects objected "
    "exclaim exclaims exclaimed comment comments commented respond responds responded confess confesses confessed "
    "testify testifies testified wire wires wired telegraph telegraphs telegraphed cable cables cabled mutter mutters "
    "muttered murmur murmurs murmured whisper whispers whispered shout shouts shouted protest protests protested "
    "suggest suggests suggested acknowledge acknowledges acknowledged concede concedes conceded maintain maintains "
    "maintained stress stresses stressed urge urges urged joke jokes joked confide confides confided inform informs "
    "informed assure assures assured remind reminds reminded advise advises advised inquire inquires inquired enquire "
    "enquires enquired contend contends contended assert asserts asserted affirm affirms affirmed emphasize "
    "emphasizes emphasized repeat repeats repeated plead pleads pleaded beg begs begged swear swears swore vow vows "
    "vowed retort retorts retorted proclaim proclaims proclaimed relate relates related quip quips quipped lament "
    "laments lamented tweet tweets tweeted sigh sighs sighed thunder thunders thundered wail wails wailed scribble "
    "scribbles scribbled caution cautions cautioned counsel counsels counselled muse muses mused grumble grumbles "
    "grumbled scoff scoffs scoffed boast boasts boasted predict predicts predicted"
).split()
_GERMAN = (
    "schreibt schrieb schrieben sagt sagte sagten erklärt erklärte meint meinte antwortet antwortete fragt fragte "
    "ruft rief berichtet berichtete bemerkt bemerkte betont betonte behauptet behauptete entgegnet entgegnete "
    "erwidert erwiderte fügt fügte teilt teilte notiert notierte äußert äußerte versichert versicherte warnt warnte "
    "klagt klagte erzählt erzählte mahnt mahnte spottet spottete beteuert beteuerte seufzt seufzte höhnt höhnte "
    "empfiehlt empfahl flüstert flüsterte murmelt murmelte wiederholt wiederholte riet schreibst schriebst sagst "
    "sagtest meinst meintest fragst fragtest erzählst erzähltest behauptest bemerkst antwortest"
).split()
_FRENCH = (
    "écrit écrivit écrivait dit "
    "disait répond répondit répondait ajoute ajouta ajoutait déclare déclara demande demanda explique expliqua "
    "affirme affirma raconte raconta note nota remarque remarqua observe observa écria exclama reprit poursuit "
    "poursuivit conclut assure assura murmura demandait déclarait expliquait affirmait racontait notait remarquait "
    "observait écriait exclamait assurait murmurait poursuivait concluait répète répéta répétait soupire soupira "
    "soupirait rappela rappelait estima estimait confie confia confiait prévient prévint prévenait recommande "
    "recommanda recommandait avertit avertissait plaisante plaisanta plaisantait jura jurait supplie supplia "
    "suppliait ordonna ordonnait proteste protesta protestait lança lançait conseille conseilla conseillait mande "
    "manda mandait écrivez écriviez écris écrivais disiez dis disais demandez demandiez demandes répondez "
    "répondiez réponds ajoutez racontez racontes assurez affirmez"
).split()
_OTHERS = (
    "scrive scrivi scrivete dici chiedi escribes dices escribís "
    "scrisse scriveva dice disse diceva risponde rispose aggiunge aggiunse dichiara dichiarò chiede chiese spiega "
    "spiegò afferma affermò racconta raccontò osserva osservò esclama esclamò conclude concluse escribe escribió "
    "escribía dijo decía responde respondió contesta contestó añade añadió declara declaró pregunta preguntó explica "
    "explicó afirma afirmó cuenta contó exclamó concluye concluyó schrijft schreef zegt zei zeide antwoordt "
    "antwoordde vraagt vroeg verklaart verklaarde meldt meldde riep perguntou respondeu escreveu powiedział "
    "powiedziała rzekł rzekła odparł odparła zapytał zapytała odpowiedział odpowiedziała mówi pisze napisał napisała "
    "сказал сказала говорит говорил ответил ответила отвечал спросил спросила воскликнул заметил писал писала пишет "
    "написал"
).split()
"""Italian, Spanish, Dutch, Portuguese, Polish and Russian."""
_FOREIGN = (*_GERMAN, *_FRENCH, *_OTHERS)
_POLITE = "schreiben sagen fragen erzählen behaupten bemerken antworten schrieben sagten fragten".split()
"""Verbs of a German `Sie`; infinitives beside anybody else."""
_BASE = (
    "say write tell ask add answer reply claim argue insist note declare explain remark observe recall admit".split()
)
_DONE = (
    "said written stated told asked answered replied declared announced explained argued claimed added warned".split()
)
_GERMAN_DONE = (
    "geschrieben gesagt erklärt gemeint geantwortet gefragt gerufen berichtet bemerkt betont behauptet entgegnet "
    "erwidert mitgeteilt notiert geäußert versichert gewarnt geklagt erzählt gezegd geschreven verklaard geantwoord "
    "gevraagd"
).split()
_ROMANCE_DONE = (
    "écrit dit répondu ajouté déclaré demandé expliqué affirmé raconté noté remarqué observé assuré scritto detto "
    "répété rappelé estimé confié recommandé conseillé risposto aggiunto dichiarato chiesto spiegato affermato "
    "raccontato escrito dicho respondido contestado añadido declarado preguntado explicado afirmado contado"
).split()
_STANDING_FOR_VERBS = "saying goes went according heißt hieß dites".split()
VERBS = frozenset((*_ENGLISH, *_FOREIGN, *_POLITE, *_DONE, *_GERMAN_DONE, *_ROMANCE_DONE, *_STANDING_FOR_VERBS))
SPEAKING = VERBS | frozenset(
    "put puts Per per quote Quote words laut Laut Angaben Worten zufolge so selon Selon après secondo Secondo según "
    "Según volgens Volgens aldus quoted According".split()
)
"""One of them stands beside a quotation whose speaker is told."""


def _any(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(dict.fromkeys(words))})"


_DITES = r"(?:(?<=ous\s)|(?<=\bme\s)|(?<=\ble\s))dites|dites(?=-vous)"
"""Else what is called so: `les lois dites “scélérates”`."""
FOREIGN, GERMAN_DONE, ROMANCE_DONE = f"(?:{_any(_FOREIGN)}|{_DITES})", _any(_GERMAN_DONE), _any(_ROMANCE_DONE)
_FINITE = f"(?:{_any(_ENGLISH)}|{FOREIGN})"
_ENGLISH_HELPS = "has have had would will did does could must may might is was are were be".split()
_GERMAN_HELPS = "hat hatte habe haben hatten hast hattest habt heeft hebben".split()
_ROMANCE_HELPS = "a ai as avez ont avait avais aviez avaient ha hai ho avete hanno aveva avevi había has han he".split()
GERMAN_REPORTS = r"(?:sei(?:en)?|habe|haben|ist|sind|hat|werde|werden|war|wäre|könne|müsse|solle|dürfe|heeft)\b"
"""What follows who is said to say so, in mid-sentence."""
GERMAN_HELPS, ROMANCE_HELPS = _any(_GERMAN_HELPS), _any(_ROMANCE_HELPS)
_TO_WHOM = "me te se le la lui nous vous leur les mi ti si gli ci vi nos os".split()
_GERMAN_TO_WHOM = "mir dir uns euch ihm ihnen Ihnen".split()
TO_WHOM = rf"(?:{_any(_TO_WHOM)}\s+|[mtslMTSL][’'])?"
"""Whom something is said to, where that stands before the verb: `il me dit`."""
GERMAN_TO_WHOM = rf"(?:{_any(_GERMAN_TO_WHOM)}\s+)?"
"""And behind it: `schreibt mir mein Bruder`. `ihr` may begin `ihr Bruder`."""
_ADVERB = (
    r"(?:(?!(?:assembly|family|ally|bully)\b)\w+ly|later|then|also|once|even|never|thus|often|now|further|again|first"
    "|afterwards|merely|just|still|since)"
)
VERB = (
    rf"(?:(?:{_ADVERB}\s+)?(?:{_FINITE}|(?:goes|went)(?=\s+on\b)|puts?(?=\s+(?:it|this)\b))"
    rf"|(?:has|have|had)\s+(?:{_ADVERB}\s+)?{_any(_DONE)}"
    rf"|(?:would|will|did|does|could|must|may|might)\s+(?:{_ADVERB}\s+)?{_any(_BASE)}"
    rf"|(?:is|was|are|were|(?:has|have|had)\s+been)\s+(?:{_ADVERB}\s+)?(?:quoted|reported|cited)\s+as\s+(?:saying|writing)"
    rf"|(?:is|was|are|were)\s+(?:said|reported|alleged)\s+to\s+have\s+{_any(_DONE)}"
    rf"|{TO_WHOM}(?:{ROMANCE_HELPS}\s+(?:\w+\s+)?{ROMANCE_DONE}|{FOREIGN})"
    rf"|(?<=[Ss]ie\s){_any(_POLITE)}|{_any(_POLITE)}(?=\s+[Ss]ie\b)|zufolge)"
)
BY = (
    r"(?:according to|in the words of|to quote|per|laut|nach (?:Angaben|den Worten) (?:von|des|der)|selon|d[’']après"
    "|secondo|según|volgens)"
)
"""What stands before a speaker in place of a verb; with a capital it begins the sentence of the next quotation."""

_ARTICLES = (
    "the these this his her their our my your der die das dem dieser diese sein seine ihr ihre mein meine unser dein "
    "deine euer le la les ce cet cette mon ma son sa notre votre vos ton ta un une il lo gli suo sua mio mia tuo tua "
    "el los las su mi una de het een zijn haar dit o"
).split()
POINTING = frozenset(_ARTICLES)
_POINTS = rf"(?:(?:{'|'.join(f'[{word[0].upper()}{word[0]}]{word[1:]}' for word in _ARTICLES)})\s+|[Ll][’'])"
_ALONE = (
    "he she they it we you er sie es wir ich man il elle on ils elles je egli ella lei io él ellos yo hij zij ze ik "
    "men wij ele ela oni он она они я мы"
).split()
_PRONOUNS = (
    rf"(?:{_any(_ALONE)}|I(?!\s+recall)|du(?=\s+\w+st\b)|(?<=st\s)du|tu(?=\s+(?:\w+\s+|m[’'])?\w+[si]\b)"
    rf"|vous(?=\s+(?:\w+\s+|m[’'])?\w+(?:ez|tes)\b)|lui(?!\s+(?:{ROMANCE_HELPS}\s+)?{_any(_FRENCH)}))"
)
"""Some speak in one language and are spoken to in another, or are no pronouns there: their verb decides."""
FRENCH_PRONOUNS = "(?:il|elle|on|ils|elles|je|nous|vous|tu)"
_OPENING = (
    "That What Which Who How Why As In On At When But And So Then There Here If While After Before For Thus To Per "
    "Nor Yet Only Not Wie Am Im Da Dann Darauf Hierauf Um Und Aber Als Nach Vor Bei Mit Von Auf An Aus Zur Zum Den "
    "Des Comme Ainsi Mais Et En Dans Quand Puis Come Così Quando Poi Como Así Pero Cuando Zoals Maar"
).split()
_NO_NAMES = _any(["I", *_OPENING, *map(str.capitalize, [*_ARTICLES, *_TO_WHOM, *_GERMAN_TO_WHOM])])
_MONTHS = _any("January February March April May June July August September October November December".split())
_NO_NAME = rf"(?!{_NO_NAMES}\s|(?<=[Ii]n\s){_MONTHS}\s)"
"""What begins a sentence and is nobody's name."""
_AFTER_NOUNS = (
    "in on at to of for from with by and or but as who that which when while later then yesterday today again im am "
    "an auf zu zum zur von vom mit bei über unter und oder aber dass später dann gestern heute noch à au aux du des "
    "dans sur et ou que qui est était al con e o y che door naar van aan"
).split()
_HELPS = (*_ENGLISH_HELPS, *_GERMAN_HELPS, *_ROMANCE_HELPS)
_SPEAKERS = "I he she they it we you er sie es wir ich du elle on ils elles je tu egli".split()
_PEOPLE = (*_TO_WHOM, *_GERMAN_TO_WHOM, *_SPEAKERS)
_NOUN = rf"(?!{_any([*_AFTER_NOUNS, *_HELPS, *_PEOPLE])}\b)(?![mtMT][’'])[\w’'-]+"
_CAPITAL = "[A-ZÀ-ÖØ-ÞŒŠŽŁŚŻČŘĐА-ЯЁЄІЇ]"
_TITLE = "(?:Mr|Mrs|Ms|Dr|Col|Capt|Sen|Gov|Rep|Rev|Gen|Lt|Maj|Sgt|Prof|St|Jr|Hr|Fr|MM|Mme|Mlle|Sig|Sra?|Ing)"
_WORD = rf"(?:(?:{_CAPITAL}\.)+|{_TITLE}\.|{_CAPITAL}[\w’'-]*(?:\.\w+)*)"
_NAME = (
    rf"{_NO_NAME}{_WORD}(?:\s+(?:(?:de|la|von|van|of|the|du|di)\s+)?{_WORD}){{0,5}}"
    rf"(?:(?<!['’])(?<!['’]s)|(?<=['’]s)(?:\s+{_NOUN}){{1,2}})"
)
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th|er|ère)?\.?\s+)?"
_OF = rf"(?:\s+(?:of|de|du|vom|von|van|di|del)\s+(?:the\s+)?{_DAY}(?:{_WORD}(?:\s+{_WORD}){{0,3}}|{_NOUN}))?"
BEFORE_VERB = rf"(?:{_POINTS}(?:{_NOUN}\s+){{0,2}}?{_NOUN}{_OF}|{_NAME}|(?i:{_PRONOUNS})\b)"
"""A speaker whom a verb follows: no more words than are needed to come to it."""
AFTER_VERB = rf"(?:{_POINTS}(?:{_NOUN}\s+){{0,2}}{_NOUN}{_OF}|{_NAME}|(?i:{_PRONOUNS})\b)"
