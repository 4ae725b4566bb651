from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from kast_eval.dataset.days import read_session_days
from kast_eval.dataset.harmonise import harmonised_answers, harmony
from kast_eval.dataset.item_columns import item_columns
from kast_eval.dataset.row import code_rows
from kast_eval.definition.compare import compare, maps_to_newest
from kast_eval.definition.describe import describe
from kast_eval.definition.form import FormDefinition, Item
from kast_eval.definition.span import number_codes
from kast_eval.definition.version_map import NOT_ASKED, VersionMap
from kast_eval.errors import DefinitionError
from kast_eval.kinds import Day, Several, Words
from kast_eval.kinds.answer import Missing, Value
from kast_eval.wording import Language
from tests.dataset.made import TODAY, sheet
from tests.definition.edited_form import NO_CHANGES, Asked, Changes, read_version
from tests.promises.length import at_length

pytestmark = pytest.mark.prove

A_DAY = date(2026, 3, 9)
FORMS = at_length(12, short=5)
FIRST = (
    Asked("goal", "choice", codes=(("1", "sluta"), ("2", "minska"), ("97", "annat"))),
    Asked("reason", "several", codes=(("police", "polisen"), ("work", "arbetet"))),
    Asked("times_n", "count"),
    Asked("urge", "scale", largest=4),
    Asked("told_on", "day"),
    Asked("note_txt", "words"),
)
PLACES = st.integers(0, 99)
"""Which question or code an edit is about: the remainder of the number that there are."""


def values_of(item: Item) -> dict[str, list[Value]]:
    """Return every value that could have been stored, by column; the days are one for all."""
    codes: list[Value] = [
        code for span in number_codes(item.kind) for code in range(span.first, span.last + 1)
    ]
    if isinstance(item.kind, Several):
        codes = [0, 1]
    return {column.name: codes or [A_DAY] for column in item.columns()}


def every_value(definition: FormDefinition) -> list[tuple[str, Value]]:
    return [
        (column, value)
        for item in (*definition.kept, *definition.items)
        for column, values in values_of(item).items()
        for value in values
    ]


