"""Common words that a capital makes look like names: those that begin sentences, and offices.

A document's own words in small letters are known besides; these are for what it has once only.
Called by named_runs.py and naming_doubts.py.
"""

from __future__ import annotations

OPENING = frozenset(
    "according after afterwards again also although always among and any anyone"
    " are as at because been before both but by did do does during each earlier either else even"
    " eventually finally for formerly from had has have he hence her here his how however if"
    " in indeed instead into is it its later like likewise many maybe meanwhile"
    " more moreover most much my neither nevertheless next nobody none nor not nothing now"
    " of often on once or others otherwise over perhaps previously rather"
    " recently several she since so some someone sometimes soon still such than that their them"
    " then there thereafter therefore these they this those though through thus to today together"
    " tomorrow tonight too under unless until unlike was we were what whatever when whenever"
    " where whereas whether which while who whom whose why with within without yesterday yet you"
    " your"
    " aber als am auch auf aus bei beim dann darauf denn doch er es"
    " gestern heute ihr im ist jetzt laut mit morgen nach noch nun ob oder schon sein seit sie so"
    " sogar und vor wann warum weil wenn wer wie wir zu zuvor"
    " alors apres aussi avant avec ce ces cette chez comme dans depuis des elle en"
    " ensuite est et hier il ils lors mais ou par pendant pour puis quand que qui sans"
    " selon si sous sur"
    " ahora antes ayer como con cuando desde despues ella entonces entre esta este hoy"
    " luego mientras para pero por que segun sin sobre tambien y ya"
    " och men igar idag sedan efter nar ocks\u00e5 ig\u00e5r n\u00e4r apr\u00e8s"
    " despu\u00e9s seg\u00fan tambi\u00e9n"
    " \u0438 \u0432 \u043d\u0430 \u0441 \u043d\u043e \u0430 \u043f\u043e\u0441\u043b\u0435"
    " \u0432\u0447\u0435\u0440\u0430 \u043a\u043e\u0433\u0434\u0430 \u0433\u0434\u0435"
    " \u043f\u043e\u0442\u043e\u043c \u0442\u043e\u0433\u0434\u0430"
    " \u0441\u0435\u0433\u043e\u0434\u043d\u044f \u0442\u0430\u043a\u0436\u0435".split()
)
"""Words in small letters that begin sentences and are hardly anybody's name."""

OFFICES = frozenset(
    "acting adviser advisor agent ambassador analyst assistant attorney auditor"
    " author banker billionaire boss cardinal chair chairman chairperson chairwoman"
    " chancellor chief clerk coach co-founder commander commissioner consul"
    " correspondent councillor counsel defendant delegate deputy detective director economist"
    " editor envoy executive ex-president founder former head historian inspector investigator"
    " journalist lawmaker lawyer leader manager mayor negotiator officer oligarch owner"
    " partner photographer plaintiff police politician pope princess prosecutor"
    " reporter researcher secretary shareholder speaker spokesman spokesperson spokeswoman state"
    " superintendent trader treasurer trustee witness writer"
    " abgeordneter bundeskanzler bundeskanzlerin direktor kanzler minister"
    " ministerin prasident prasidentin directeur ministre presidente secretaire ministro".split()
)
"""What a person's name follows and does not contain, folded."""

DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
"""Days of the week, folded."""

WORDS_AND_NAMES = frozenset(
    "angel baker bank banks barber bath battle beach bean bear bell best bird bishop black blue"
    " bond bow bridge bright bristol brook brown buffalo bull bush butcher butler buzz cape"
    " carpenter castle chase cherry chili china church clay close coffee cole cook cool cooper"
    " cork corn cotton craft cream crisp crow cross dance daily date day deal dean deep"
    " drew dish drake early earth east english even fair fall farm farmer field finch"
    " fine finer fish fisher flood flower"
    " flowers ford forest fort fox france free french frost game gold golden good grace grant grave"
    " graves gray great green grey grove guess guinea hall hand hard hardy harm hart hawk hay head"
    " heard hill hills hold hope house hunt hunter jersey judge just keen key kind king kitchen"
    " knight lake lamb land lane large law lay leader lean light lima little long love low lynch"
    " main mali malta mark marks march marina marsh may mean mercy mill miller mills mobile mole"
    " money moon moor moore more moss nail new nice nickel noble none normal north oak odd off"
    " olive only open orange pace page paradise paris park parks parish peace pence pepper phoenix"
    " pike pitcher plain plenty pole polish pool pope port porter post potter pound power powers"
    " price pride prince proud quick rains read reading reed rice rich rivers robin rock root rose"
    " rush salt sand savage sharp shepherd short silver singer small smart smith snow south speed"
    " spring stark steel stone storm story stout strange street strong summer summers swallow swan"
    " sweet swift tall taylor temple thin tours trout true turkey turner underwood vice wade walker"
    " wall ward warm warner waters weaver web wells west white wild will wills winter wise wish"
    " wolf wood woods workman worth wright young zone"
    " gut gross klein lang jung kurz schwarz weiss braun stark sommer wolf koch richter"
    " essen hamm halle singen siegen baden bon petit grand leroy leblanc lens nancy".split()
)
"""Names that are common words as well, folded: Nice, Reading, Young."""

GIVEN_AND_PLACES = frozenset(
    "adelaide africa aisha alexandria andrea arabia asia aurora austin bethany bethlehem brittany"
    " brooklyn cairo carolina catalina chad charlotte chelsea china columbia cuba cyprus dakota"
    " denver devon eden florence florida geneva genoa georgia havana helena houston"
    " india indiana ingrid iona ireland israel italia jackson jamaica jersey jordan kent kenya"
    " kingston kobe lausanne lincoln lorena lorraine lourdes lucia madison malta marina mercedes"
    " milan milano montana nancy odessa olympia orlando paris persia petra phoenix preston raleigh"
    " regina rochelle roma salem samara santiago savannah scotland selma shelby sidney siena skye"
    " sofia sydney tara toledo troy valencia valentina venice verona vienna victoria virginia"
    " washington windsor york".split()
)
"""Places whose names are given to persons, too, folded."""
