"""How a column leaves: the values that the core works on, and the codes that they become."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kast_eval.dataset.anonymise.hierarchy import Hierarchy
from kast_eval.dataset.anonymise.microdata import Value
from kast_eval.dataset.column import EVERY_REASON, DatasetColumn
from kast_eval.dataset.formats.limits import LONGEST_VALUE_LABEL
from kast_eval.dataset.missing import reason_of
from kast_eval.dataset.release.anonymised.bands import band_of, band_words, or_more
from kast_eval.dataset.release.anonymised.chosen import Chosen, plain_name
from kast_eval.dataset.release.anonymised.variable import Use, Variable
from kast_eval.dataset.table import Code
from kast_eval.definition.form import Hierarchy as Groups
from kast_eval.errors import DefinitionError
from kast_eval.kinds.answer import Measure
from kast_eval.wording import Language, Wording, marked

JOIN, CUT = "+", ":"
"""What stands between the values of a group, and between a band's code and where it begins.

So no two groups, and no two bands of two releases, are called the same unless they are.
"""


@dataclass(frozen=True)
class Coding:
    """A chosen column with the words of its codes, and its hierarchy if somebody may know it.

    `listed` says that the words are of every value, so that its values are categories.
    """

    chosen: Chosen
    words: Mapping[int, Wording]
    listed: bool
    hierarchy: Hierarchy | None = None

    @property
    def name(self) -> str:
        """Return the name of the column."""
        return self.chosen.name

    @property
    def use(self) -> Use:
        """Return what the variable is in the release."""
        return self.chosen.variable.use

    def value(self, cell: Code) -> Value:
        """Return what the core works on: a code, a band, a number up to the top, a reason."""
        reason = reason_of(self.chosen.column, cell)
        if reason is not None:
            return int(reason)
        number, variable = float(cell), self.chosen.variable
        if variable.cuts:
            return self.value_of(band_of(variable.cuts, number))
        return self.value_of(
            int(number) if variable.top is None else min(int(number), variable.top)
        )

    def value_of(self, code: int) -> Value:
        """Return what the core calls a code: a band by its ends, so that others are not like it."""
        variable = self.chosen.variable
        if variable.cuts:
            ends = ("", *variable.cuts, "")
            return f"{code:02}{CUT}{ends[code - 1]}..{ends[code]}"
        return f"{code}{CUT}.." if code == variable.top else code

    def column(self, level: int = 0) -> DatasetColumn:
        """Return the column as it leaves on a level of its hierarchy."""
        top = self.chosen.variable.top if level == 0 else None
        return replace(
            self.chosen.column,
            measure=self._measure,
            codes=self._words_at(level),
            missing=EVERY_REASON,
            unit=self.chosen.column.unit if top is not None else None,
            smallest=None if top is None else self.chosen.column.smallest,
            largest=top,
            decimals=0,
            signed=False,
        )

    @property
    def _measure(self) -> Measure:
        banded = bool(self.chosen.variable.cuts)
        return Measure.ORDINAL if banded else self.chosen.column.measure

    def _words_at(self, level: int) -> Mapping[int, Wording]:
        if self.hierarchy is None or level == 0:
            return self.words
        groups: dict[Value, list[int]] = {}
        for value in self.hierarchy.ancestors:
            groups.setdefault(self.hierarchy.at(value, level), []).append(code_of(value))
        return {
            code_of(group): self._group_words(members, len(groups))
            for group, members in groups.items()
        }

    def _group_words(self, members: Sequence[int], groups: int) -> Wording:
        if groups == 1:
            return Wording("alla", "all")
        words = [self.words.get(one, Wording(str(one), str(one))) for one in members]
        joined = Wording(" / ".join(one.sv for one in words), " / ".join(one.en for one in words))
        if any(len(joined.in_language(one).encode()) > LONGEST_VALUE_LABEL for one in Language):
            codes = ", ".join(map(str, members))
            return Wording(f"koderna {codes}", f"the codes {codes}")
        return joined


def code_of(value: Value) -> int:
    """Return the code that a value leaves with: a group has that of its first part."""
    return int(str(value).partition(JOIN)[0].partition(CUT)[0])


def coding_of(chosen: Chosen, groups: Mapping[str, Groups], file: str) -> Coding:
    """Return how a column leaves; one with too many values, or a wrong hierarchy, is refused."""
    variable, column = chosen.variable, chosen.column
    listed = _is_listed(column)
    if variable.cuts:
        if column.measure is Measure.NOMINAL:
            raise _error(chosen, file, marked("«{name}» har ingen ordning att skära i."))
        words = band_words(column, variable.cuts)
    elif variable.top is not None:
        if listed or column.signed:
            raise _error(chosen, file, marked("«{name}» kan inte ha «top». Skriv «cuts»."))
        words = _top_words(column, variable.top)
    elif listed:
        words = column.codes
    else:
        raise _error(
            chosen, file, marked("«{name}» har för många värden. Skriv «cuts» eller «top».")
        )
    coding = Coding(chosen, words, listed or bool(variable.cuts))
    if variable.rare is not None and not (coding.listed and variable.rare in words):
        raise _error(chosen, file, marked("«{name}» har inte den kod som står vid «rare»."))
    if variable.use is not Use.QUASI:
        return coding
    return replace(coding, hierarchy=_hierarchy(coding, groups, file))


def _is_listed(column: DatasetColumn) -> bool:
    """Tell whether every value of the column has words of its own."""
    if not column.codes:
        return False
    if column.smallest is None or column.largest is None:
        return True
    return set(range(column.smallest, column.largest + 1)) <= set(column.codes)


def _top_words(column: DatasetColumn, top: int) -> Mapping[int, Wording]:
    known = {code: words for code, words in column.codes.items() if code < top}
    reaches = column.largest is None or column.largest > top
    return {**known, top: or_more(top) if reaches else column.codes.get(top, or_more(top))}


def _hierarchy(coding: Coding, groups: Mapping[str, Groups], file: str) -> Hierarchy:
    variable = coding.chosen.variable
    codes = tuple(_codes(coding))
    levels = variable.levels
    if not levels and not variable.cuts and variable.top is None:
        levels = groups.get(plain_name(coding.name), ())
    for level in levels:
        _require_every_code(coding.chosen, codes, level, file)
    if not levels or len(levels[-1]) > 1:
        # Whatever the levels end in, there is one above them on which the variable tells nothing.
        levels = (*levels, (codes,))
    ancestors: dict[Value, tuple[Value, ...]] = {
        coding.value_of(code): tuple(
            _group(coding, next(one for one in level if code in one)) for level in levels
        )
        for code in codes
    }
    return Hierarchy(coding.name, ancestors)


def _codes(coding: Coding) -> Sequence[int]:
    top, smallest = coding.chosen.variable.top, coding.chosen.column.smallest
    return sorted(coding.words) if top is None else range(smallest or 0, top + 1)


def _group(coding: Coding, codes: Sequence[int]) -> Value:
    if len(codes) == 1:
        return coding.value_of(codes[0])
    return JOIN.join(str(coding.value_of(code)) for code in sorted(codes))


def _require_every_code(
    chosen: Chosen, codes: Sequence[int], level: Sequence[Sequence[int]], file: str
) -> None:
    grouped = [code for group in level for code in group]
    for code in codes:
        if code not in grouped:
            raise _error(
                chosen, file,
                marked("«{name}»: koden {code} har ingen grupp på en av nivåerna. Lägg till den."),
                code=code,
            )  # fmt: skip
    for code in grouped:
        if code not in codes:
            raise _error(chosen, file, marked("«{name}»: koden {code} finns inte."), code=code)


def _error(chosen: Chosen, file: str, text: str, **details: object) -> DefinitionError:
    variable: Variable = chosen.variable
    return DefinitionError(file, variable.line, text, name=variable.name, **details)
