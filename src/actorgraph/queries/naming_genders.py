"""Whether a title can be that of a person: Mrs before Tobias Renner tells his wife, not him.

What the data says of a person's gender counts, else the given name where it is one of women or of
men alone. Called by naming_doubts.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.names.fold import fold
from actorgraph.passages.name_spans import TITLES
from actorgraph.queries.naming_context import is_kin

if TYPE_CHECKING:
    from collections.abc import Iterable

    from actorgraph.claims import Entity

OF_WIVES = frozenset(
    "mrs mme madame madam frau signora sra senora dona donna senhora pani fru begum bayan gospozha"
    " g-zha smt lady".split()
)
"""Titles of women that can also stand before the name of a husband, folded."""
OF_WOMEN = OF_WIVES | frozenset(
    "ms miss dame mlle mademoiselle fraulein frk senorita signorina panna queen princess baroness"
    " countess duchess congresswoman".split()
)
OF_MEN = frozenset(
    "mr mister sir lord herr hr m monsieur don senor signor sig senhor pan bay gospodin"
    " g-n shri sri king prince baron count duke congressman".split()
)

WOMENS_NAMES = frozenset(
    "agnes agnieszka aleksandra alessandra alexandra alice alicia alina amanda amelia amy ana"
    " anastasia angela angelina anita ann anna anne annette annika antonia astrid barbara beata"
    " beatrice beatriz berta bettina bianca birgit brigitte camilla carla carmen carolina caroline"
    " catherine cecilia chiara christiane christina christine clara claire claudia cristina dagmar"
    " daniela deborah diana dorothea dorothy edda eleanor elena elisabeth elise elizabeth ella"
    " ellen elsa emilia emily emma erika esther eva eve fatima fiona florence frances francesca"
    " franziska gabriela gerda gertrud giulia grace greta gudrun hanna hannah heidi helen helena"
    " helga hilda hildegard ida ilse inga inge ingeborg ingrid irena irene irina isabel isabella"
    " jana jane janet jeanne jennifer jessica joanna johanna josephine joyce judith julia juliana"
    " karin karen karina katarina kate katharina katherine kathleen katja katrin kirsten kristina"
    " larissa laura lea lena leonie lidia lina linda lisa louise lucia lucy ludmila luise"
    " magdalena mara margaret margarita margit maria mariana marianne marie marina marta martha"
    " mary mathilde melania melanie mercedes miriam monica monika nadia nadja nancy natalia natalie"
    " natasha nina nora olga olivia patricia paula pauline petra rachel raquel rebecca regina"
    " renate rita rosa rose ruth sabine samantha sandra sara sarah silke silvia simona sofia sonia"
    " sonja sophia sophie stefanie stella stephanie susan susanna susanne svetlana sylvia tamara"
    " tanja tatiana teresa theresa therese tina ulrike ursula uta valentina valeria vera verena"
    " veronica veronika victoria viktoria virginia waltraud wanda yulia yvonne zofia zuzana".split()
)
"""Given names that hardly any man has, folded; by hand."""
MENS_NAMES = frozenset(
    "adam adrian alan albert alberto aleksandr alessandro alexander alejandro alfred ali andre"
    " andreas andrei andrew andrzej anthony anton antonio arthur august axel ben benedikt benjamin"
    " bernard bernd bernhard boris brian bruno carl carlos charles christian christoph christopher"
    " claus daniel dave david denis dennis detlef dieter dietrich dirk dmitri dominik donald"
    " douglas edgar edmund eduard edward emanuel emil eric erich erik ernst eugen felix ferdinand"
    " fernando filip florian francisco francois frank franz fred frederick friedrich fritz gabriel"
    " georg george gerald gerard gerhard gianni giorgio giovanni giuseppe gregor gregory guido"
    " guillermo gunter gustav hans harald harold harry hartmut heinrich heinz helmut henri henrik"
    " henry herbert hermann horst hubert hugo ian igor ivan ivo jack jacob jacques jakob james"
    " janos jason javier jeffrey jens jerome jerzy jiri joachim joao johan johann johannes john"
    " jonas jonathan jorge jose josef joseph juan jurgen karl kenneth kevin klaus knut konrad"
    " konstantin krzysztof kurt lars laszlo lawrence leo leon leonard leonardo leopold lorenz louis"
    " lucas ludwig luigi luis lukas manfred manuel marc marcel marcello marco marcus mario mark"
    " markus martin mathias matteo matthew matthias maurice max maximilian michael michal miguel"
    " mike mikhail milos mohamed mohammed muhammad nicholas nicolas nikolai nikolaus nils norbert"
    " olaf ole oleg oliver oscar oskar otto pablo paolo patrick paul pavel pedro peter petr philip"
    " philipp pierre piotr rafael rainer ralf ralph randolph raymond reinhard richard robert"
    " roberto rodrigo roger roland rolf ronald rudolf rupert samuel sebastian serge sergei sergio"
    " siegfried sigmund simon stanislaw stefan stefano stephen steven sven theodor theodore thomas"
    " thorsten tobias tom tomas torsten ulrich uwe viktor vincent vladimir volker walter werner"
    " wilhelm william winfried witold wolfgang xavier yuri zbigniew zoltan".split()
)
"""Given names that hardly any woman has, folded; by hand."""

_COLUMNS = frozenset({"gender", "sex"})
_FEMALE = frozenset("f female woman w weiblich frau femme femenino feminin".split())
_MALE = frozenset("m male man maennlich mannlich mann homme masculino masculin".split())


def gender_of(person: Entity) -> str:
    """Return `f` or `m` as the data or the given name tells it; "" if neither does."""
    stated = {
        fold(value) for column, value in person.extra.items() if column.strip().lower() in _COLUMNS
    }
    if stated & (_FEMALE | _MALE):
        return "f" if stated & _FEMALE else "m"
    given = next((word for word in fold(person.name).split() if word not in TITLES), "")
    return "f" if given in WOMENS_NAMES else "m" if given in MENS_NAMES else ""


def title_doubt(titles: Iterable[str], gender: str) -> str:
    """Return what makes doubtful that a whole name with titles is the person's; "" if nothing.

    Args:
        titles: folded.
    """
    for title in titles:
        if title in OF_WOMEN and gender == "m":
            return f"but {title} is no title of a man"
        if title in OF_WIVES and not gender:
            return f"but {title} can stand before the name of a husband"
        if title in OF_MEN and gender == "f":
            return f"but {title} is no title of a woman"
    return ""


def other_by_title(titles: Iterable[str], gender: str) -> str:
    """Return the title with which a surname alone is that of another person; "" if none."""
    for title in titles:
        if title in OF_WOMEN and gender != "f":
            return title
        if (title in OF_MEN and gender == "f") or is_kin(title):
            return title
    return ""
