from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.quotes.finding.extract import extract
from indexer.quotes.finding.quoted_lines import quoted_lines
from indexer.quotes.judging.wording import quoted_words
from indexer.records import Block, Document
from tests.indexer.timing import is_linear


def document(text: str, blocks: tuple[Block, ...] = ()) -> Document:
    return Document(id="here", text=text, title="", blocks=blocks)


def quoted(text: str, blocks: tuple[Block, ...] = ()) -> list[list[str]]:
    return [[text[p.start : p.end] for p in q.parts] for q in extract(document(text, blocks))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She said “the river is safe” twice.", ["the river is safe"]),
        ('She said "the river is safe" twice.', ["the river is safe"]),
        ("Elle dit « la rivière est sûre » ici.", ["la rivière est sûre"]),
        ("Sie sagte „der Fluss ist sicher“ und ging.", ["der Fluss ist sicher"]),
        ("Sie sagte »der Fluss ist sicher« und ging.", ["der Fluss ist sicher"]),
        ("Hon sade ”floden är säker” igen.", ["floden är säker"]),
        ("``the river is safe'' he wrote", ["the river is safe"]),
        ("He wrote ‘the dogs’ bone isn’t here’ and left.", ["the dogs’ bone isn’t here"]),
        ("He wrote 'the river is safe' and it's so.", ["the river is safe"]),
        ("the dogs' bone and the cats' milk", []),
        ("’Tis the season, and ’twas the ’90s", []),
        ("a 6\" pipe and a 9' pole", []),
        ("He said ’so it was’ to us.", []),
        ('In " The River ". It is late, and in "The Boat". So he says.', ["The River", "The Boat"]),
        ("He wrote 'we are in receipt of it '. Nothing more.", ["we are in receipt of it"]),
        ('He wrote: "... and the river is safe" to us.', ["... and the river is safe"]),
        ("“It was so,”“ever so.”", ["It was so,", "ever so."]),
        ("It opens “but here.\n\nNext” paragraph.", ["but here."]),
        ("urge him to ” take action while you can.” Then", ["take action while you can."]),
        ("It opens “but never closes.\n\nNext paragraph.", ["but never closes."]),
        ("彼は「『港』は安全だ」と言った。「はい」", ["『港』は安全だ", "港", "はい"]),
        ("他說﹁河很安全﹂，我知道」了", ["河很安全"]),
        ("“One “two three” four”", ["One “two three” four", "two three"]),
        ("“One ‘two three’ four”", ["One ‘two three’ four", "two three"]),
    ],
)
def test_marks(text: str, found: list[str]) -> None:
    assert quoted(text) == [[words] for words in found]


def test_paragraphs_that_each_open_are_one_quotation() -> None:
    text = "He wrote:\n\n“First of all.\n\n“Second of all.\n\n“And last.”\n\nSo he wrote."
    assert quoted(text) == [["First of all.", "Second of all.", "And last."]]


@pytest.mark.parametrize("said", ["sighed the pilot", "Mrs Pell cautioned", "mahnte der Lotse", "soupira le maire"])
def test_what_breaks_in_may_be_said_in_many_ways(said: str) -> None:
    assert quoted(f"“Sell nothing,” {said}, “before the ferry is paid for.”") == [
        ["Sell nothing,", "before the ferry is paid for."]
    ]


def test_an_interruption_in_mid_sentence_leaves_one_quotation() -> None:
    text = "“In your months,” the letter states, “you have an opportunity,” it adds."
    (quotation,) = extract(document(text))
    assert [text[p.start : p.end] for p in quotation.parts] == ["In your months,", "you have an opportunity,"]
    assert quotation.attribution is not None
    said = quotation.attribution
    assert (text[said.speaker.start : said.speaker.end], text[said.verb.start : said.verb.end]) == (
        "the letter", "states",
    )  # fmt: skip


def test_who_speaks_without_a_verb_parts_a_quotation_too() -> None:
    text = "„Wir verkaufen nichts“, so Groß, „vor dem Johannistag.“"
    assert quoted(text) == [["Wir verkaufen nichts", "vor dem Johannistag."]]


