"""The words by which texts say whose words they quote: verbs of saying, and what stands in their place."""

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
FRENCH = (
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
_FOREIGN = (*_GERMAN, *FRENCH, *_OTHERS)
_POLITE = "schreiben sagen fragen erzählen behaupten bemerken antworten schrieben sagten fragten".split()
"""Verbs of a German `Sie` and of several; infinitives beside anybody else."""
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
OF_SEVERAL = frozenset(verb for verb in _ENGLISH if {f"{verb}s", f"{verb[:-1]}ies"} & {*_ENGLISH})
"""Of one person they are nouns: `a brief reply`."""
VERBS = frozenset((*_ENGLISH, *_FOREIGN, *_POLITE, *_DONE, *_GERMAN_DONE, *_ROMANCE_DONE, *_STANDING_FOR_VERBS))
SPEAKING = VERBS | frozenset(
    "put puts Per per quote Quote words laut Laut Angaben Worten zufolge so selon Selon après secondo Secondo según "
    "Según volgens Volgens aldus quoted According".split()
)
"""One of them stands beside a quotation whose speaker is told."""


def any_of(words: Iterable[str]) -> str:
    """An expression."""
    return f"(?:{'|'.join(dict.fromkeys(words))})"


_DITES = r"(?:(?<=ous\s)|(?<=\bme\s)|(?<=\ble\s))dites|dites(?=-vous)"
"""Else what is called so: `les lois dites “scélérates”`."""
FOREIGN, GERMAN_DONE, ROMANCE_DONE = f"(?:{any_of(_FOREIGN)}|{_DITES})", any_of(_GERMAN_DONE), any_of(_ROMANCE_DONE)
_FINITE = rf"(?:(?!called\s*$)(?<![Uu]nited\s){any_of(_ENGLISH)}|{FOREIGN})"
"""Not `a paper called “…”`, nor `the united states`."""
_ENGLISH_HELPS = "has have had would will did does could must may might can cannot should is was are were be".split()
_GERMAN_HELPS = "hat hatte habe haben hatten hast hattest habt heeft hebben".split()
_ROMANCE_HELPS = "a ai as avez ont avait avais aviez avaient ha hai ho avete hanno aveva avevi había has han he".split()
GERMAN_REPORTS = r"(?:sei(?:en)?|habe|haben|ist|sind|hat|werde|werden|war|wäre|könne|müsse|solle|dürfe|heeft)\b"
"""What follows who is said to say so, in mid-sentence."""
GERMAN_HELPS, ROMANCE_HELPS = any_of(_GERMAN_HELPS), any_of(_ROMANCE_HELPS)
HELPS = (*_ENGLISH_HELPS, *_GERMAN_HELPS, *_ROMANCE_HELPS)
ADDRESSED = "me te se le la lui nous vous leur les mi ti si gli ci vi nos os".split()
GERMAN_ADDRESSED = "mir dir uns euch ihm ihnen Ihnen".split()
TO_WHOM = rf"(?:{any_of(ADDRESSED)}\s+|[mtslMTSL][’'])?"
"""Whom something is said to, where that stands before the verb: `il me dit`."""
GERMAN_TO_WHOM = rf"(?:{any_of(GERMAN_ADDRESSED)}\s+)?"
"""And behind it: `schreibt mir mein Bruder`. `ihr` may begin `ihr Bruder`."""
_ADVERB = (
    r"(?:(?!(?:assembly|family|ally|bully)\b)\w+ly|later|then|also|once|even|never|thus|often|now|further|again|first"
    "|afterwards|merely|just|still|since)"
)
VERB = (
    rf"(?:(?:{_ADVERB}\s+)?(?:{_FINITE}|(?:goes|went)(?=\s+on\b)|puts?(?=\s+(?:it|this)\b))"
    rf"|(?:has|have|had)\s+(?:{_ADVERB}\s+)?{any_of(_DONE)}"
    rf"|(?:would|will|did|does|could|can|must|may|might|should)\s+(?:{_ADVERB}\s+)?{any_of(_BASE)}"
    rf"|(?:is|was|are|were|(?:has|have|had)\s+been)\s+(?:{_ADVERB}\s+)?(?:quoted|reported|cited)\s+as\s+(?:saying|writing)"
    rf"|(?:is|was|are|were)\s+(?:said|reported|alleged)\s+to\s+have\s+{any_of(_DONE)}"
    rf"|{TO_WHOM}(?:{ROMANCE_HELPS}\s+(?:\w+\s+)?{ROMANCE_DONE}|{FOREIGN})"
    rf"|(?<=[Ss]ie\s){any_of(_POLITE)}|{any_of(_POLITE)}(?=\s+(?:[Ss]ie|die)\b)|zufolge)"
)
BY = (
    r"(?:according to|in the words of|to quote|per|laut|nach (?:Angaben|den Worten) (?:von|des|der)|selon|d[’']après"
    "|secondo|según|volgens)"
)
"""What stands before a speaker in place of a verb; with a capital it begins the sentence of the next quotation."""
