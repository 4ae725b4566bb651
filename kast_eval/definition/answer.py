"""The `answer:` part of a definition read into a kind."""

from kast_eval.definition.nodes import Node
from kast_eval.kinds import Choice, Count, Day, Kind, Scale, Several, Words
from kast_eval.kinds.text import LONGEST_TEXT
from kast_eval.kinds.ticks import BOX_LETTERS, Ties
from kast_eval.wording import Wording, marked

LARGEST_COUNT = 9999
"""Four digit boxes are the most that fit."""

LONGEST_WINDOW = 3660
"""Ten years in days."""

MOST_LINES = 30
"""A page has no room for more."""

KIND_NAMES = ("choice", "count", "day", "scale", "several", "words")


def read_kind(node: Node, number: int) -> Kind:
    """Return the kind that an `answer:` node describes; `number` decides its rule for ties."""
    pairs = node.mapping()
    if "kind" not in pairs:
        raise node.error(marked("«{name}» saknas här. Lägg till den."), name="kind")
    match pairs["kind"].one_of(KIND_NAMES):
        case "choice":
            return _choice(node, number)
        case "count":
            return _count(node)
        case "scale":
            return _scale(node, number)
        case "several":
            return _several(node)
        case "words":
            return _words(node)
        case _:
            node.mapping(("kind",))
            return Day()


def _ties(number: int) -> Ties:
    # The lower code at even question numbers, the higher at odd: unbiased over a form (3.4).
    return Ties.LOWER if number % 2 == 0 else Ties.HIGHER


def _choice(node: Node, number: int) -> Choice:
    pairs = node.mapping(("kind", "choices"), ("ordered",))
    ordered = "ordered" in pairs and pairs["ordered"].boolean()
    choices: dict[int, Wording] = {}
    write_ins: dict[int, str] = {}
    for code, label in pairs["choices"].pairs():
        # «01» would be a second 1.
        if not code.isdecimal() or str(int(code)) != code:
            raise label.error(marked("Koden «{code}» är inget heltal från 0 och uppåt."), code=code)
        choices[int(code)], write_in = _labelled(label)
        if write_in:
            write_ins[int(code)] = write_in
    _check_boxes(pairs["choices"], len(choices))
    return Choice(choices, _ties(number) if ordered else Ties.NONE, ordered, write_ins)


def _labelled(node: Node) -> tuple[Wording, str | None]:
    """Return a choice's label and the name of the words item on the line beside it."""
    label = node.wording(beside=("write_in",))
    pairs = dict(node.pairs())
    return label, pairs["write_in"].text() if "write_in" in pairs else None


def _check_boxes(node: Node, boxes: int) -> None:
    if not node.mapping():
        raise node.error(marked("Frågan har inga svar. Skriv minst ett."))
    if boxes > len(BOX_LETTERS):
        raise node.error(
            marked("{boxes} rutor är för många: högst {most}. Slå ihop eller dela frågan."),
            boxes=boxes,
            most=len(BOX_LETTERS),
        )


def _count(node: Node) -> Count:
    pairs = node.mapping(("kind", "largest"), ("smallest", "window", "dash_is_zero", "unit"))
    count = Count(
        largest=pairs["largest"].integer(),
        smallest=pairs["smallest"].integer() if "smallest" in pairs else 0,
        window=pairs["window"].integer_between(1, LONGEST_WINDOW) if "window" in pairs else None,
        dash_is_zero="dash_is_zero" in pairs and pairs["dash_is_zero"].boolean(),
        unit=pairs["unit"].wording() if "unit" in pairs else None,
    )
    if not 0 <= count.smallest < count.largest <= LARGEST_COUNT:
        raise node.error(marked("«smallest» ska vara mindre än «largest», båda från 0 till 9999."))
    return count


def _scale(node: Node, number: int) -> Scale:
    pairs = node.mapping(("kind", "smallest", "largest", "anchors"))
    smallest, largest = pairs["smallest"].integer(), pairs["largest"].integer()
    if not 0 <= smallest < largest or largest - smallest >= len(BOX_LETTERS):
        raise node.error(marked("En skala går från 0 eller mer och har 2 till 14 steg."))
    anchors: dict[int, Wording] = {}
    for step, label in pairs["anchors"].pairs():
        if not step.isdecimal() or not smallest <= int(step) <= largest:
            raise label.error(marked("Steget «{step}» finns inte på skalan."), step=step)
        anchors[int(step)] = label.wording()
    return Scale(smallest, largest, anchors, _ties(number))


def _several(node: Node) -> Several:
    pairs = node.mapping(("kind", "options", "none"), ("at_most",))
    options = {name: _labelled(label) for name, label in pairs["options"].pairs()}
    _check_boxes(pairs["options"], len(options) + 1)
    return Several(
        {name: label for name, (label, _) in options.items()},
        pairs["none"].wording(),
        pairs["at_most"].integer_between(1, len(options)) if "at_most" in pairs else None,
        {name: write_in for name, (_, write_in) in options.items() if write_in},
    )


def _words(node: Node) -> Words:
    pairs = node.mapping(("kind",), ("lines", "largest"))
    return Words(
        pairs["lines"].integer_between(1, MOST_LINES) if "lines" in pairs else 1,
        pairs["largest"].integer_between(1, LONGEST_TEXT) if "largest" in pairs else None,
    )