@pytest.mark.parametrize(
    "text",
    [
        "“It is so,” she said. “It is not so,” he said.",
        "They wrote “it is so,” so the “bridge” was built.",
        "“It is so,” she said, adding, “it is not so.”",
        "It was “so” on Monday, they said, and “not so” on Tuesday.",
    ],
)
def test_two_quotations_stay_two(text: str) -> None:
    assert len(quoted(text)) == 2


def test_words_far_into_a_line_between_two_paragraphs_part_them() -> None:
    text = f"“The river is safe.\n\n{' ' * 20}He read on.\n“The bridge is not.”"
    assert quoted(text) == [["The river is safe."], ["The bridge is not."]]


def test_the_paragraph_after_a_verb_of_saying_and_a_colon_is_a_block() -> None:
    text = "The letter goes on to say:\n\nWe ask you to act.\nNow.\n\nThat is all."
    assert quoted(text) == [["We ask you to act.\nNow."]]
    assert extract(document(text))[0].form == "block"
    assert quoted("There are three of them:\n\nOne, two, three and four.\n") == []


@pytest.mark.parametrize(
    ("language", "text", "parts", "speaker"),
    [
        ("fr", "Il entra.\n\n— Bonjour, dit-il, je viens.\n— Du thé ?", ["Bonjour,", "je viens."], "il"),
        ("fr", "Il entra.\n\n— Bonjour, me dit-il, je viens.\n— Du thé ?", ["Bonjour,", "je viens."], "il"),
        ("fr", "— Vraiment ? demanda Hélène en riant, et elle sortit.", ["Vraiment ?"], "Hélène"),
        ("fr", "— Je n’ai rien vu, répondit le témoin. La nuit tombait.", ["Je n’ai rien vu,"], "le témoin"),
        ("es", "—Hola —dijo Juan—. ¿Cómo estás?", ["Hola", "¿Cómo estás?"], "Juan"),
        ("pt", "— Não sei — disse o prefeito.", ["Não sei"], "o prefeito"),
        ("ru", "— Здравствуйте, — сказал он. — Как поживаете?", ["Здравствуйте,", "Как поживаете?"], "он"),
        ("pl", "– Dzień dobry – powiedział Jan. – Jak się pan ma?", ["Dzień dobry", "Jak się pan ma?"], "Jan"),
        (
            "fr",
            "« Le pont est fermé, écrit-il à son frère, et nul n’y passe. »",
            ["Le pont est fermé", "et nul n’y passe."],
            "il",
        ),
        ("fr", "« Le pont est fermé depuis Pâques, dit le maire. »", ["Le pont est fermé depuis Pâques"], "le maire"),
        (
            "fr",
            "« Ne vendez rien, conseillait Mme Le Goff, avant Pâques. »",
            ["Ne vendez rien", "avant Pâques."],
            "Mme Le Goff",
        ),
        ("fr", "« Le pont est fermé, écrit-elle. Nous passons. »", ["Le pont est fermé", "Nous passons."], "elle"),
        ("fr", "« Je le tiens enfin, s’écriait-elle, et lui. »", ["Je le tiens enfin", "et lui."], "elle"),
        ("it", "«Il ponte è chiuso, disse Pell, da Pasqua».", ["Il ponte è chiuso", "da Pasqua"], "Pell"),
        ("en", "“The bridge, dit-il, is closed.”", ["The bridge, dit-il, is closed."], None),
        ("fr", "— du pain, du vin\n— une note : voir plus loin", None, ""),
        ("en", "— Bonjour, dit-il.", None, ""),
    ],
)
def test_a_verb_of_saying_that_breaks_in_where_languages_set_no_marks(
    language: str, text: str, parts: list[str] | None, speaker: str | None
) -> None:
    found = extract(replace(document(text), language=language))
    assert [[text[p.start : p.end] for p in q.parts] for q in found] == ([parts] if parts else [])
    said = [text[q.attribution.speaker.start : q.attribution.speaker.end] for q in found if q.attribution]
    assert said == ([speaker] if speaker else [])


