"""What the gates find, as refusals with words: what is wrong and what to do."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from kast_eval.dataset.anonymise.candidate import PRESENCE
from kast_eval.dataset.anonymise.gates import Breach, Gate
from kast_eval.dataset.release.refusal import Refusal
from kast_eval.wording import Wording, listed, marked

_WORDS: Mapping[Gate, str] = {
    Gate.PERSONS: marked(
        "För få personer. Det behövs minst {limit}. Vänta, eller lämna tabeller i stället."
    ),
    Gate.CLASSES: marked(
        "{subject}: en klass har {found} personer, minst {limit} krävs. Ta bort en variabel eller "
        "gör hierarkierna grövre."
    ),
    Gate.DISTINCT: marked(
        "{subject}: i en klass finns {found} olika svar, minst {limit} krävs. Ta bort variabeln "
        "eller gör klasserna större."
    ),
    Gate.COMMONEST: marked(
        "{subject}: i en klass har {found} samma svar, högst {limit} får ha det. Ta bort "
        "variabeln, eller dela in den på ett annat sätt."
    ),
    Gate.SUPPRESSED_PERSONS: marked(
        "{found} av personerna skulle tas bort, högst {limit} får det. Gör hierarkierna eller "
        "utfallens grupper grövre."
    ),
    Gate.SUPPRESSED_CELLS: marked(
        "{subject}: {found} av värdena skulle döljas, högst {limit} får det. Gör hierarkin grövre."
    ),
    Gate.CLINICS: marked(
        "Mottagningen får stå i filen först när minst 3 mottagningar har 50 personer var. Här är "
        "det {found}, minst {limit} krävs. Skriv clinic: false."
    ),
    Gate.TRAJECTORY: marked(
        "{subject}: två svar pekar tillsammans ut en klass om {found} personer, minst {limit} "
        "krävs. Gör grupperna grövre eller ta bort en mätpunkt."
    ),
    Gate.CROSS_RELEASE: marked(
        "Tillsammans med ett tidigare utlämnande pekar filen ut {found} personer, minst {limit} "
        "krävs. {subject}. Vänta på fler personer, eller ha samma indelning som förra gången."
    ),
    Gate.JOINED_RELEASES: marked(
        "{subject}: raderna går att para ihop med ett tidigare utlämnandes, och tillsammans säger "
        "de mer om en person än något av dem. Ha samma variabler och indelning som då, eller bara "
        "grövre."
    ),
    Gate.NEWCOMERS: marked(
        "{subject}: de rader som har kommit eller gått sedan ett tidigare utlämnande är i "
        "en klass för få eller för lika ({found}, gränsen är {limit}). Vänta på fler personer, "
        "eller gör hierarkierna grövre."
    ),
    Gate.TABLES: marked(
        "{subject}: tabeller som har lämnats ut räknar samma svar, eller svar som bygger på dem. "
        "Tillsammans med filen kan dolda antal räknas fram. Ta bort variabeln ur receptet."
    ),
    Gate.CONSTANTS: marked(
        "Inget av {subject} skiljer längre två personer åt. Ta bort variabler, så att något kan "
        "vara kvar."
    ),
}

_PRESENCE = Wording("mätpunkter med svar", "points with an answer")


def refusals_from(breaches: Iterable[Breach]) -> Iterator[Refusal]:
    """Give a refusal for each kind of breach, that of the first subject found."""
    told: set[Gate] = set()
    for breach in breaches:
        if breach.gate not in told:
            told.add(breach.gate)
            yield Refusal(
                breach.gate.refusal,
                _WORDS[breach.gate],
                {
                    "subject": _subject(breach),
                    "found": _too(breach.found),
                    "limit": _number(breach.limit),
                },
            )


def too_few(fewest: int) -> Refusal:
    """Return the refusal of a file of too few persons, before any search."""
    return Refusal("R2", _WORDS[Gate.PERSONS], {"limit": fewest})


def _too(found: int | Fraction) -> Wording:
    """Return on which side of the limit it is: who may not have the file learns no number of it."""
    few = isinstance(found, int)
    return Wording("för få", "too few") if few else Wording("för många", "too many")


def _subject(breach: Breach) -> Wording:
    words = [_PRESENCE if name == PRESENCE else Wording(name, name) for name in breach.subject] or [
        Wording("personer i allt", "persons in all")
    ]
    return listed(words)


def _number(number: int | Fraction) -> str:
    return f"{number}" if isinstance(number, int) else f"{float(100 * number):.1f} %"
