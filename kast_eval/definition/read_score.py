"""The `scores:` part of a file read into scores."""

from collections.abc import Mapping

from kast_eval.definition.form import Item
from kast_eval.definition.names import read_name
from kast_eval.definition.nodes import Node
from kast_eval.definition.score import Score, ScoreBand, Way
from kast_eval.kinds import Choice, Count, Scale
from kast_eval.wording import marked

MOST_DECIMALS = 3


def read_score(node: Node, items: Mapping[str, Item]) -> Score:
    """Return the score that a node describes, made of some of `items`."""
    keys = node.mapping(
        ("name", "label", "items", "as", "range"),
        ("reversed", "times", "may_miss", "decimals", "bands"),
    )
    names = _names(keys["items"], items)
    smallest, largest = _scale(keys["items"], [items[name] for name in names])
    backwards = _names(keys["reversed"], names) if "reversed" in keys else ()
    score = Score(
        name=read_name(keys["name"]),
        label=keys["label"].wording(),
        items=names,
        way=Way(keys["as"].one_of(list(Way))),
        item_smallest=smallest,
        item_largest=largest,
        backwards=frozenset(backwards),
        times=keys["times"].integer() if "times" in keys else 1,
        may_miss=keys["may_miss"].integer() if "may_miss" in keys else 0,
        decimals=keys["decimals"].integer() if "decimals" in keys else 2,
        bands=_bands(keys["bands"]) if "bands" in keys else (),
    )
    _check(node, keys, score)
    return score


def _names(node: Node, known: Mapping[str, Item] | tuple[str, ...]) -> tuple[str, ...]:
    names = [one.one_of(list(known)) for one in node.sequence()]
    if not names or len(set(names)) < len(names):
        raise node.error(marked("Nämn minst en fråga, och varje fråga en gång."))
    return tuple(names)


def _scale(node: Node, items: list[Item]) -> tuple[int, int]:
    """Return the ends of the scale that all items share."""
    ends = {item_ends(item) for item in items}
    only = next(iter(ends))
    if len(ends) > 1 or only is None:
        raise node.error(
            marked("Frågorna i en poäng ska vara tal, skalor eller ordnade val på samma skala.")
        )
    return only


def item_ends(item: Item) -> tuple[int, int] | None:
    """Return the smallest and the largest number of an item that can be part of a score."""
    match item.kind:
        case Scale(smallest=smallest, largest=largest) | Count(smallest=smallest, largest=largest):
            return smallest, largest
        case Choice(codes=codes, ordered=True):
            return min(codes), max(codes)
    return None


def _bands(node: Node) -> tuple[ScoreBand, ...]:
    bands: list[ScoreBand] = []
    for one in node.sequence():
        smallest = one.mapping()["from"].integer() if "from" in one.mapping() else 0
        if bands and smallest <= bands[-1].smallest:
            raise one.error(marked("Grupperna ska stiga: varje «from» är större än den före."))
        bands.append(ScoreBand(len(bands) + 1, smallest, one.wording(beside=("from",))))
    return tuple(bands)


def _check(node: Node, keys: Mapping[str, Node], score: Score) -> None:
    ends = [end.integer() for end in keys["range"].sequence()]
    if score.times < 1 or ends != [score.smallest, score.largest]:
        raise keys["range"].error(
            marked("Poängen går från {smallest} till {largest}. Skriv det i «range»."),
            smallest=score.smallest,
            largest=score.largest,
        )
    if not 0 <= score.may_miss < len(score.items):
        raise node.error(marked("«may_miss» är från 0 till en mindre än antalet frågor."))
    if not 0 <= score.decimals <= MOST_DECIMALS:
        raise node.error(marked("«decimals» är från 0 till 3."))
    if score.bands and not score.bands[0].smallest == score.smallest:
        raise keys["bands"].error(
            marked("Den första gruppen börjar där poängen börjar, vid {smallest}."),
            smallest=score.smallest,
        )
    if score.bands and score.bands[-1].smallest > score.largest:
        raise keys["bands"].error(
            marked("Den sista gruppen börjar efter poängens slut, {largest}."),
            largest=score.largest,
        )