@pytest.mark.parametrize("between", ["\n\n", "\n \n", "\n\t\n \n"])
def test_what_is_introduced_ends_with_its_paragraph(between: str) -> None:
    paragraphs = ("The letter goes on to say:", "The river is safe and the bridge will stand.", "Nobody believed it.")
    assert quoted(between.join(paragraphs)) == [[paragraphs[1]]]


def test_what_is_introduced_again_and_again_is_quoted_once() -> None:
    text = "said:\n \nhe went to town " * 100
    assert sum(q.end - q.start for q in extract(document(text))) < len(text)


def test_a_block_of_the_source_that_is_introduced_too_is_one_quotation() -> None:
    text = "You wrote to me:\n\nThe river is safe, I say so.\n\nIt is not."
    assert quoted(text, (Block("quote", 18, 46),)) == [["The river is safe, I say so."]]


def test_blocks_of_the_source_are_quotations_and_neighbours_are_one() -> None:
    text = "Before.\n\n> The river is safe.\n>\n> I say so.\n\nAfter."
    blocks = (Block("quote", 9, 31), Block("quote", 34, 45))
    assert quoted(text, blocks) == [["The river is safe.", "I say so."]]
    assert quoted(text, (Block("list", 9, 31),)) == []


@pytest.mark.parametrize(
    ("blocks", "found"),
    [
        (["It is safe.\n— Amos Pell"], [["It is safe."]]),
        (["It is safe.\n> -- Amos Pell, 4 Mar. 1961"], [["It is safe."]]),
        (["It is safe.", "– The pilots"], [["It is safe."]]),
        (["The tide is full", "– upon the straits"], [["The tide is full", "– upon the straits"]]),
        (["“The river is as safe as it was.” — Amos Pell"], [["“The river is as safe as it was.”"]]),
        (["It is safe.\n— Amos Pell", "It is not.\n— Ada Hale"], [["It is safe."], ["It is not."]]),
        (["It is safe.\n— So they say."], [["It is safe.\n— So they say."]]),
        (["— It is safe\n— So they say"], [["— It is safe\n— So they say"]]),
        (["We ask for:\n- a pier"], [["We ask for:\n- a pier"]]),
        (["We ask for:", "– a pier", "– a boat"], [["We ask for:", "– a pier", "– a boat"]]),
        (["It is “safe” — so they say"], [["It is “safe” — so they say"], ["safe"]]),
        (["— Amos Pell"], [["— Amos Pell"]]),
    ],
)
def test_the_line_that_says_whose_words_a_block_has_is_no_part_of_it(blocks: list[str], found: list[list[str]]) -> None:
    text, places = "Here.", []
    for block in blocks:
        places.append(Block("quote", len(text) + 2, len(text) + 2 + len(block)))
        text += f"\n\n{block}"
    assert quoted(text, tuple(places)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("So:\n\n> The river\n> is safe.\n\nIs it?", ["The river\n> is safe."]),
        ("So.\n> The river is safe.\n>\n> I say so.\nIs it?", ["The river is safe.", "I say so."]),
        ("> 3. The river is safe.\n> 4. I say\n> so.", ["3. The river is safe.", "4. I say\n> so."]),
        ("> - The river is safe.\n> - I say so.", ["- The river is safe.", "- I say so."]),
        ("> He wrote:\n>> The river\n> > is safe.\n> It is.", ["He wrote:", "The river\n> > is safe.", "It is."]),
        (">\n\n a > b and\n-> c", []),
    ],
)
def test_lines_behind_marks_are_blocks_by_paragraph_item_and_depth(text: str, found: list[str]) -> None:
    assert [text[block.start : block.end] for block in quoted_lines(text)] == found


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Mr. Ruddock wrote that “it was ever so”.", "Mr. Ruddock"),
        ("“It was ever so,” wrote Mr. Ruddock.", "Mr. Ruddock"),
        ("As Mr. Ruddock put it, “it was ever so”.", "Mr. Ruddock"),
        ("Mr. Ruddock[1] wrote:[2] “It was ever so.”[3]", "Mr. Ruddock"),
        ("Mr. Ruddock¹ wrote:² “It was ever so.”³", "Mr. Ruddock"),
        ("“It was ever so,”[12] wrote Mr. Ruddock.", "Mr. Ruddock"),
        ("According to Peter Lang, “it was ever so”.", "Peter Lang"),
        ("It is, according to Peter Lang, the banker, “ever so, and more”.", "Peter Lang"),
        ("“It was ever so”, according to Peter Lang.", "Peter Lang"),
        ("Laut Peter Lang „war es schon immer so“.", "Peter Lang"),
        ("Nach Angaben von Peter Lang „war es schon immer so“.", "Peter Lang"),
        ("„Es war schon immer so“, laut Peter Lang.", "Peter Lang"),
        ("„Es war schon immer so“, Peter Lang zufolge.", "Peter Lang"),
        ("Selon Peter Lang, « il en était ainsi ».", "Peter Lang"),
        ("« Il en était ainsi », d’après Peter Lang.", "Peter Lang"),
        ("Mr. Ruddock called it “ever so, and more”, according to Radio Linz.", "Mr. Ruddock"),
        ("“It was ever so.” According to Peter Lang, “it was not”.", ""),
        ("“It was ever so.” Peter Lang wrote: “It was not.”", ""),
        ("“It was ever so.” Peter Lang said that, “it was not.”", ""),
        ("“Was it ever so?” Peter Lang asked, “or was it not?”", "Peter Lang"),
        ("Mr. Ruddock wrote, “It was ever so.” Peter Lang wrote: “It was not.”", "Mr. Ruddock"),
        ("The letter says: “It was ever so.” Peter Lang wrote that his school has “ever so many”.", "The letter"),
        ("The letter says: “It was ever so.” Peter Lang wrote a book.", "The letter"),
        ("The letter ended: “It was ever so!” cried Peter Lang.", "Peter Lang"),
        ("“It was ever so,” said Rubio spokesman Alex Conant on Monday.", "Rubio spokesman Alex Conant"),
        ("“It was ever so,” said Hale campaign manager Ruth Pell.", "Hale campaign manager Ruth Pell"),
    ],
)
def test_attribution_before_and_after(text: str, speaker: str) -> None:
    said = extract(document(text))[0].attribution
    assert (text[said.speaker.start : said.speaker.end] if said else "") == speaker


