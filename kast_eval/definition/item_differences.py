"""What differs between a question and its successor in the next version."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kast_eval.definition.changes import (
    ChangedKind,
    ChangedLimits,
    ChangedSetting,
    NewCode,
    Part,
    Renamed,
    Renumbered,
    Reworded,
    Setting,
)
from kast_eval.definition.form import (
    Condition,
    Counted,
    Export,
    FormDefinition,
    Hierarchy,
    Item,
    Question,
)
from kast_eval.definition.span import code_labels
from kast_eval.kinds import Choice, Count, Kind, Scale, Several, Words
from kast_eval.wording import Language, Wording

ItemChange = (
    Renamed | Reworded | Renumbered | NewCode | ChangedLimits | ChangedKind | ChangedSetting
)


@dataclass(frozen=True)
class Pair:
    """A question before and after, and what each old code became where the author says it."""

    old: Item
    new: Item
    recoded: Mapping[str, str]


def item_differences(
    pair: Pair, hints: tuple[Wording | None, Wording | None]
) -> Iterator[ItemChange]:
    """Give what differs; `hints` are the hints of the questions that the two belong to."""
    old, new = pair.old, pair.new
    if old.name != new.name:
        yield Renamed(old, new)
    if old.number != new.number:
        yield Renumbered(old, new)
    if old.wording != new.wording:
        yield Reworded(new, Part.QUESTION, old.wording, new.wording)
    if hints[0] != hints[1]:
        yield Reworded(new, Part.HINT, *hints)
    if type(old.kind) is not type(new.kind):
        yield ChangedKind(old, new)
    else:
        yield from _same_kind(pair)
    for setting, before, after in _settings(old, new):
        if before != after:
            yield ChangedSetting(new, setting, before, after)


def _same_kind(pair: Pair) -> Iterator[ItemChange]:
    old, new = _limits(pair.old.kind), _limits(pair.new.kind)
    if old != new:
        yield ChangedLimits(pair.new, old, new)
    for part, words in _printed(pair.old.kind).items():
        after = _printed(pair.new.kind)[part]
        if words != after:
            yield Reworded(pair.new, part, words, after)
    yield from _labels(pair)


def _labels(pair: Pair) -> Iterator[Reworded | NewCode]:
    before, after = code_labels(pair.old.kind), code_labels(pair.new.kind)
    part = Part.ANCHOR if isinstance(pair.new.kind, Scale) else Part.LABEL
    became = {code: pair.recoded.get(code, code) for code in before}
    for code, label in before.items():
        following = after.get(became[code])
        # A choice that has no place any more is no new wording, a step without words is one.
        if following != label and (following is not None or part is Part.ANCHOR):
            yield Reworded(pair.new, part, label, following, became[code])
    for code, label in after.items():
        if code not in became.values():
            if part is Part.ANCHOR:
                yield Reworded(pair.new, part, None, label, code)
            else:
                yield NewCode(pair.new, code, label)


def _limits(kind: Kind) -> str:
    match kind:
        case Scale(smallest=smallest, largest=largest) | Count(smallest=smallest, largest=largest):
            return f"{smallest}–{largest}"
        case Words(largest=largest):
            return str(largest or "–")
        case _:
            return ""


def _printed(kind: Kind) -> Mapping[Part, Wording | None]:
    match kind:
        case Count(unit=unit):
            return {Part.UNIT: unit}
        case Several(none=none):
            return {Part.NONE_BOX: none}
        case _:
            return {}


def _settings(old: Item, new: Item) -> Iterator[tuple[Setting, str | Wording, str | Wording]]:
    yield Setting.ROLE, old.role.value, new.role.value
    yield Setting.ASKED, old.asked.value, new.asked.value
    yield Setting.CONDITION, _condition(old.condition), _condition(new.condition)
    yield Setting.SKIP, _skip(old), _skip(new)
    yield Setting.EXPORT, _export(old.export), _export(new.export)
    yield Setting.HIERARCHY, _hierarchy(old.hierarchy), _hierarchy(new.hierarchy)
    match old.kind, new.kind:
        case (Choice(), Choice()) | (Several(), Several()):
            yield Setting.BOX_ORDER, *_orders(old.kind, new.kind)
        case Words(lines=few), Words(lines=many):
            yield Setting.LINES, str(few), str(many)
    match old.kind, new.kind:
        case Choice(ordered=was), Choice(ordered=now):
            yield Setting.ORDERED, str(was).lower(), str(now).lower()
    match old.kind, new.kind:
        case (Choice(ties=before), Choice(ties=after)) | (Scale(ties=before), Scale(ties=after)):
            yield Setting.TIES, before.value, after.value
        case Several(at_most=least), Several(at_most=most):
            yield Setting.AT_MOST, str(least or "–"), str(most or "–")
        case Count(), Count():
            yield Setting.WINDOW, str(old.kind.window or "–"), str(new.kind.window or "–")
            yield (
                Setting.DASH,
                str(old.kind.dash_is_zero).lower(),
                str(new.kind.dash_is_zero).lower(),
            )


def _orders(old: Kind, new: Kind) -> tuple[str, str]:
    """Return the order of the boxes that both have; a box that came or went changes none."""
    before = [code for code in code_labels(old) if code in code_labels(new)]
    after = [code for code in code_labels(new) if code in before]
    return " ".join(before), " ".join(after)


def _condition(condition: Condition | None) -> str:
    if condition is None:
        return "–"
    return f"{condition.item} = {', '.join(map(str, sorted(condition.values)))}"


def _export(export: Export | None) -> str | Wording:
    if export is None:
        return "–"
    if export.bands:
        return Wording(*(_bands(export, language) for language in Language))
    first_session = Counted.FROM_FIRST_SESSION
    return export.name if export.counted is first_session else f"{export.name} ({export.counted})"


def _bands(export: Export, language: Language) -> str:
    bands = (
        f"{band.smallest}–{band.largest} {band.label.in_language(language)}"
        for band in export.bands
    )
    return f"{export.name} ({', '.join(bands)})"


def _skip(item: Item) -> str:
    return item.skip_rule.source if item.skip_rule else "–"


def _hierarchy(hierarchy: Hierarchy) -> str:
    levels = ["|".join(" ".join(map(str, group)) for group in level) for level in hierarchy]
    return " / ".join(levels) or "–"


def hints(definition: FormDefinition) -> Mapping[str, Wording | None]:
    """Return the hint of each question, by its items' names."""
    questions: tuple[Question, ...] = definition.questions
    return {item.name: question.hint for question in questions for item in question.items}
