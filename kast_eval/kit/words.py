"""The words that a starter kit adds to those of the forms and the manual."""

from kast_eval.kit.order import KitOrder
from kast_eval.wording import Wording

KIT = Wording("Startpaket", "Starter kit")
CONTENTS = Wording("Det här är paketet", "What is in the kit")
HOW_TO_PRINT = Wording("Så skriver ni ut", "How to print")
HOW = (
    Wording(
        "Öppna skriv-ut-allt.pdf. Skriv ut dubbelsidigt och vänd på långsidan. "
        "Tomma baksidor hör till.",
        "Open skriv-ut-allt.pdf. Print on both sides, flipped on the long edge. "
        "Empty backs belong there.",
    ),
    Wording(
        "Varje formulär kommer i en hög, med sin lathund överst. Lägg högarna i fack på en hylla "
        "och häng affischen ovanför.",
        "Each form comes in a stack, its card on top. Put the stacks in trays on a shelf and hang "
        "the poster above.",
    ),
)
THE_CODES = Wording("Koderna", "The codes")
CODES_OF_KIT = Wording(
    "De är dragna för det här paketet. Skriv inte ut etiketterna två gånger. Behöver ni ett paket "
    "till: gör det med kommandot och ange det här paketets codes.csv, annars kan samma kod finnas "
    "två gånger.",
    "They are drawn for this kit. Do not print the labels twice. If you need another kit: make it "
    "with the command and name this kit's codes.csv, or the same code could be there twice.",
)
CODES_IN_FILE = Wording(
    "De står också i filen codes.csv. Spara den, så att programmet kan ta emot dem som utgivna.",
    "They also stand in the file codes.csv. Keep it, so that the program can take them as issued.",
)
NOBODY = Wording(
    "Paketet har inga uppgifter om någon människa. Namn skrivs bara i kodnyckeln, på papper.",
    "The kit holds nothing about any person. Names are written in the code key alone, on paper.",
)
PROPOSAL = Wording(
    "Formulär och texter är ett förslag som studien kan ersätta.",
    "Forms and texts are a proposal that the study can replace.",
)
IN_SWEDISH = Wording(
    "Texterna ur manualen är skrivna på svenska.",
    "The texts out of the manual and the cards are written in Swedish.",
)
TABLE_HEAD = (
    Wording("Papper", "Paper"),
    Wording("Antal", "Copies"),
    Wording("Sidor", "Pages"),
    Wording("Därför", "Why"),
)
CARD = Wording("Lathund", "Card")
CARDS = Wording("Lathundar", "Cards")
ON_EACH_STACK = Wording("en för varje formulär", "one for each form")

FOR_THE_FOLDER = Wording("först i pärmen", "first in the binder")
FOR_THE_MANAGER = Wording("till chefen", "for the manager")
FOR_THE_SHELF = Wording("till hyllan", "for the shelf")
ON_THE_STACK = Wording("överst på högen", "on top of the stack")
FOR_THE_FILE = Wording("läs först", "read first")
POSTER = Wording("Affisch: vilket formulär när", "Poster: which form when")


def letters(order: KitOrder) -> Wording:
    """Return which letters the codes begin with, and who has to agree."""
    return Wording(
        f"Klienternas koder börjar med {order.letters}, de anhörigas med "
        f"{order.relative_letters}. Hör med den nationella koordinatorn att ingen annan "
        "mottagning har samma bokstäver.",
        f"The clients' codes begin with {order.letters}, those of relatives with "
        f"{order.relative_letters}. Ask the national coordinator that no other clinic has the "
        "same letters.",
    )


def labels_last(pages: int) -> Wording:
    """Return how the labels at the end are printed."""
    return Wording(
        f"De sista {pages} arken är etiketter: 3 × 8 på ett ark, 70 × 37 mm. Skriv ut dem på "
        "etikettark, eller på vanligt papper och klipp.",
        f"The last {pages} sheets are labels: 3 × 8 a sheet, 70 × 37 mm. Print them on label "
        "sheets, or on plain paper and cut.",
    )


def labels_of(order: KitOrder, clients: int, relatives: int) -> Wording:
    """Return how many labels each code has."""
    return Wording(
        f"{clients} etiketter till var och en av {order.clients} klienter, "
        f"{relatives} till var och en av {order.relatives} anhöriga",
        f"{clients} labels for each of {order.clients} clients, "
        f"{relatives} for each of {order.relatives} relatives",
    )


def original(copies: int) -> Wording:
    """Return that a text has to be completed before it is copied."""
    return Wording(
        f"original: fyll i hakparenteserna, låt granska, kopiera {copies}",
        f"original: fill in the brackets, have it reviewed, copy {copies}",
    )


def rows_of(order: KitOrder) -> Wording:
    """Return that the code key has a row for everybody."""
    return Wording(
        f"en rad för var och en av {order.clients} klienter och {order.relatives} anhöriga",
        f"a row for each of {order.clients} clients and {order.relatives} relatives",
    )
