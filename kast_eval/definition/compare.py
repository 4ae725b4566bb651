"""Two versions of a form compared: what changed, what is refused, where each answer went."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise

from kast_eval.definition.change_notes import NO_CHANGES
from kast_eval.definition.changes import Change
from kast_eval.definition.form import FormDefinition
from kast_eval.definition.step import Step
from kast_eval.definition.step_changes import step_changes
from kast_eval.definition.step_maps import step_maps
from kast_eval.definition.version_map import ColumnMap, VersionMap
from kast_eval.errors import DefinitionError, KastEvalError
from kast_eval.wording import marked


@dataclass(frozen=True)
class Comparison:
    """What changed from one version to the next; the map is whole when nothing is refused."""

    old: FormDefinition
    new: FormDefinition
    changes: tuple[Change, ...]
    refusals: tuple[DefinitionError, ...]
    version_map: VersionMap


def compare(old: FormDefinition, new: FormDefinition) -> Comparison:
    """Return what changed between a version and the next, or raise KastEvalError.

    The `changes:` of the new version are about this step, so the two must follow on each other.
    """
    if old.form != new.form or old.version >= new.version:
        raise KastEvalError(
            marked("Jämför en version av ett formulär med en senare: {old} och {new} går inte."),
            old=f"{old.form}-{old.version}",
            new=f"{new.form}-{new.version}",
        )
    step = Step(old, new)
    found = tuple(step_maps(step))
    return Comparison(
        old,
        new,
        tuple(step_changes(step)),
        tuple(one for one in found if isinstance(one, DefinitionError)),
        _as_map(step, found),
    )


def version_map(old: FormDefinition, new: FormDefinition) -> VersionMap:
    """Return where each stored answer stands in the next version, or raise the first refusal."""
    comparison = compare(old, new)
    for refusal in comparison.refusals:
        raise refusal
    return comparison.version_map


def compare_steps(
    definitions: Sequence[FormDefinition], old: FormDefinition, new: FormDefinition
) -> tuple[Comparison, ...]:
    """Return each step from `old` to `new` over the versions between them."""
    between = sorted(
        (
            one
            for one in definitions
            if one.form == new.form and old.version < one.version < new.version
        ),
        key=lambda one: one.version,
    )
    return tuple(compare(*pair) for pair in pairwise((old, *between, new)))


def whole_map(steps: Sequence[Comparison]) -> VersionMap:
    """Return the map over all the steps, or raise the first refusal."""
    return reduce(VersionMap.then, (version_map(step.old, step.new) for step in steps))


def maps_to_newest(versions: Sequence[FormDefinition]) -> dict[int, VersionMap]:
    """Return the map of each version of a form to the newest, or raise the first refusal."""
    rising = sorted(versions, key=lambda one: one.version)
    maps = {rising[-1].version: map_to_itself(rising[-1])}
    for old, new in reversed(list(pairwise(rising))):
        maps[old.version] = version_map(old, new).then(maps[new.version])
    return maps


def map_to_itself(definition: FormDefinition) -> VersionMap:
    """Return the map on which every answer stays where it is."""
    step = Step(definition, replace(definition, changes=NO_CHANGES))
    return _as_map(step, tuple(step_maps(step)))


def version_faults(definitions: Sequence[FormDefinition]) -> Iterator[DefinitionError]:
    """Give every refusal between the versions of each form."""
    for form in dict.fromkeys(one.form for one in definitions):
        rising = sorted(
            (one for one in definitions if one.form == form), key=lambda one: one.version
        )
        if rising[0].changes != NO_CHANGES:
            yield DefinitionError(
                f"{form}-{rising[0].version}.yaml",
                rising[0].changes.line,
                marked("Det finns ingen tidigare version. Ta bort «changes»."),
            )
        for old, new in pairwise(rising):
            yield from compare(old, new).refusals


def _as_map(step: Step, found: Sequence[ColumnMap | DefinitionError]) -> VersionMap:
    columns = tuple(one for one in found if isinstance(one, ColumnMap))
    return VersionMap(step.new.form, step.old.version, step.new.version, columns)
