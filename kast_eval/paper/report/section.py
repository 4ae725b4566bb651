"""What a report is made of, as a page and as a PDF, and how its numbers are said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from kast_eval.definition.form import FormDefinition
from kast_eval.paper.charts.chart import Chart
from kast_eval.quality.rates import ErrorRate
from kast_eval.quality.share import Share
from kast_eval.study.schedule import Schedule
from kast_eval.wording import Language, Wording, marked, program_text

Draw = Callable[[float], Chart]
"""Draws a chart as wide as asked."""


@dataclass(frozen=True)
class Grid:
    """A table: its heads, and rows whose first cell says what each is about."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Section:
    """One subject: sentences, charts, and a table of the same numbers."""

    anchor: str
    title: str
    leads: tuple[str, ...]
    charts: tuple[Draw, ...] = ()
    table: Grid | None = None


@dataclass(frozen=True)
class Teller:
    """Says words and numbers in one language, of the forms of one schedule."""

    schedule: Schedule
    language: Language

    def say(self, text: str, **details: object) -> str:
        """Return a marked text with its details."""
        return program_text(text, self.language, **details)

    def words(self, wording: Wording) -> str:
        """Return words of the study."""
        return wording.in_language(self.language)

    def form(self, name: str) -> FormDefinition:
        """Return the newest version of a form."""
        return self.schedule.forms[name]

    def form_name(self, name: str) -> str:
        """Return a form's letter and title."""
        form = self.form(name)
        return f"{form.letter} {self.words(form.title)}"

    def share(self, share: Share) -> str:
        """Return a share with its numbers and its interval."""
        if share.value is None:
            return self.say(marked("ingen att räkna än"))
        low, high = share.interval
        return self.say(
            marked("{part} av {whole} · {percent} % ({low}–{high})"),
            part=share.part,
            whole=share.whole,
            percent=round(100 * share.value),
            low=round(100 * low),
            high=round(100 * high),
        )

    def rate(self, rate: ErrorRate) -> str:
        """Return errors of fields, of a thousand, with their interval."""
        return self._rate(
            rate, marked("{wrong} av {fields} fält · {rate} per 1 000 ({low}–{high})")
        )

    def short_rate(self, rate: ErrorRate) -> str:
        """Return the same where it is said already that it is of a thousand fields."""
        return self._rate(rate, marked("{wrong} av {fields} · {rate} ({low}–{high})"))

    def _rate(self, rate: ErrorRate, text: str) -> str:
        if rate.per_1000 is None:
            return self.say(marked("inget fält att räkna än"))
        low, high = rate.interval_per_1000
        return self.say(
            text,
            wrong=rate.wrong,
            fields=rate.fields,
            rate=self.decimal(rate.per_1000),
            low=self.decimal(low),
            high=self.decimal(high),
        )

    def decimal(self, number: float) -> str:
        """Return a number with one decimal."""
        text = f"{number:.1f}"
        return text.replace(".", ",") if self.language is Language.SV else text

    def listed(self, counts: Mapping[str, int]) -> str:
        """Return counts with what each is of, as in «2 avböjt, 1 förkommet»."""
        return ", ".join(f"{count} {words}" for words, count in counts.items() if count)

    def day(self, day: date) -> str:
        """Return a day as paper has it."""
        return day.isoformat()
