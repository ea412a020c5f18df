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
    committee, commee committee, compts compliments, congs congress, coud could, dec december, difft different, em
    them, esq esquire, esqr esquire, excy excellency, feby february, fr from, gen general, genl general, gent
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
    otherways, packet pacquet, public publick publique, risk risque, sense sence, show shew, showed shewed, showing
    shewing, shown shewn, shows shews, soldier souldier, soldiers souldiers, steady steddy, style stile, surprise
    surprize, their thier, threshold threshhold, till til, together togather, truly truely, until untill, wagon
    waggon, wagons waggons, welcome wellcome, yield yeild, admitted admited, also allso, always allways, almost
    allmost, cannot canot, captain captin, council councill, counsel counsell, general generall, british brittish,
    britain brittain, parliament parlament, friend freind, friends freinds, receive recieve, received recieved,
    necessary necessery, provisions provissions, opinion oppinion, quarrel quarrell, vessel vessell, vessels
    vessells, travel travell, equal equall, equally equaly, usual usuall, mutual mutuall
    """.split(",")
    for word in forms.split()
}
_OTHERS = (
    frozenset(("complement", "compliment")), frozenset(("stationary", "stationery")),
    frozenset(("confident", "confidant")), frozenset(("impassable", "impassible")),
)  # fmt: skip
_RULES = (
    (re.compile(r"^e(?=n[cdfghlqrstv]|m[bp])"), "i"),
    (re.compile(r"ck(?=s?$)|c(?=s?$|[aou])"), "k"),
    (re.compile(r"mt(?=s?$)"), "ment"),
    (re.compile(r"y"), "i"),
)
"""`employ` and `imploy`, `public` and `publick`, `agreement` and `agreemt`, `daily` and `dayly`."""
_LONG = 9
"""From so many letters on, one unstressed vowel written for another makes no other word."""


def written_alike(a: str, b: str) -> bool:
    """Whether two folded words are one, as people once wrote it or cut it short."""
    if _SHORT.get(a, frozenset([a])) & _SHORT.get(b, frozenset([b])) or _FORM.get(a, a) == _FORM.get(b, b):
        return True
    if min(len(a), len(b)) < 5 or frozenset((a, b)) in _OTHERS:
        return False
    return _by_rules(a) == _by_rules(b) or _vowel_for_another(a, b)


def _by_rules(word: str) -> str:
    for pattern, one in _RULES:
        word = pattern.sub(one, word)
    return word


def _vowel_for_another(a: str, b: str) -> bool:
    """`seperate`, `privelege`, `independance`: one vowel inside a long word, not among its first letters."""
    if len(a) != len(b) or len(a) < _LONG:
        return False
    different = [n for n, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    return len(different) == 1 and 2 < different[0] < len(a) - 1 and {a[different[0]], b[different[0]]} <= {*"aei"}