@pytest.mark.parametrize(
    ("around", "speaker", "verb"),
    [
        ("“…,” he had written to his brother.", "he", "had written"),
        ("In 1912 Mr. Pell wrote to Ruth Ansell that “….”", "Mr. Pell", "wrote"),
        ("Mr. Pell was quoted as saying that “….”", "Mr. Pell", "was quoted as saying"),
        ("“…,” the mayor of Orrowmouth later recalled.", "the mayor of Orrowmouth", "later recalled"),
        ("“…,” the mayor would then say.", "the mayor", "would then say"),
        ("“…,” the mayor is reported to have said.", "the mayor", "is reported to have said"),
        ("In the words of Mr. Pell, “….”", "Mr. Pell", "In the words of"),
        ("“…,” as Mr. Pell put it.", "Mr. Pell", "put"),
        ("Mr. Pell’s letter reads: “….”", "Mr. Pell’s letter", "reads"),
        ("Mr. Pell said that Ruth Ansell wrote, “….”", "Ruth Ansell", "wrote"),
        ("The mayor of Farness, Ruth Ansell, wrote: “….”", "The mayor of Farness", "wrote"),
        ("“….” Mr. Pell went home.", "", ""),
        ("What I said was that “…”.", "I", "said"),
        ("“….” The mayor wrote a second letter that week.", "", ""),
        ("“….” Mr. Pell said.", "Mr. Pell", "said"),
        ("That said, the ferry is “…”.", "", ""),
        ("Mr. Pell will continue to be “…”.", "", ""),
        ("Sanders’ comments on “…”.", "", ""),
        ("End.\n\nRuth Ansell wrote: “….”", "Ruth Ansell", "wrote"),
        ("„…“, so der Bürgermeister.", "der Bürgermeister", "so"),
        ("„…“, meinte sie.", "sie", "meinte"),
        ("Der Schreiber, so Herr Escher, sei „…“.", "Herr Escher", "so"),
        ("In einem Briefe, der uns vorliegt, heißt es: „…“.", "", ""),
        ("„…“, hat Pell seinem Bruder geschrieben.", "Pell", "geschrieben"),
        ("Wie Pell schreibt: „…“.", "Pell", "schreibt"),
        ("Pell hatte seinem Bruder geschrieben: „…“.", "Pell", "geschrieben"),
        ("Am Morgen schrieb der Bürgermeister: „…“.", "der Bürgermeister", "schrieb"),
        ("In March Pell told Mr. Stobbs: “….”", "Pell", "told"),
        ("In your letter of the 9th you said: “….”", "you", "said"),
        ("On Tuesday the mayor told Mr. Stobbs: “….”", "the mayor", "told"),
        ("At this point Pell wrote: “….”", "Pell", "wrote"),
        ("In the Gazette the mayor wrote: “….”", "the mayor", "wrote"),
        ("The man under the bridge said “….”", "", ""),
        ("One of the aldermen of the Labour Party said: “….”", "", ""),
        ("His letter of March to Governor Lee says “….”", "", ""),
        ("When the post came in you said “….”", "you", "said"),
        ("It contains the following comments: “….”", "", ""),
        ("She was heard over her remark that “….”", "", ""),
        ("Pell argued that the town cannot claim “….”", "Pell", "argued"),
        ("We can say, “….”", "We", "can say"),
        ("He lives in the U.S. He says “….”", "He", "says"),
        ("A letter from Ruth Ansell says “….”", "A letter from Ruth Ansell", "says"),
        ("“…”, said a spokesman to the press.", "a spokesman", "said"),
        ("Mr. Pell sent a brief reply: “….”", "", ""),
        ("A paper called “…”.", "", ""),
        ("An Act passed by the united states “…”.", "", ""),
        ("Zur Lage der Brücke sagte Frau Pell: „…“.", "Frau Pell", "sagte"),
        ("Die Frau des Bürgermeisters sagte: „…“.", "Die Frau des Bürgermeisters", "sagte"),
        ("Le maire de la ville dit : « … ».", "Le maire de la ville", "dit"),
        ("Pell wrote for years. “….” Nobody answered.", "", ""),
        ("Mrs. Pell wrote to Mr. Stobbs: “….”", "Mrs. Pell", "wrote"),
        ("Your letter of 4 March says: “….”", "Your letter of 4 March", "says"),
        ("I recall his words: “….”", "", ""),
        ("I recall that Mr. Pell said: “….”", "Mr. Pell", "said"),
        ("Ihr Brief vom 4. März sagt: „…“.", "Ihr Brief vom 4. März", "sagt"),
        ("Am 11. 1. 1915 schrieb er: „…“.", "er", "schrieb"),
        ("Du schreibst: „…“.", "Du", "schreibst"),
        ("In Deinem Brief vom 3. Oktober hast Du geschrieben: „…“.", "Du", "geschrieben"),
        ("Am 3. Oktober hat mir Pell geschrieben: „…“.", "Pell", "geschrieben"),
        ("Auf der Reise hat er gesagt: „…“.", "er", "gesagt"),
        ("Dans votre lettre du 3 octobre vous avez écrit : « … ».", "vous", "avez écrit"),
        ("„…“, schreibst du.", "du", "schreibst"),
        ("„…“, schreiben die Pells.", "die Pells", "schreiben"),
        ("Sie schreiben mir: „…“.", "Sie", "schreiben"),
        ("„…“, schreiben Sie.", "Sie", "schreiben"),
        ("Das Schreiben fragen wir nicht: „…“.", "", ""),
        ("„…“, schreibt mir mein Bruder.", "mein Bruder", "schreibt"),
        ("„…“, schreibt ihr Bruder.", "ihr Bruder", "schreibt"),
        ("Da schrieb mir Pell: „…“.", "Pell", "schrieb"),
        ("Vous m’écrivez : « … ».", "Vous", "m’écrivez"),
        ("Vous avez dit qu’il faut « … ».", "Vous", "avez dit"),
        ("« … », me dites-vous.", "vous", "me dites"),
        ("Les lois dites « … ».", "", ""),
        ("Elle m’écrit : « … ».", "Elle", "m’écrit"),
        ("Il me dit : « … ».", "Il", "me dit"),
        ("Pell nous écrit : « … ».", "Pell", "nous écrit"),
        ("Elle lui avait répondu : « … ».", "Elle", "lui avait répondu"),
        ("« … », me dit-il.", "il", "me dit"),
        ("« … », raconte la femme.", "la femme", "raconte"),
        ("« … », lui répondit Pell.", "Pell", "lui répondit"),
        ("«…», lui rispose.", "lui", "rispose"),
        ("Mia madre mi scrive: «…».", "Mia madre", "mi scrive"),
        ("Me escribe mi hermano: «…».", "mi hermano", "escribe"),
        ("« … », dit-il.", "il", "dit"),
        ("« … », a-t-il dit.", "il", "dit"),
        ("« … », a déclaré le ministre.", "le ministre", "a déclaré"),
        ("Comme l’écrit Pell : « … ».", "Pell", "l’écrit"),
        ("Selon le maire, « … ».", "le maire", "Selon"),
        ("«…», ha detto il ministro.", "il ministro", "ha detto"),
        ("Secondo il sindaco, «…».", "il sindaco", "Secondo"),
        ("Pell había escrito a su hermano: «…».", "Pell", "había escrito"),
        ("„…”, aldus Pell.", "Pell", "aldus"),
    ],
)
def test_who_speaks_and_the_verb_in_several_languages(around: str, speaker: str, verb: str) -> None:
    text = around.replace("…", "the river has been closed since Easter")
    said = extract(document(text))[0].attribution
    found = [text[span.start : span.end] for span in (said.speaker, said.verb)] if said else ["", ""]
    assert found == [speaker, verb]


