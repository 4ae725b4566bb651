"""Variables that are worked out of several sheets of one episode, read from derived.yaml."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kast_eval.definition.form import FormDefinition
from kast_eval.definition.library import Library
from kast_eval.definition.names import read_name
from kast_eval.definition.nodes import Node, read_file, read_text, text_checksum
from kast_eval.definition.read_score import read_score
from kast_eval.definition.rule import Rule, rule_at
from kast_eval.definition.score import Score
from kast_eval.wording import Wording, marked

FILE = "derived.yaml"
FORMAT = 1
"""The number of the way in which the file is written."""
EPISODE = "episode"
"""The point of a variable that is the same for a whole episode."""
POINTS = ("t0", "t1", "f03", "f06", "f12", EPISODE)
OVER = "window_over"
"""1 at a time point whose window is over on the day of the export, else 0."""
HAS = "has_"
"""Before the name of a form: 1 where a sheet of the form is there, else 0."""


@dataclass(frozen=True)
class Derived:
    """One variable at each of `points`: a rule's value, or how many sessions a rule holds at.

    It is worked out where `among` holds. A `signed` one may be below zero.
    """

    name: str
    label: Wording
    points: tuple[str, ...]
    value: Rule | None
    count: Rule | None
    among: Rule | None
    signed: bool
    yes_no: bool

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Return the rules in the order in which a missing value is looked for."""
        return tuple(rule for rule in (self.among, self.value, self.count) if rule)

    @cached_property
    def names(self) -> tuple[tuple[str, str, str], ...]:
        """Return each name in the rules, with the time point and the column that it says."""
        names = dict.fromkeys(name for rule in self.rules for name in rule.names)
        return tuple((name, *name.rpartition(".")[::2]) for name in names)


@dataclass(frozen=True)
class Derivations:
    """What is worked out of the coded rows: scores of one sheet, then variables of an episode.

    `checksum` is the SHA-256 of the file that declares them.
    """

    scores: tuple[Score, ...]
    variables: tuple[Derived, ...]
    checksum: str = ""

    @cached_property
    def columns(self) -> frozenset[str]:
        """Return the names of every column that a variable is worked out of."""
        return frozenset(column for one in self.variables for _name, _point, column in one.names)


NOTHING_DERIVED = Derivations((), ())


def read_derivations(folder: Path, library: Library) -> Derivations:
    """Return what the file in `folder` declares, or raise DefinitionError."""
    root = read_file(folder / FILE)
    keys = root.mapping(("derived", "scores", "variables"))
    keys["derived"].integer_between(FORMAT, FORMAT)
    # Rows are harmonised before anything is worked out of them: the newest names and scales count.
    items = {item.name: item for form in library.newest_forms for item in form.items}
    scores = tuple(read_score(one, items) for one in keys["scores"].sequence())
    taken = {name for form in library.forms for name in _names(form)}
    _take(keys["scores"], taken, [name for score in scores for name in _score_names(score)])
    usable = {name for form in library.newest_forms for name in _names(form)}
    usable |= {OVER, *(name for score in scores for name in _score_names(score))}
    variables: list[Derived] = []
    for one in keys["variables"].sequence():
        variables.append(_variable(one, usable))
        _take(one, taken, [variables[-1].name])
        if not variables[-1].signed:
            # A value below zero would be taken for a missing reason by a later rule.
            usable.add(variables[-1].name)
    return Derivations(scores, tuple(variables), text_checksum(read_text(folder / FILE)))


def _score_names(score: Score) -> list[str]:
    return [score.name, score.band_name] if score.bands else [score.name]


def _names(form: FormDefinition) -> Iterator[str]:
    """Give every name that a row of the form has a number under."""
    yield HAS + form.form
    for item in (*form.kept, *form.items):
        if item.export:
            yield item.export.name
        yield from (column.name for column in item.columns())
    for score in form.scores:
        yield from _score_names(score)


def _take(node: Node, known: set[str], names: Collection[str]) -> None:
    for name in names:
        if name in known:
            raise node.error(marked("Namnet «{name}» finns redan."), name=name)
        known.add(name)


def _variable(node: Node, known: Collection[str]) -> Derived:
    keys = node.mapping(("name", "label", "at"), ("value", "count", "among", "signed", "yes_no"))
    if ("value" in keys) is ("count" in keys):
        raise node.error(marked("En variabel har antingen «value» eller «count»."))
    rules = {name: rule_at(keys[name]) for name in ("value", "count", "among") if name in keys}
    for name, rule in rules.items():
        if not rule.names:
            raise keys[name].error(marked("Regeln nämner ingen fråga."))
        for mentioned in rule.names:
            of_point, _, column = mentioned.rpartition(".")
            if column not in known or of_point not in {"", *POINTS}:
                raise keys[name].error(
                    marked("Regeln «{rule}» nämner «{name}», som inte finns i formuläret."),
                    rule=rule.source,
                    name=mentioned,
                )
    points = tuple(one.one_of(POINTS) for one in keys["at"].filled_sequence())
    if len(set(points)) < len(points) or (EPISODE in points and len(points) > 1):
        raise keys["at"].error(marked("Nämn varje mätpunkt en gång, och «episode» ensam."))
    return Derived(
        name=read_name(keys["name"]),
        label=keys["label"].wording(),
        points=points,
        value=rules.get("value"),
        count=rules.get("count"),
        among=rules.get("among"),
        signed="signed" in keys and keys["signed"].boolean(),
        yes_no="yes_no" in keys and keys["yes_no"].boolean(),
    )
