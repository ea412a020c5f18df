"""How words were written before spelling was settled, and how writers in haste cut them short.

Lists and narrow rules, no measure of likeness: `sd` is `said` because everyone wrote it so, `separate` is `seperate`
because nothing else is. Pairs of words that a rule would make one, and that are two, are listed as such.
"""

from __future__ import annotations

import re

_SHORT = {
    short: frozenset(full)
    for short, *full in (
        entry.split()
        for entry in """
    abt about, acct account, accts accounts, agst against, agt against, altho although, amt amount, ansr answer, bec
    because, brig brigadier, capt captain, cd could, chas charles, col colonel, coll colonel, colo colonel, comee
    committee, commee committee, compts compliments, congs congress, coud could, councel council counsel, councell
    council counsel, dec december, difft different, em them, esq esquire, esqr esquire, excy excellency, feby
    february, fr from, gen general, genl general, gent
    gentlemen gentleman, gentn gentlemen gentleman, geo george, govmt government, govr governor, govt government,
    hble humble honourable honorable, honble honourable honorable, hond honoured honored, inst instant, jany
    january, jas james, jno john, jos joseph, ld lord, ldp lordship, lieut lieutenant, lt lieutenant, ltt
    lieutenant, maj major, majr major, majy majesty, mercht merchant, merchts merchants, messrs messieurs, mr
    mister, nov november, obedt obedient, obt obedient, oct october, offrs officers, p per, parliamt parliament,
    parlt parliament, pd paid, phila philadelphia, philada philadelphia, presidt president, qr quarter, qrs
    quarters, recd received, regt regiment, regts regiments, revd reverend, richd richard, robt robert, saml samuel,
    sd said, eveng evening, morng morning, secy secretary, sept september, serv servant, servt servant, servts
    servants, shd should, shoud should, sr sir, tho though, thos thomas, thro through, til till until, ult ultimo,
    ulto ultimo, vizt viz namely, wch which, wd would, wm william, woud would, wth with, ye the, yr your, yrs yours,
    thier their tier,
    yt that
    """.split(",")
    )
}
_FORM = {
    word: forms.split()[0]
    for forms in """
    ancient antient, believe beleive, burden burthen, burdens burthens, cheerful chearful, choose chuse, chooses
    chuses, choosing chusing, clothes cloaths, committee committe comittee commitee, complete compleat, completed
    compleated, completely compleatly, control controul, crowd croud, crowded crouded, desert desart, economy
    oeconomy, expense expence, extreme extream, extremely extreamly, fulfil fulfill, gauge gage, governor governour,
    judgment judgement, license licence, mere meer, merely meerly, music musick, offense offence, otherwise
    otherways, packet pacquet, public publick, risk risque, sense sence, show shew, showed shewed, showing
    shewing, shown shewn, shows shews, soldier souldier, soldiers souldiers, steady steddy, style stile, surprise
    surprize, threshold threshhold, till til, together togather, truly truely, until untill, wagon
    waggon, wagons waggons, welcome wellcome, yield yeild, admitted admited, also allso, always allways, almost
    allmost, cannot canot, captain captin, council councill, counsel counsell, general generall, british brittish,
    britain brittain, parliament parlament, friend freind, friends freinds, receive recieve, received recieved,
    necessary necessery, provisions provissions, opinion oppinion, quarrel quarrell, vessel vessell, vessels
    vessells, travel travell, equal equall, equally equaly, usual usuall, mutual mutuall,
    daily dayly, trial tryal, trials tryals, separate seperate, separately seperately, separated seperated,
    separates seperates, separating seperating, separation seperation, privilege privelege priviledge,
    privileges priveleges priviledges, definite definate, definitely definately, government goverment,
    governments goverments, environment enviroment, library libary, february febuary, business buisness,
    because becuase, pursuit persuit, achieve acheive, achieved acheived, relieve releive, relieved releived,
    believed beleived, foreign foriegn, neighbour nieghbour, seize sieze, seized siezed,
    conceive concieve, deceive decieve,
    perceive percieve, dependent dependant, dependents dependants, independent independant, descendant descendent,
    superintendent superintendant, committed commited, occurred occured, occurring occuring, beginning begining,
    transferred transfered, preferred prefered, referred refered, accommodate accomodate, accommodation accomodation,
    recommend recomend reccomend, recommended recomended reccomended, successful succesful, possession posession,
    commission commision, commissioner commisioner, occasion occassion, address adress, across accross,
    aggressive agressive, disappear dissapear, disappoint dissapoint, disappointed dissapointed, tomorrow tommorow,
    embarrass embarass, professor proffessor professer, millennium millenium, harass harrass, worshipped worshiped,
    worshipping worshiping, kidnapped kidnaped, kidnapping kidnaping, focused focussed, focusing focussing,
    benefited benefitted, benefiting benefitting, targeted targetted, targeting targetting, enrolment enrollment,
    instalment installment, instalments installments, fulfilment fulfillment, skilful skillful, wilful willful,
    wilfully willfully, battalion battallion, battalions battallions, jewellery jewelry, carcass carcase,
    aluminium aluminum, moustache mustache, artefact artifact, artefacts artifacts, speciality specialty, plough plow,
    above aboue, advantage aduantage, advice aduice, advise aduise, again againe, been beene, behave behaue, believe
    beleeue belieue, book booke, books bookes, captain captaine, civil ciuil ciuill, convenient conuenient, crown
    crowne, deep deepe, deliver deliuer, delivered deliuered, divers diuers, divine diuine, down downe, even euen,
    evening euening, ever euer, every euery, evident euident, evil euil euill, far farre, favour fauour, give giue,
    given giuen, giving giuing, government gouernment, governor gouernor gouernour, have haue, having hauing, heaven
    heauen, heavenly heauenly, herself herselfe, himself himselfe, however howeuer, itself itselfe, keep keepe,
    known knowne, leave leaue, live liue, lived liued, lives liues, look looke, love loue, loved loued, loyal
    loyall, moreover moreouer, mortal mortall, mountain mountaine, mountains mountaines, moved moued, myself
    myselfe, natural naturall, never neuer, old olde, only onely, over ouer, ourselves ourselues, own owne, preserve
    preserue, principal principall, private priuate, privy priuy, proved proued, provide prouide, provided prouided,
    province prouince, receive receiue, received receiued, revenge reuenge, river riuer, rivers riuers, royal
    royall, saved saued, self selfe, selves selues, servant seruant, servants seruants, serve serue, served serued,
    service seruice, seven seuen, several seuerall severall seueral, shall shal, silver siluer, speak speake,
    special speciall, spiritual spirituall, temporal temporall, themselves themselues, took tooke, town towne, towns
    townes, travel trauel trauell, under vnder, unto vnto, until vntill, upon vpon, use vse, used vsed, war warre,
    wars warres, whosoever whosoeuer, wives wiues, world worlde, year yeere, years yeeres, poor poore, city citie,
    country countrie, duty dutie, glory glorie, liberty libertie, necessity necessitie, authority authoritie,
    company companie, quality qualitie, body bodie, lady ladie, enemy enemie, army armie, majesty majestie maiestie
    maiesty, victory victorie, worthy worthie, very verie, honesty honestie, go goe, she shee, sun sunne, seen
    seene, queen queene, king kyng, knight knyght, time tyme, life lyfe, like lyke, hour houre, hours houres, four
    foure, much muche, which whiche, church churche, ship shippe, ships shippes, public publike publicke, music
    musicke, joy ioy, just iust, justice iustice, judge iudge, journey iourney, subject subiect, object obiect,
    enjoy enioy,
    rat rath, rats raths, tal thal, teil theil, teile theile, teilen theilen, tur thur, turen thuren, tor thor, tun
    thun, tut thut, getan gethan, not noth, notig nothig, mut muth, wert werth, wirt wirth, turm thurm,
    tiere thiere, teuer theuer, teuren theuren, teurer theurer, heimat heimath, armut armuth, monat monath, partei
    parthei parthey, sein seyn, sei sey, seid seyd, seien seyen, bei bey, dabei dabey, beide beyde, beiden beyden,
    drei drey, zwei zwey, zweimal zweymal, frei frey, freilich freylich, meinung meynung, meinen meynen, kaiser
    kayser, kanzlei kanzley canzley, gibt giebt, ging gieng, gingen giengen, fing fieng, hing hieng, hilfe hulfe, tot
    todt, tote todte, brot brod, gesamt gesammt, ernte erndte, und vnd, uns vns, ihm jhm, ihn jhn, ihr jhr, ihre jhre,
    geheimnis geheimniss, zeugnis zeugniss, ereignis ereigniss, gefangnis gefangniss, verhaltnis verhaltniss, kenntnis
    kenntniss, studieren studiren, regieren regiren, spazieren spaziren, etait etoit estoit, etaient etoient estoient,
    avait avoit, avaient avoient, serait seroit, seraient seroient, pouvait pouvoit, devait devoit, faisait faisoit,
    disait disoit, aurait auroit, auraient auroient, voudrait voudroit, voulait vouloit, savait scavoit, savoir
    scavoir, sait scait, temps tems, longtemps longtems, enfants enfans, roi roy, loi loy, lui luy, moi moy, foi foy,
    aussi aussy, ici icy, meme mesme, etre estre, notre nostre, votre vostre, connaitre connoitre connoistre, paraitre
    paroitre paroistre, faible foible, francais francois, anglais anglois, monnaie monnoie, ble bled
    """.split(",")
    for word in forms.split()
}
_TWO = frozenset(
    frozenset(pair.split())
    for pair in """
    complement compliment, stationary stationery, confident confidant, impassable impassible, refiling refilling,
    refiled refilled, graf graph, grafen graphen, retors retours
    """.split(",")
)
"""Pairs that a rule would make one: what trying the rules on all words of large dictionaries, two by two, leaves."""
_RULES = (
    (re.compile(
        r"^e(?=n(?:abl|camp|cas|clos|courag|creas|cumb|deav|dors|forc|form|gag|grain|gross|join|joy|larg|list|quir|titl"
        r"|tire|treat|trust)|m(?:bark|bed|bitter|bod|panel|ploy))"
    ), "i"),
    (re.compile(r"(?<=[a-z]{4})c(?=[aou])"), "k"),
    (re.compile(r"(?<=[a-z]{3})mt(?=s?$)"), "ment"),
)  # fmt: skip
"""`employ` and `imploy`, `irrevocable` and `irrevokable`, `agreement` and `agreemt`."""
_LONG = 9
"""From so many letters on, one vowel written for another in such an ending makes no other word."""
_ENDING = re.compile(r"[ae](?=n(?:ces?|cy|cies|tly)$)|[ai](?=bl[ey]$|bilit(?:y|ies)$)")
"""`independance`, `irresistable`. Not `-ant` for `-ent`, which are two forms of a French verb."""


def are_two(a: str, b: str) -> bool:
    """Whether two folded words, which a rule would make one, are two."""
    return frozenset((a, b)) in _TWO


def written_alike(a: str, b: str) -> bool:
    """Whether two folded words are one, as people once wrote it or cut it short."""
    if _SHORT.get(a, frozenset([a])) & _SHORT.get(b, frozenset([b])) or _FORM.get(a, a) == _FORM.get(b, b):
        return True
    if min(len(a), len(b)) < 5 or are_two(a, b):
        return False
    return _by_rules(a) == _by_rules(b)


def _by_rules(word: str) -> str:
    for pattern, one in _RULES:
        word = pattern.sub(one, word)
    return _ENDING.sub("e", word) if len(word) >= _LONG else word
