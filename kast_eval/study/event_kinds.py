"""The kinds of events: what each is called on the auditor's page, and what it is one of.

An action that notes a kind that does not stand here fails a test.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kast_eval.wording import marked


class EventGroup(StrEnum):
    """What the auditor chooses between."""

    READ = "read"
    CHANGED = "changed"
    PRINTED = "printed"
    LEFT = "left"
    SIGNED_IN = "signed-in"
    REFUSED = "refused"
    PEOPLE = "people"
    KEYS = "keys"
    MACHINE = "machine"
    AUDIT = "audit"


GROUP_WORDS: Mapping[EventGroup, str] = {
    EventGroup.READ: marked("Läsningar"),
    EventGroup.CHANGED: marked("Inmatning och ändringar"),
    EventGroup.PRINTED: marked("Utskrifter"),
    EventGroup.LEFT: marked("Uppgifter som lämnats ut"),
    EventGroup.SIGNED_IN: marked("Inloggning"),
    EventGroup.REFUSED: marked("Nekad åtkomst"),
    EventGroup.PEOPLE: marked("Användare och beslut"),
    EventGroup.KEYS: marked("Nycklar och kodnyckel"),
    EventGroup.MACHINE: marked("Säkerhetskopior och klocka"),
    EventGroup.AUDIT: marked("Granskning"),
}


@dataclass(frozen=True)
class EventKind:
    """A kind of event: its group, and what somebody did."""

    group: EventGroup
    words: str


def _of(group: EventGroup, kinds: Mapping[str, str]) -> dict[str, EventKind]:
    return {action: EventKind(group, words) for action, words in kinds.items()}


KINDS: Mapping[str, EventKind] = {
    **_of(
        EventGroup.READ,
        {
            "read": marked("läste"),
            "read differences": marked("läste två inmatningar"),
            "opened": marked("öppnade"),
            "opened second keying": marked("öppnade för andra inmatning"),
            "read response": marked("läste svar och kvalitet"),
            "read picture": marked("läste mottagningens kvartal"),
            "read conversation": marked("visade ett samtalsunderlag"),
            "read withdrawal": marked("läste om ett återtaget samtycke"),
            "read analysis": marked("läste analysen"),
        },
    ),
    **_of(
        EventGroup.CHANGED,
        {
            "entered": marked("skrev in"),
            "corrected": marked("rättade"),
            "keyed again": marked("skrev in en andra gång"),
            "resolved": marked("avgjorde skillnader"),
            "erased": marked("raderade en klients svar"),
            "erased again": marked("raderade en klients svar på nytt i en äldre kopia"),
            "moved": marked("flyttade"),
            "put back a batch": marked("lade tillbaka en hög för andra inskrivning"),
            "discarded draft": marked("kastade ett utkast"),
            "reclassified": marked("ändrade sort av klient"),
            "explained absence": marked("sade varför ett ark inte kommer"),
            "noted reminder": marked("noterade en påminnelse"),
            "asked": marked("ställde en fråga"),
            "answered": marked("besvarade en fråga"),
            "issued codes": marked("gav ut klientkoder"),
            "registered codes": marked("lade in klientkoder"),
            "chose items": marked("valde frågor"),
            "chose points": marked("valde mätpunkter"),
            "added papers": marked("förde in papper i registret"),
            "moved papers": marked("noterade var papper står"),
            "noted decision": marked("noterade ett beslut om gallring"),
            "ended papers": marked("noterade gallring eller överlämnande"),
            "practised": marked("övade"),
            "reset training": marked("gjorde övningen på nytt"),
        },
    ),
    **_of(EventGroup.PRINTED, {"printed": marked("skrev ut")}),
    **_of(
        EventGroup.LEFT,
        {
            "kept a recipe": marked("sparade ett recept"),
            "planned a release": marked("prövade ett utlämnande"),
            "was shown what to approve": marked("såg vad ett godkännande gäller"),
            "made a release": marked("lämnade ut"),
            "read the list of releases": marked("läste listan över utlämnanden"),
            "exported": marked("exporterade"),
            "made a package": marked("gjorde ett paket till studiens central"),
            "took a package": marked("tog emot ett paket från en mottagning"),
            "took a package of a broken series": marked(
                "tog emot ett paket från en mottagning fast ett före det saknas"
            ),
            "read the list of packages": marked("läste listan över paket"),
            "compared response": marked("läste flera mottagningar tillsammans"),
            "compared coding": marked("jämförde kodning av intervjuer"),
        },
    ),
    **_of(
        EventGroup.SIGNED_IN,
        {
            "signed in": marked("loggade in"),
            "signed out": marked("loggade ut"),
            "sign-in failed": marked("misslyckades med att logga in"),
            "locked": marked("låste skärmen"),
            "unlocked": marked("låste upp skärmen"),
            "unlock failed": marked("misslyckades med att låsa upp"),
            "step-up": marked("bekräftade sig på nytt"),
            "step-up failed": marked("misslyckades med att bekräfta sig"),
            "changed passphrase": marked("bytte lösenfras"),
            "made recovery codes": marked("gjorde nya reservkoder"),
            "set up an app": marked("kopplade en app för engångskoder"),
            "passkey added": marked("lade till en passnyckel"),
            "passkey removed": marked("tog bort en passnyckel"),
            "passkey renamed": marked("döpte om en passnyckel"),
            "made a link": marked("gjorde en länk att logga in med"),
        },
    ),
    **_of(
        EventGroup.REFUSED,
        {
            "refused": marked("nekades"),
            "missed a code": marked("skrev en kod som inte visade något underlag"),
        },
    ),
    **_of(
        EventGroup.PEOPLE,
        {
            "first user": marked("lade upp den första användaren"),
            "opened the clinic": marked("öppnade mottagningen i programmet"),
            "invited": marked("bjöd in en användare"),
            "invited again": marked("bjöd in en användare igen"),
            "rescued": marked("släppte in någon igen med databasens hemlighet"),
            "accepted an invitation": marked("tog emot en inbjudan"),
            "changed roles": marked("ändrade en användares roller"),
            "ended access": marked("avslutade en användares åtkomst"),
            "asked approval": marked("bad om ett beslut av två"),
            "approved": marked("godkände"),
            "declined": marked("sade nej"),
            "used approval": marked("genomförde det som två har beslutat"),
            "lets key alone": marked("lät någon skriva in på egen hand"),
            "lets key twice": marked("lät någons ark skrivas in två gånger"),
        },
    ),
    **_of(
        EventGroup.KEYS,
        {
            "made a package key": marked("gjorde en nyckel att öppna paket med"),
            "trusted a sender": marked("godtog en mottagnings nyckel"),
            "distrusted a sender": marked("slutade godta en mottagnings nyckel"),
            "opened the database": marked("öppnade databasen med en hemlighet"),
            "changed a secret": marked("bytte en hemlighet som öppnar databasen"),
            "renewed the key": marked("gav databasen en ny nyckel"),
            "made code key": marked("började med en kodnyckel i datorn"),
            "kept in code key": marked("skrev i kodnyckeln"),
            "looked in code key": marked("såg i kodnyckeln"),
            "destroyed code key": marked("förstörde kodnyckeln"),
        },
    ),
    **_of(
        EventGroup.MACHINE,
        {
            "backed up": marked("tog en säkerhetskopia"),
            "tried a copy": marked("prövade en säkerhetskopia"),
            "chose": marked("valde var säkerhetskopior läggs"),
            "restored": marked("lade tillbaka en säkerhetskopia"),
            "moved database": marked("flyttade databasen"),
            "clock went back": marked("klockan gick tillbaka"),
            "clock absurd": marked("klockan visade en omöjlig tid"),
            "clock confirmed": marked("bekräftade att klockan går rätt"),
        },
    ),
    **_of(
        EventGroup.AUDIT,
        {
            "looked at events": marked("såg på händelserna"),
            "checked chain": marked("prövade händelsekedjan"),
            "checked anchor": marked("prövade ett märke"),
            "read sample": marked("såg på månadens stickprov"),
            "signed sample": marked("skrev under månadens stickprov"),
        },
    ),
}


def kinds_in(group: EventGroup) -> frozenset[str]:
    """Return the actions of a group."""
    return frozenset(action for action, kind in KINDS.items() if kind.group is group)


def words_of(action: str) -> str:
    """Return what an event's action is called; as it was noted where no kind stands here."""
    known = KINDS.get(action)
    return action if known is None else known.words