MARKS = "\"“”„‟«»‹›‘’‚‛'`"


@settings(max_examples=10_000, database=None)
@given(st.text(alphabet=st.sampled_from(MARKS + " \n\t>:.,[]…ab Is said"), max_size=40))
@pytest.mark.slow
def test_hostile_text_never_raises_and_spans_are_inside_and_ordered(text: str) -> None:
    quotations = extract(document(text))
    assert [q.start for q in quotations] == sorted(q.start for q in quotations)
    for quotation in quotations:
        at = 0
        for part in quotation.parts:
            assert at <= part.start <= part.end <= len(text)
            at = part.end


@pytest.mark.parametrize("unit", ['"', "“", "’", "“a\n\n", "said:\n\n", "[", "“a,” he said, "])
@pytest.mark.slow
def test_time_is_linear(unit: str) -> None:
    assert is_linear(lambda size: extract(document(unit * (size // len(unit)))), 100_000)


@pytest.mark.slow
def test_time_is_linear_where_white_space_parts_a_quotation() -> None:
    def read(size: int) -> None:
        for text in (f"“The river\n\n{' ' * size}x\n“is safe.", "a-\n“" * (size // 2)):
            for quotation in extract(document(text)):
                quoted_words(text, quotation.parts)

    assert is_linear(read, 4_000)


def test_who_speaks_goes_on_behind_that() -> None:
    for between, speaker in (
        (" said Mr. Pell. ", "Mr. Pell"), (" said Harold Penn, who wrote the letter. ", "Harold Penn"),
        (" he told the court on Tuesday. ", "he"), (" said Mr. Pell.\n\n", ""),
        (" said Mr. Pell. Nobody answered. ", ""),
        (" said Mr. Pell, and the clerk: ", ""), (". ", ""),
    ):  # fmt: skip
        text = f"“The river has been closed,”{between}“It will be closed for years, and nobody knows why.”"
        said = extract(document(text))[-1].attribution
        assert (text[said.speaker.start : said.speaker.end] if said else "") == speaker, between
