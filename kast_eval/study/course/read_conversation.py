"""The conversation sheet read from conversation.yaml, every fault at its line."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from string import Formatter

from kast_eval.definition.form import Condition, FormDefinition, Item, Timing
from kast_eval.definition.nodes import Node, read_file
from kast_eval.kinds.choice import Choice
from kast_eval.kinds.count import Count
from kast_eval.kinds.scale import Scale
from kast_eval.kinds.several import Several
from kast_eval.study.course.conversation import Conversation, Line, OpenQuestion, StartItem, When
from kast_eval.wording import Wording, marked

FILE = "conversation.yaml"
FORMAT = 1
"""The number of the way in which the file is written."""

ASKED = 3
"""How many questions a sheet asks, and so how many must fit every client."""

_COMPARED = frozenset({When.UP, When.DOWN, When.SAME})


def read_conversation(folder: Path, definitions: Iterable[FormDefinition]) -> Conversation:
    """Return what the file in `folder` says of the newest forms, or raise DefinitionError."""
    keys = read_file(folder / FILE).mapping(
        ("conversation", "form", "curves", "since", "start", "envelope", "questions")
    )
    keys["conversation"].integer_between(FORMAT, FORMAT)
    forms = {definition.form: definition for definition in definitions}
    form = forms[keys["form"].one_of(forms)]
    if form.timing is not Timing.SESSION:
        raise keys["form"].error(marked("Formuläret fylls inte i vid varje samtal."))
    items = {item.name: item for item in form.items}
    curves = tuple(_curve(node, items) for node in keys["curves"].filled_sequence())
    since = tuple(_since(node, items) for node in keys["since"].filled_sequence())
    start = keys["start"].mapping(("form", "items"))
    start_form = forms[start["form"].one_of(forms)]
    of_start = {item.name: item for item in start_form.items}
    asked_at_start = tuple(_start_item(node, of_start) for node in start["items"].filled_sequence())
    envelope = keys["envelope"].mapping(("items", "handed_over"))
    rated = tuple(_curve(node, items) for node in envelope["items"].filled_sequence())
    _check_envelope(envelope["items"], rated, (*curves, *since))
    return Conversation(
        form.form,
        curves,
        since,
        start_form.form,
        asked_at_start,
        rated,
        _condition(envelope["handed_over"], items),
        _questions(keys["questions"], curves, since, asked_at_start),
    )


def _curve(node: Node, items: Mapping[str, Item]) -> Line:
    keys = node.mapping(("item", "name"), ("taken",))
    item = items[keys["item"].one_of(items)]
    if not isinstance(item.kind, Scale):
        raise keys["item"].error(marked("En kurva ritas av en skala."))
    return Line(item.name, keys["name"].wording(), item.kind, _taken(keys))


def _since(node: Node, items: Mapping[str, Item]) -> Line:
    keys = node.mapping(("item", "name"), ("taken", "none_if"))
    item = items[keys["item"].one_of(items)]
    if not isinstance(item.kind, Count | Choice):
        raise keys["item"].error(marked("Det som hänt sedan sist är ett antal eller ett val."))
    none_if = _condition(keys["none_if"], items) if "none_if" in keys else None
    return Line(item.name, keys["name"].wording(), item.kind, _taken(keys), none_if)


def _start_item(node: Node, items: Mapping[str, Item]) -> StartItem:
    keys = node.mapping(("item", "name"), ("taken",))
    item = items[keys["item"].one_of(items)]
    if not isinstance(item.kind, Choice | Several):
        raise keys["item"].error(marked("Från starten visas frågor med rutor att kryssa i."))
    return StartItem(item, keys["name"].wording(), item.kind, _taken(keys))


def _taken(keys: Mapping[str, Node]) -> bool:
    return "taken" in keys and keys["taken"].boolean()


def _condition(node: Node, items: Mapping[str, Item]) -> Condition:
    """Return the one item that is named, with codes that it has."""
    pairs = list(node.pairs())
    if len(pairs) != 1:
        raise node.error(marked("Här ska stå en fråga och dess koder, «namn: [1, 2]»."))
    name, codes = pairs[0]
    kind = items[name].kind if name in items else None
    if not isinstance(kind, Choice):
        raise codes.error(marked("«{name}» är ingen fråga med ett kryss."), name=name)
    for code in codes.filled_sequence():
        if code.integer() not in kind.codes:
            raise code.error(
                marked("«{name}» har inte koden {code}."), name=name, code=code.integer()
            )
    return Condition(name, frozenset(code.integer() for code in codes.sequence()))


def _check_envelope(node: Node, rated: Iterable[Line], shown: Iterable[Line]) -> None:
    """Refuse an item that would be hidden in one place and shown in another."""
    open_items = {line.item for line in shown}
    for line, place in zip(rated, node.sequence(), strict=True):
        if line.item in open_items:
            raise place.error(
                marked("«{name}» kan läggas i kuvert och visas inte på annat sätt."), name=line.item
            )


def _questions(
    node: Node, curves: Iterable[Line], since: Iterable[Line], start: Iterable[StartItem]
) -> tuple[OpenQuestion, ...]:
    fitting = _fitting(curves, since, start)
    found: dict[str, OpenQuestion] = {}
    for one in node.filled_sequence():
        keys = one.mapping(("name", "when", "sv", "en"), ("about",))
        question = _question(keys, fitting)
        if question.name in found:
            raise keys["name"].error(
                marked("«{name}» står två gånger. Ta bort den ena."), name=question.name
            )
        found[question.name] = question
    if sum(one.when is When.ALWAYS for one in found.values()) < ASKED:
        raise node.error(
            marked("Minst {count} frågor ska alltid gå att ställa: «when: always»."), count=ASKED
        )
    return tuple(found.values())


Fitting = Mapping[str | None, Mapping[When, frozenset[str]]]
"""What may be asked about each item: when, and what may be put into the words."""


def _fitting(curves: Iterable[Line], since: Iterable[Line], start: Iterable[StartItem]) -> Fitting:
    now, both = frozenset({"now"}), frozenset({"now", "before"})
    of_curve = dict.fromkeys(_COMPARED, both) | {When.ANSWERED: now}
    return {
        None: {When.ALWAYS: frozenset()},
        **{line.item: of_curve for line in curves},
        **{
            line.item: {When.SOME: now if isinstance(line.kind, Count) else frozenset(),
                        When.NONE: frozenset()}
            for line in since
        },
        **{one.item.name: {When.ANSWERED: frozenset({"answer"})} for one in start},
    }  # fmt: skip


def _question(keys: Mapping[str, Node], fitting: Fitting) -> OpenQuestion:
    about = None
    if "about" in keys:
        about = keys["about"].one_of([name for name in fitting if name is not None])
    when = When(keys["when"].one_of(list(When)))
    if when not in fitting[about]:
        raise keys["when"].error(
            marked("«{when}» passar inte frågan. Det som kan stå är: {known}."),
            when=when.value,
            known=", ".join(sorted(fitting[about])),
        )
    for language in ("sv", "en"):
        _check_details(keys[language], fitting[about][when])
    wording = Wording(keys["sv"].text(), keys["en"].text())
    return OpenQuestion(keys["name"].text(), when, about, wording)


def _check_details(node: Node, known: Collection[str]) -> None:
    """Refuse words in braces that nothing can be put in place of."""
    try:
        names = [name for _, name, _, _ in Formatter().parse(node.text()) if name is not None]
    except ValueError as error:
        raise node.error(marked("Klamrarna i texten går inte ihop.")) from error
    for name in names:
        if name not in known:
            raise node.error(marked("«{{{name}}}» går inte att sätta in här."), name=name)
