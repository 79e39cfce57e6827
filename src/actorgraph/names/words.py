"""Words around names, as data: honorifics, particles, legal forms, short forms of given names.

Compiled by hand from general knowledge of how names are written in the press; add freely. Every
word is in the folded form of fold.py: lower case, no diacritics.
"""

from __future__ import annotations

from functools import cache

HONORIFICS = frozenset(
    """mr mrs ms miss dr prof professor sir dame lord lady hon honourable honorable sen senator
    rep representative congressman congresswoman gov governor pres president pm premier
    minister ambassador gen general col colonel maj major capt captain lt lieutenant adm
    admiral sgt rev reverend fr father sheikh shaikh hajji imam ayatollah mullah jr sr ii
    iii iv jnr snr junior senior iunior junia junieo dzhunior phd md esq qc kc obe cbe mbe mp
    mep mla baron baroness baro viscount
    viscountess marshal comrade herr frau monsieur madame senor senora sayyid sayed""".split()
)

GENERATIONS = frozenset(
    "jr sr ii iii iv jnr snr junior senior iunior junia junieo dzhunior".split()
)

PARTICLES = frozenset(
    """de del della di da do dos das du des la le van von der den ter ten zu zum zur of y e al
    el ul ibn bin bint ben abu ad as ash ar at san st""".split()
)

SMALL_WORDS = frozenset("of and for the in on to de la du des et und der die fur i v po na".split())

LEGAL_FORMS = frozenset(
    """ltd limited llc llp lp plc inc incorporated corp corporation co company gmbh ag kg se sa
    sarl sas spa srl bv nv ab oy as asa aps kft zrt doo dd ood ead ao oao zao pao ooo the jsc
    ojsc pjsc cjsc
    aktiengesellschaft gesellschaft ltda lda sl sae pte pty pvt plc kk bhd sdn tbk nyrt zoo ent tov
    prat pat zat""".split()
)

LONG_LEGAL_FORMS = (
    "limited liability company", "open joint stock company", "closed joint stock company",
    "public joint stock company", "private joint stock company", "joint stock company",
    "public limited company", "private limited", "sp z o o", "sp z oo", "spolka z oo", "s r o",
    "obshchestvo s ogranichennoy otvetstvennostyu", "aktsionernoe obshchestvo",
)  # fmt: skip

_SPELLINGS = """
sergei sergey sergej serguei
nikolai nikolay nikolaj
aleksei alexei alexey aleksey aleksej
andrei andrey andrej
dmitri dmitry dmitriy dmitrij dmitrii
vasily vasili vasiliy vasilij vasilii
yuri yury yuriy jurij iurii yurii
yevgeny evgeny evgeniy yevgeniy evgenij evgenii yevgeni
gennady gennadi gennadiy gennadij gennadii
grigory grigori grigoriy grigorij grigorii
anatoly anatoli anatoliy anatolij anatolii
valery valeri valeriy valerij valerii
vitaly vitali vitaliy vitalij vitalii
georgy georgi georgiy georgij georgii
arkady arkadi arkadiy arkadij arkadii
alexander aleksandr alexandr aleksander
mikhail michail mihail
oleksandr olexandr
volodymyr wolodymyr
vladimir wladimir
pyotr petr pjotr
fyodor fedor fjodor
tatiana tatyana tatjana
yulia julia yuliya julija iuliia
natalia natalya natalja nataliya
ksenia xenia kseniya
"""

SPELLINGS = {
    word: line.split()[0] for line in _SPELLINGS.strip().splitlines() for word in line.split()
}
"""From one romanisation of a Slavic given name to the first of its line: the same name."""

_SHORT_FORMS = """
michael: mikhael michele mike mick mickey mikhail misha michal michel miguel
james: iacobus jacobus jim jimmy jamie
robert: robertus roberto bob bobby rob robbie bert
william: gulielmus wilhelm guillaume bill billy bill billy will willy liam
richard: rick ricky dick rich
charles: carolus karl chuck charlie carl carlos
john: ioannes johannes giovanni yohanan jack johnny jon ivan juan jean johann
jonathan: jon
joseph: ioseph iosephus yosef iosif joe joey jose josef giuseppe
daniel: dan danny
donald: don donny
david: dave davey
edward: eduardus eduard edvard eduardo ed eddie ted ned
edmund: ed
thomas: tom tommy
timothy: tim
anthony: antonius tony antonio anton
andrew: andreas andre andy drew andrei andrey
alexander: alex sasha alec sandy aleksandr alejandro
benjamin: ben benny bennie
christopher: chris kit
gregory: greg grigory
kenneth: ken kenny
lawrence: larry
leonard: len lenny
matthew: matt
nicholas: nicolaus nick nikolai nikolay nicolas
patrick: pat paddy
peter: petrus pierre petros piotr petar pete pyotr petr pedro
philip: philippus felipe philippe phil
raymond: ray
ronald: ron ronnie
samuel: sam sammy
stephen: steve stefan
steven: stephen stephen steve
theodore: ted teddy
vincent: vince
walter: walt
zachary: zach zack
albert: al bert
alfred: al fred
arthur: art
douglas: doug
francis: frank
frederick: fred freddy
gerald: gerry jerry
harold: harry hal
henry: henricus harry hank enrique heinrich henri
jeffrey: jeff geoff
jacob: jake
joshua: josh
nathaniel: nate nathan
randall: randy
rodney: rod
russell: russ
terence: terry
elizabeth: liz lizzie beth betty eliza libby
margaret: maggie meg peggy
katherine: kate kathy katie kay
catherine: cathy kate katie
jennifer: jen jenny
susan: sue susie
deborah: deb debbie
barbara: barb
patricia: pat patty tricia
rebecca: becky
victoria: vicky
alexandra: alex sasha sandra
christine: chris tina
pamela: pam
sandra: sandy
dorothy: dot
virginia: ginny
kimberly: kim
cynthia: cindy
jacqueline: jackie
judith: judy
vladimir: volodya vova
dmitri: dima
yevgeny: zhenya evgeny evgeni evgeniy
sergei: sergey sergej serguei serge sergiy serhiy
aleksei: alexei alexey aleksey
paul: paulus pablo pavel pawel
mark: marcus marco markus marc
richard: ricardus ricardo
martin: martinus
francis: franciscus francois francisco
mohammed: muhammad mohamed mohammad muhammed mohamad mehmet
yitzhak: isaac itzhak
moses: moshe
shimon: simon
benjamin: binyamin bibi
bernard: bernie
stephen: steven
louis: lewis luis luigi ludwig
"""


def _full_forms() -> dict[str, frozenset[str]]:
    full: dict[str, set[str]] = {}
    for line in _SHORT_FORMS.strip().splitlines():
        name, _, shorts = line.partition(":")
        for short in (name, *shorts.split()):
            full.setdefault(short, set()).add(name)
    return {short: frozenset(names) for short, names in full.items()}


FULL_FORMS = _full_forms()
"""From a given name or its short form to the full forms it can stand for."""


@cache
def short_forms() -> dict[str, frozenset[str]]:
    """From a full form of a given name to all its forms, itself among them."""
    found: dict[str, set[str]] = {}
    for short, full in FULL_FORMS.items():
        for form in full:
            found.setdefault(form, set()).add(short)
    return {form: frozenset(shorts) for form, shorts in found.items()}
