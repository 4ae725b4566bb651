"""The shares that clinics are compared by, and what each is called."""

from collections.abc import Mapping

from kast_eval.quality.splits import METHODS, PARTS, Measure, Part, Split
from kast_eval.wording import marked

POLICE, OWN_WAY, ELSEWHERE = (Measure(Split.SOURCE, (one,)) for one in PARTS[Split.SOURCE])
SOON, LATER = Measure(Split.WAIT), Measure(Split.WAIT, (Part.YES, Part.NEXT))
SEVERAL = Measure(Split.SESSIONS, (Part.NEXT, Part.NO))
MANY = Measure(Split.SESSIONS, (Part.NO,))
RESIDENCE, CHECKIN, ENDING, FORMS, FOLLOW_UP, BASELINE, BOUGHT, PURCHASES, DAYS, URGE = (
    Measure(split)
    for split in (
        Split.RESIDENCE,
        Split.CHECKIN,
        Split.ENDING,
        Split.FORMS,
        Split.FOLLOW_UP,
        Split.BASELINE,
        Split.BOUGHT,
        Split.PURCHASES,
        Split.DAYS,
        Split.URGE,
    )
)
_BUYERS = (Part.YES, Part.NO, Part.AWAY)
_NO_BUYERS = (Part.OTHER_YES, Part.OTHER_NO, Part.OTHER_AWAY)
AFTER, DAYS_AFTER = (
    Measure(Split.AFTER, (yes,), (yes, no)) for yes, no, _away in (_BUYERS, _NO_BUYERS)
)
AWAY: Mapping[Measure, Measure] = {
    AFTER: Measure(Split.AFTER, (Part.AWAY,), _BUYERS),
    DAYS_AFTER: Measure(Split.AFTER, (Part.OTHER_AWAY,), _NO_BUYERS),
}
"""Of whom the follow-up did not come: it stands below each share of those whose did."""
CONTENTS = tuple(Measure(split) for split in METHODS)
"""Of each box of form D: who had it in a session at least once."""

TITLES: Mapping[Measure, str] = {
    POLICE: marked("Kom genom polisen"),
    OWN_WAY: marked("Kom på egen hand eller genom någon nära"),
    ELSEWHERE: marked("Kom genom socialtjänst, vård eller andra, eller inte noterat"),
    RESIDENCE: marked("Bor utanför värdkommunen"),
    SOON: marked("Fick sitt första samtal inom 14 dagar"),
    LATER: marked("Fick sitt första samtal inom 30 dagar"),
    SEVERAL: marked("Hade minst 4 samtal"),
    MANY: marked("Hade fler än 10 samtal"),
    CHECKIN: marked("Minst en avstämning (C) finns"),
    ENDING: marked("Avslutade enligt planen eller i samråd"),
    FORMS: marked("Både startformulär (A) och avslutsformulär (E) finns"),
    FOLLOW_UP: marked("Uppföljning efter 6 månader (G) finns, av dem vars tid är ute"),
    PURCHASES: marked("Inga köp på 30 dagar vid avslutet, av köpare med båda formulären"),
    DAYS: marked("Färre dagar än vid starten, av andra än köpare med båda formulären"),
    URGE: marked("Lägre sug vid avslutet än vid starten, av dem med båda formulären"),
    AFTER: marked("Inga köp på 30 dagar efter ett halvår, av köpare vars uppföljning (G) kom"),
    AWAY[AFTER]: marked("Uppföljningen (G) kom inte, av köpare vars tid är ute"),
    DAYS_AFTER: marked(
        "Färre dagar efter ett halvår än vid starten, av andra vars uppföljning (G) kom"
    ),
    AWAY[DAYS_AFTER]: marked("Uppföljningen (G) kom inte, av andra vars tid är ute"),
}
"""What each share is of; without more words it is of all whose first contact has ended."""

NOTED: Mapping[Split, str] = {
    Split.SOURCE: marked("vägen hit"),
    Split.RESIDENCE: marked("bostadsort"),
    Split.WAIT: marked("väntan"),
    Split.ENDING: marked("hur det avslutades"),
    Split.PURCHASES: marked("köp vid avslutet"),
    Split.DAYS: marked("dagar vid starten eller avslutet"),
    Split.URGE: marked("sug vid starten eller avslutet"),
    Split.AFTER: marked("köp i uppföljningen"),
}
"""What may not be noted, and then counts as the rest."""
