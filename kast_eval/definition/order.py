"""What must hold between the items of one form: unique names, order, known references."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from kast_eval.definition.form import FormDefinition, Item
from kast_eval.definition.nodes import Node
from kast_eval.definition.score import Score
from kast_eval.kinds import Words
from kast_eval.wording import marked


def check_order(root: Node, definition: FormDefinition) -> None:
    """Raise DefinitionError at the first name, condition, check or number out of place."""
    places = named_places(root)
    known: dict[str, Item] = {item.name: item for item in definition.kept}
    columns: dict[str, str] = {}
    last_number = 0
    for item in definition.items:
        place = places.get(item.name, root)
        if item.name in known:
            raise place.error(marked("Namnet «{name}» finns redan."), name=item.name)
        _check_condition(place, item, known)
        _check_skip_rule(place, item, known)
        known[item.name] = item
        _check_columns(place, item, columns)
    for question in definition.questions:
        number = int(question.number)
        if number <= last_number:
            raise places.get(question.items[0].name, root).error(
                marked("Frågornas nummer ska stiga: {number} står efter {last}."),
                number=number,
                last=last_number,
            )
        last_number = number
    _check_numbers(places, root, definition.items)
    _check_rules(root, definition, known)


def _check_numbers(places: Mapping[str, Node], root: Node, items: Iterable[Item]) -> None:
    seen: set[str] = set()
    for item in items:
        # The words beside a box have the number of their box.
        if item.write_in_for is None and item.number in seen:
            raise places.get(item.name, root).error(
                marked("Numret {number} finns redan. Varje fråga har sitt eget."),
                number=item.number,
            )
        seen |= {item.number} if item.number else set()


@lru_cache(maxsize=1)
def named_places(root: Node) -> Mapping[str, Node]:
    """Return the node of each `name:` value, wherever it stands; asked thrice of a file."""
    places: dict[str, Node] = {}
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.is_mapping:
            for key, value in node.pairs():
                if key == "name" and not value.is_mapping:
                    places.setdefault(value.text(), value)
                waiting.append(value)
        elif node.is_sequence:
            waiting += reversed(node.sequence())
    return places


def _check_condition(place: Node, item: Item, known: Mapping[str, Item]) -> None:
    if item.condition is None:
        return
    if item.condition.item not in known:
        raise place.error(
            marked("Villkoret i «{name}» nämner «{other}», som inte står tidigare i formuläret."),
            name=item.name,
            other=item.condition.item,
        )
    column = known[item.condition.item].columns()
    labels = column[0].labels if column else {}
    if not labels or any(value not in labels for value in item.condition.values):
        raise place.error(
            marked("Villkoret i «{name}» nämner ett svar som «{other}» inte har."),
            name=item.name,
            other=item.condition.item,
        )


def _check_skip_rule(place: Node, item: Item, known: Mapping[str, Item]) -> None:
    names = item.skip_rule.names if item.skip_rule else ()
    unknown = set(names) - _number_columns(known.values())
    if unknown:
        raise place.error(
            marked("Villkoret i «{name}» nämner «{other}», som inte står tidigare i formuläret."),
            name=item.name,
            other=min(unknown),
        )


def _number_columns(items: Iterable[Item]) -> set[str]:
    return {
        column.name
        for item in items
        if not isinstance(item.kind, Words)
        for column in item.columns()
    }


def check_score_names(root: Node, definition: FormDefinition, scores: Iterable[Score]) -> None:
    """Raise DefinitionError where a score has the name of a column, or of another score."""
    taken = {column.name for item in definition.items for column in item.columns()}
    taken |= {item.name for item in definition.items}
    taken |= {item.export.name for item in definition.items if item.export}
    places = named_places(root)
    for score in scores:
        names = {score.name, score.band_name} if score.bands else {score.name}
        if names & taken:
            raise places[score.name].error(
                marked("Namnet «{name}» finns redan."), name=min(names & taken)
            )
        taken |= names


def _check_columns(place: Node, item: Item, columns: dict[str, str]) -> None:
    names = [column.name for column in item.columns()]
    if item.export:
        names.append(item.export.name)
    for name in names:
        if columns.setdefault(name, item.name) != item.name:
            raise place.error(
                marked("Kolumnen «{name}» finns redan, från «{other}»."),
                name=name,
                other=columns[name],
            )


def _check_rules(root: Node, definition: FormDefinition, known: Mapping[str, Item]) -> None:
    columns = _number_columns(known.values())
    keys = dict(root.pairs())
    places = keys["checks"].sequence() if "checks" in keys else ()
    for place, check in zip(places, definition.checks, strict=True):
        if not check.rule.names:
            raise place.error(marked("Regeln nämner ingen fråga."))
        for name in check.rule.names:
            if name not in columns:
                raise place.error(
                    marked("Regeln «{rule}» nämner «{name}», som inte finns i formuläret."),
                    rule=check.rule.source,
                    name=name,
                )
