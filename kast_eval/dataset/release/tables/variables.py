"""A variable that tables sort persons by: its codes, bands, and codes for missing and for all."""

from collections.abc import Mapping
from dataclasses import dataclass

from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.missing import reason_of
from kast_eval.dataset.table import Code
from kast_eval.kinds.answer import Measure
from kast_eval.wording import Wording

_FEWEST_DIGITS = 3
_NO_ANSWER = Wording("svar saknas", "no answer")
_EVERYBODY = Wording("alla", "all")


@dataclass(frozen=True)
class Variable:
    """A column of the dataset as tables have it; numbers stand in bands that begin at `cuts`."""

    source: DatasetColumn
    cuts: tuple[int, ...] = ()

    @property
    def labels(self) -> Mapping[int, Wording]:
        """Return the categories but those of everybody and of no answer."""
        if not self.cuts:
            return named_values(self.source)
        ends = (None, *self.cuts, None)
        return {place: _band(ends[place], ends[place + 1]) for place in range(len(self.cuts) + 1)}

    @property
    def everybody(self) -> int:
        """Return the code of a total: 999, or more nines where codes are as large."""
        digits = max(len(str(code)) for code in (0, *self.labels))
        return int("9" * max(digits + 1, _FEWEST_DIGITS))

    @property
    def no_answer(self) -> int:
        """Return the code of those without an answer, whatever the reason."""
        return self.everybody - 1

    @property
    def categories(self) -> tuple[int, ...]:
        """Return every category that a person can be in."""
        return (*self.labels, self.no_answer)

    @property
    def column(self) -> DatasetColumn:
        """Return the column of a table."""
        known = self.labels
        measure = Measure.ORDINAL if self.cuts else self.source.measure
        return DatasetColumn(
            self.source.name, self.source.label, measure, self.source.role,
            item=self.source.item, number=self.source.number,
            codes={**known, self.no_answer: _NO_ANSWER, self.everybody: _EVERYBODY},
        )  # fmt: skip

    def category(self, cell: Code) -> int:
        """Return the category of a cell."""
        if isinstance(cell, str) or reason_of(self.source, cell) is not None:
            return self.no_answer
        if self.cuts:
            return sum(cell >= cut for cut in self.cuts)
        return int(cell)


def is_no_answer(code: int) -> bool:
    """Tell whether a code of a table is that of no answer: one below as many nines as it takes."""
    everybody = str(code + 1)
    return len(everybody) >= _FEWEST_DIGITS and set(everybody) == {"9"}


def named_values(column: DatasetColumn) -> Mapping[int, Wording]:
    """Return every answer with its words; of a scale with names at its ends, numbers between."""
    if not column.codes or column.smallest is None or column.largest is None:
        return column.codes
    between = range(column.smallest, column.largest + 1)
    return {code: column.codes.get(code, Wording(f"{code}", f"{code}")) for code in between}


def is_number(column: DatasetColumn) -> bool:
    """Tell whether a column's answers are numbers: a mean of them says something."""
    return column.measure is Measure.SCALE or not _every_answer_named(column)


def _every_answer_named(column: DatasetColumn) -> bool:
    return bool(column.codes) and len(column.codes) == len(named_values(column))


def _band(low: int | None, high: int | None) -> Wording:
    if low is None:
        return Wording(f"under {high}", f"under {high}")
    if high is None:
        return Wording(f"{low} eller mer", f"{low} or more")
    last = high - 1
    text = f"{low}" if low == last else f"{low}–{last}"
    return Wording(text, text)