class RandomEdits(RuleBasedStateMachine):
    """One form edited fifty times; an edit that is refused leaves the version as it was."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: tuple[Asked, ...] = FIRST
        self.versions = [read_version(1, FIRST, NO_CHANGES)]
        self.names = 0
        self.settled = 1

    def new_word(self) -> str:
        self.names += 1
        return f"x{self.names}"

    def edit(self, asked: tuple[Asked, ...], changes: Changes = NO_CHANGES) -> None:
        """Make the next version if neither the reader nor the comparison refuses it."""
        try:
            new = read_version(len(self.versions) + 1, asked, changes)
        except DefinitionError:
            return
        comparison = compare(self.versions[-1], new)
        for language in Language:
            assert describe(comparison, language)
        if not comparison.refusals:
            self.asked = asked
            self.versions.append(new)

    def put(self, place: int, *questions: Asked) -> tuple[Asked, ...]:
        return (*self.asked[:place], *questions, *self.asked[place + 1 :])

    def pick(self, place: int) -> tuple[int, Asked]:
        place %= len(self.asked)
        return place, self.asked[place]

    def pick_code(self, place: int, code: int) -> tuple[int, Asked, int]:
        labelled = [at for at, one in enumerate(self.asked) if one.codes]
        if not labelled:
            return 0, self.asked[0], -1
        at = labelled[place % len(labelled)]
        return at, self.asked[at], code % len(self.asked[at].codes)

    @rule(kind=st.sampled_from(["choice", "several", "count", "scale", "day", "words"]))
    def add(self, kind: str) -> None:
        if len(self.asked) < 9:
            code = "1" if kind == "choice" else "one"
            codes = ((code, self.new_word()),) if kind in {"choice", "several"} else ()
            self.edit((*self.asked, Asked(self.new_word(), kind, codes=codes)))

    @rule(place=PLACES, told=st.booleans())
    def remove(self, place: int, *, told: bool) -> None:
        at, one = self.pick(place)
        if len(self.asked) > 1:
            self.edit(self.put(at), {"dropped": {one.name: "skäl"}} if told else NO_CHANGES)

    @rule(place=PLACES, told=st.booleans())
    def rename(self, place: int, *, told: bool) -> None:
        at, one = self.pick(place)
        name = self.new_word()
        changes = {"renamed": {name: one.name}} if told else NO_CHANGES
        self.edit(self.put(at, replace(one, name=name)), changes)

    @rule(place=PLACES, other=PLACES, told=st.booleans())
    def take_the_name_of_another(self, place: int, other: int, *, told: bool) -> None:
        at, one = self.pick(place)
        _, another = self.pick(other)
        changes = {"renamed": {another.name: one.name}} if told else NO_CHANGES
        kept = tuple(
            each for each in self.put(at, replace(one, name=another.name)) if each != another
        )
        self.edit(kept, changes)

    @rule(place=PLACES)
    def reword(self, place: int) -> None:
        at, one = self.pick(place)
        self.edit(self.put(at, replace(one, words=self.new_word())))

    @rule(place=PLACES)
    def reorder(self, place: int) -> None:
        at, one = self.pick(place)
        self.edit((one, *self.put(at)))

    @rule(place=PLACES, code=st.integers(3, 12))
    def add_code(self, place: int, code: int) -> None:
        at, one, _ = self.pick_code(place, 0)
        new = str(code) if one.kind == "choice" else self.new_word()
        self.edit(self.put(at, replace(one, codes=(*one.codes, (new, self.new_word())))))

    @rule(place=PLACES, code=PLACES, told=st.booleans())
    def remove_code(self, place: int, code: int, *, told: bool) -> None:
        at, one, gone = self.pick_code(place, code)
        if len(one.codes) > 1:
            codes = one.codes[:gone] + one.codes[gone + 1 :]
            changes = {"dropped_codes": {one.name: {one.codes[gone][0]: "skäl"}}}
            self.edit(self.put(at, replace(one, codes=codes)), changes if told else NO_CHANGES)

    @rule(place=PLACES, code=PLACES, told=st.booleans())
    def merge_codes(self, place: int, code: int, *, told: bool) -> None:
        at, one, gone = self.pick_code(place, code)
        if len(one.codes) > 1:
            codes = one.codes[:gone] + one.codes[gone + 1 :]
            changes = {"recoded": {one.name: {one.codes[gone][0]: codes[0][0]}}}
            self.edit(self.put(at, replace(one, codes=codes)), changes if told else NO_CHANGES)

    @rule(place=PLACES, code=PLACES, to=st.integers(0, 12), told=st.booleans())
    def renumber_code(self, place: int, code: int, to: int, *, told: bool) -> None:
        at, one, moved = self.pick_code(place, code)
        if one.codes:
            new = str(to) if one.kind == "choice" else self.new_word()
            codes = list(one.codes)
            codes[moved] = (new, codes[moved][1])
            changes = {"recoded": {one.name: {one.codes[moved][0]: new}}}
            self.edit(
                self.put(at, replace(one, codes=tuple(codes))), changes if told else NO_CHANGES
            )

    @rule(place=PLACES, told=st.booleans())
    def swap_codes(self, place: int, *, told: bool) -> None:
        at, one, _ = self.pick_code(place, 0)
        if len(one.codes) > 1:
            (first, word), (second, other), *rest = one.codes
            codes = ((first, other), (second, word), *rest)
            changes = {"recoded": {one.name: {first: second, second: first}}}
            self.edit(self.put(at, replace(one, codes=codes)), changes if told else NO_CHANGES)

    @rule(
        place=PLACES,
        smallest=st.integers(0, 3),
        largest=st.integers(2, 9),
        told=st.sampled_from(["nothing", "same", "top", "dropped"]),
    )
    def change_limits(self, place: int, smallest: int, largest: int, told: str) -> None:
        at, one = self.pick(place)
        last = min(one.largest, largest)
        changes: dict[str, Changes] = {
            "nothing": {},
            "same": {"recoded": {one.name: {f"{one.smallest}-{one.largest}": "same"}}},
            "top": {"recoded": {one.name: {f"{one.smallest}-{one.largest}": last}}},
            "dropped": {"dropped_codes": {one.name: {f"{last}-{one.largest}": "skäl"}}},
        }
        new = replace(one, smallest=smallest, largest=largest)
        self.edit(self.put(at, new), changes[told])

    @rule(place=PLACES, window=st.sampled_from([7, 30, 90]))
    def change_window(self, place: int, window: int) -> None:
        at, one = self.pick(place)
        self.edit(self.put(at, replace(one, window=window)))

    @rule(place=PLACES, kind=st.sampled_from(["count", "scale", "day", "words"]), told=PLACES)
    def change_kind(self, place: int, kind: str, told: int) -> None:
        at, one = self.pick(place)
        codes: dict[str, object] = {code: one.smallest for code, _ in one.codes} or {
            f"{one.smallest}-{one.largest}": "same"
        }
        changes: tuple[Changes, ...] = (
            {},
            {"recoded": {one.name: codes}},
            {"dropped": {one.name: "skäl"}},
            {"dropped_codes": {one.name: dict.fromkeys(codes, "skäl")}},
        )
        name = self.new_word() if told % 8 > 3 else one.name
        new = replace(one, name=name, kind=kind, codes=())
        self.edit(self.put(at, new), changes[told % 4])

    @rule(place=PLACES, told=st.booleans())
    def count_in_groups(self, place: int, *, told: bool) -> None:
        at, one = self.pick(place)
        codes = (("0", self.new_word()), ("1", self.new_word()))
        said: dict[str, object] = {f"{one.smallest}-{one.largest}": 1}
        if one.smallest == 0:
            said = {"0": 0, f"1-{one.largest}": 1}
        self.edit(
            self.put(at, replace(one, kind="choice", codes=codes)),
            {"recoded": {one.name: said}} if told else NO_CHANGES,
        )

    @rule(place=PLACES, told=st.integers(0, 3))
    def tick_several(self, place: int, told: int) -> None:
        at, one, _ = self.pick_code(place, 0)
        if one.kind == "choice":
            name = one.name if told < 2 else self.new_word()
            boxes = tuple((f"box{code}", word) for code, word in one.codes)
            said: dict[str, object] = {code: [name, f"box{code}"] for code, _ in one.codes}
            new = replace(one, name=name, kind="several", codes=boxes)
            self.edit(self.put(at, new), {"split": {one.name: said}} if told else NO_CHANGES)

    @rule(place=PLACES, code=PLACES, keep=st.booleans())
    def split_code(self, place: int, code: int, *, keep: bool) -> None:
        at, one, gone = self.pick_code(place, code)
        if one.codes and (keep or len(one.codes) > 1):
            new = Asked(self.new_word(), "choice", codes=(("1", self.new_word()),))
            codes = one.codes if keep else one.codes[:gone] + one.codes[gone + 1 :]
            said = {"split": {one.name: {one.codes[gone][0]: [new.name, 1]}}}
            self.edit(self.put(at, replace(one, codes=codes), new), said)

    @rule(
        part=st.sampled_from(["renamed", "recoded", "split", "dropped", "dropped_codes"]),
        name=st.sampled_from(["goal", "reason", "urge", "person_type", "nobody", "x1", "x2"]),
        code=st.sampled_from(["1", "0-3", "police", "5-1", "99", "a-b"]),
        to=st.sampled_from(
            ["1", "same", "work", "[goal, 1]", "[reason, work]", "[nobody, 1]", "[]"]
        ),
    )
    def say_what_is_not_so(self, part: str, name: str, code: str, to: str) -> None:
        said: object = {code: to} if part not in {"renamed", "dropped"} else to
        self.edit(self.asked, {part: {name: said}})

    @invariant()
    def every_value_of_the_version_before_has_its_place(self) -> None:
        if self.settled < len(self.versions):
            old, new = self.versions[-2:]
            assert_reachable(old, new, compare(old, new).version_map)
            self.settled = len(self.versions)

    def teardown(self) -> None:
        """See that every version there ever was still leads to the newest."""
        newest = self.versions[-1]
        maps = maps_to_newest(self.versions)
        steps = {old.version: compare(old, new).version_map for old, new in pairwise(self.versions)}
        for definition in self.versions:
            whole = maps[definition.version]
            assert_reachable(definition, newest, whole)
            for column, value in every_value(definition):
                by_steps: dict[str, Value] = {column: value}
                for version in range(definition.version, newest.version):
                    by_steps = dict(steps[version].carried(by_steps))
                assert asked_only(whole.carried({column: value})) == asked_only(by_steps)
        assert_dataset(self.versions)


def asked_only(values: Mapping[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in values.items() if value != NOT_ASKED}


def assert_reachable(old: FormDefinition, new: FormDefinition, to_new: VersionMap) -> None:
    """See that each value is in the new columns, or is kept as answered with a reason."""
    new_values = {
        column: values
        for item in (*new.kept, *new.items)
        for column, values in values_of(item).items()
    }
    for column, value in every_value(old):
        move = to_new.column(column).move(value)
        assert move.targets or move.reason
        carried = to_new.carried({column: value})
        for target in move.targets:
            assert carried[target.column] in new_values[target.column]
        answers = harmonised_answers(new, to_new, {column: value})
        assert {value for answer in answers.values() for value in answer.values} == {
            NOT_ASKED, *carried.values(),
        }  # fmt: skip
    for mapped in to_new.columns:
        refused = mapped.carried(Missing.REFUSED.value)
        assert set(refused.values()) <= {Missing.REFUSED.value}


def assert_dataset(versions: list[FormDefinition]) -> None:
    """See that every keyed text is in its version's columns as answered, and harmonised."""
    together = harmony(versions)
    days = read_session_days([])
    for definition in versions:
        for last in (False, True):
            keyed = {item.name: keyed_text(item, last=last) for item in definition.items}
            one = replace(sheet(definition), texts=keyed)
            (row,) = code_rows(versions, [one], days, TODAY)
            for item in definition.items:
                for column in item_columns(item, definition.letter):
                    values = values_of(item)[column.name]
                    assert row.codes[column.name] == values[-1 if last else 0]
            cells = dict(zip(together.names, together.cells(one, row, None), strict=True))
            carried = together.to_newest[definition.version].carried(
                {
                    column: values[-1 if last else 0]
                    for item in definition.items
                    for column, values in values_of(item).items()
                }
            )
            for name, value in carried.items():
                assert cells.get(name, value) == value


def keyed_text(item: Item, *, last: bool) -> str:
    """Return the text of the smallest or the largest value of each column of an item."""
    match item.kind:
        case Several(options=options):
            return " ".join(str(place) for place in range(1, len(options) + 1)) if last else "0"
        case Day():
            return A_DAY.isoformat()
        case Words():
            return "ord"
    spans = number_codes(item.kind)
    return str(spans[-1].last if last else spans[0].first)


def test_no_stored_value_is_lost_in_fifty_random_edits() -> None:
    run_state_machine_as_test(
        RandomEdits, settings=settings(max_examples=FORMS, stateful_step_count=50, deadline=None)
    )
