"""The certificate that a code key was destroyed."""

from dataclasses import dataclass
from datetime import datetime

from kast_eval.manual.tree import Paragraph, Run
from kast_eval.paper.book.leaflet import Leaflet, print_leaflet
from kast_eval.paper.words import TRAINING, chain_foot
from kast_eval.wording import Language, Wording

_TITLE = Wording("Intyg: kodnyckeln är förstörd", "Certificate: the code key is destroyed")
_TEXTS = (
    Wording(
        "{clinic} hade sin kodnyckel i datorn. {who} förstörde den {at}. Nyckeln till filen "
        "skrevs över och togs bort, och därefter filen.",
        "{clinic} had its code key in the computer. {who} destroyed it {at}. The key to the file "
        "was overwritten and removed, and then the file.",
    ),
    Wording(
        "Programmet tar inga kopior av kodnyckeln. Den som har tagit en egen kopia av filerna kan "
        "bara öppna den med den gamla lösenfrasen. Förstör sådana kopior också.",
        "The program takes no copies of the code key. Who has made a copy of the files can open it "
        "only with the old passphrase. Destroy such copies too.",
    ),
    Wording(
        "Kodade uppgifter finns kvar och är fortfarande personuppgifter så länge någon kan känna "
        "igen en person i dem. Den som vill ta tillbaka sitt samtycke kan inte längre hittas.",
        "Coded data remain, and are personal data still as long as anybody can recognise a person "
        "in them. Who wants to withdraw consent can no longer be found.",
    ),
    Wording(
        "Vittne, datum och underskrift: ______________________________________",
        "Witness, date and signature: ______________________________________",
    ),
)


@dataclass(frozen=True)
class DestroyedKey:
    """What was destroyed, by whom, and when at the clinic."""

    clinic: str
    who: str
    at: datetime


def print_destroyed_key(
    destroyed: DestroyedKey, language: Language, *, training: bool, anchor: str
) -> bytes:
    """Return the certificate as PDF."""
    at = destroyed.at.strftime("%Y-%m-%d %H:%M")
    kicker = f"{destroyed.clinic} · {at}"
    if training:
        kicker = f"{TRAINING.in_language(language)} · {kicker}"
    told = {"clinic": destroyed.clinic, "who": destroyed.who, "at": at}
    blocks = tuple(Paragraph((Run(text.in_language(language).format(**told)),)) for text in _TEXTS)
    return print_leaflet(
        Leaflet(
            kicker,
            _TITLE.in_language(language),
            blocks,
            language=language,
            foot=chain_foot(anchor, language),
        )
    )
