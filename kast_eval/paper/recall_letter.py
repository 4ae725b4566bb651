"""The letter to who has got data of a person who has taken the consent back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kast_eval.manual.tree import Block, Facts, Listing, Paragraph, Run, Runs
from kast_eval.paper.book.leaflet import Leaflet, print_leaflet
from kast_eval.paper.words import TRAINING, chain_foot
from kast_eval.wording import Language, Wording

_TITLE = Wording("En person vill få sina svar raderade", "A person wants the answers erased")
_KICKER = Wording("Till {recipient} · {day}", "To {recipient} · {day}")
_WHY = Wording(
    "En person i utvärderingen har tagit tillbaka sitt samtycke och vill att svaren raderas. Hos "
    "oss är det gjort eller beslutat. Personen fanns i det utlämnande som står här.",
    "A person in the evaluation has taken the consent back and wants the answers erased. With us "
    "that is done or decided. The person was in the release that stands here.",
)
_RELEASE = Wording("Utlämnande", "Release")
_MADE = Wording("Lämnades ut", "Released on")
_PURPOSE = Wording("Ändamål", "Purpose")
_APPROVAL = Wording("Godkännande", "Approval")
_CHECKSUM = Wording("SHA-256", "SHA-256")
_PERSON = Wording("Ert person_id", "Your person_id")
_ASKED = Wording("Det här ber vi er göra:", "This is what we ask you to do:")
_TO_DO = (
    Wording(
        "Ta bort varje rad med det person_id som står ovan, ur alla filer ni har fått och ur alla "
        "som ni har gjort av dem.",
        "Remove every row with the person_id above, from all files that you have got and from all "
        "that you have made of them.",
    ),
    Wording(
        "Gör samma sak med kopiorna. En säkerhetskopia som inte går att ändra får ligga tills den "
        "gallras. Läggs den tillbaka ska raderna tas bort på nytt.",
        "Do the same with the copies. A backup that cannot be changed may stay until it is "
        "disposed of. If it is restored, the rows are removed anew.",
    ),
    Wording(
        "Räkna om det som inte är publicerat än. Det som är publicerat står kvar.",
        "Compute anew what is not published yet. What is published stays.",
    ),
    Wording(
        "Försök inte ta reda på vem personen är, och lämna inte id:t vidare.",
        "Do not try to find out who the person is, and pass the id on to nobody.",
    ),
    Wording(
        "Skriv dagen nedan när det är gjort, skriv under och skicka tillbaka brevet.",
        "When it is done, write the day below, sign, and send the letter back.",
    ),
)
_DONE = Wording(
    "Raderna är borttagna den ____________  Underskrift: ____________________________",
    "The rows were removed on ____________  Signature: ____________________________",
)
_NOT_RECALLED = (
    Wording(
        "Uppgifterna i det utlämnandet är bedömda som anonyma. Ingen, inte heller vi, kan säga "
        "vilken rad eller vilket tal som är personens. De går därför inte att återkalla, och ni "
        "behöver inte ta bort något. Det står i den information som deltagarna har fått.",
        "The data in that release are judged to be anonymous. Nobody, nor we, can say which row or "
        "number is the person's. So they cannot be recalled, and you need not remove anything. The "
        "information that participants get says so.",
    ),
    Wording(
        "I varje nytt utlämnande saknas personen. Använd det nyare när ni gör en ny analys, och "
        "jämför inte de två för att hitta skillnaden.",
        "The person is in no later release. Use the later one for a new analysis, and do not "
        "compare the two to find the difference.",
    ),
)
_LEVEL = Wording("{name}, nivå {level}", "{name}, level {level}")


@dataclass(frozen=True)
class RecallLetter:
    """What a recipient is told: of which release, and which of its rows are the person's.

    Nothing of it says who the person is or where; without a `person_id` nobody can find the rows.
    """

    recipient: str
    day: date
    level: str
    name: str
    made: date
    purpose: str
    approval: str
    checksum: str
    person_id: str | None


def print_recall_letter(
    letter: RecallLetter, language: Language, *, training: bool, anchor: str
) -> bytes:
    """Return the letter as PDF."""
    told = {"recipient": letter.recipient, "day": letter.day.isoformat()}
    kicker = _KICKER.in_language(language).format(**told)
    if training:
        kicker = f"{TRAINING.in_language(language)} · {kicker}"
    return print_leaflet(
        Leaflet(
            kicker,
            _TITLE.in_language(language),
            tuple(_blocks(letter, language)),
            language=language,
            foot=chain_foot(anchor, language),
        )
    )


def _blocks(letter: RecallLetter, language: Language) -> Iterator[Block]:
    def said(words: Wording) -> Runs:
        return (Run(words.in_language(language)),)

    yield Paragraph(said(_WHY))
    yield Facts(
        tuple(
            (head.in_language(language), (Run(text),))
            for head, text in _facts(letter, language)
            if text
        )
    )
    if letter.person_id is None:
        for words in _NOT_RECALLED:
            yield Paragraph(said(words))
        return
    yield Paragraph(said(_ASKED))
    yield Listing(tuple(Paragraph(said(words)) for words in _TO_DO), ordered=True)
    yield Paragraph(said(_DONE))


def _facts(letter: RecallLetter, language: Language) -> Iterator[tuple[Wording, str]]:
    level = _LEVEL.in_language(language)
    half = len(letter.checksum) // 2
    yield _RELEASE, level.format(name=letter.name, level=letter.level)
    yield _MADE, letter.made.isoformat()
    yield _PURPOSE, letter.purpose
    yield _APPROVAL, letter.approval
    yield _CHECKSUM, f"{letter.checksum[:half]} {letter.checksum[half:]}"
    yield _PERSON, letter.person_id or ""
