"""How the numbers of an analysis are said: always with what they are of."""

from collections.abc import Mapping
from dataclasses import dataclass

from kast_eval.analysis.estimate import FEWEST, Estimate
from kast_eval.analysis.means import Quartiles
from kast_eval.analysis.ranks import SignedRank
from kast_eval.analysis.study import CLOSING, HALF_YEAR, START
from kast_eval.dataset.column import DatasetColumn
from kast_eval.paper.report.section import Teller
from kast_eval.quality.share import Share
from kast_eval.wording import Language, marked

POINTS = {
    START: marked("starten"),
    CLOSING: marked("avslutet"),
    "f03": marked("3 månader efter"),
    HALF_YEAR: marked("6 månader efter"),
    "f12": marked("12 månader efter"),
}

TOO_FEW = marked("för få för att säga något")
NOTHING_MISSING = marked("inget saknas")
_SMALLEST_P = 0.001


@dataclass(frozen=True)
class Sayer:
    """Says what an analysis found, in the language of a teller and with the names of columns."""

    teller: Teller
    columns: Mapping[str, DatasetColumn]

    def say(self, text: str, **details: object) -> str:
        """Return a marked text with its details."""
        return self.teller.say(text, **details)

    def label(self, name: str) -> str:
        """Return what a column is called in the codebook; its name if the tables lack it."""
        column = self.columns.get(name)
        return self.teller.words(column.label) if column else name

    def point(self, name: str) -> str:
        """Return what a time point is called."""
        return self.say(POINTS[name])

    def window(self, name: str) -> str:
        """Return the days in which the form of a point is filled in."""
        point = next(one for one in self.teller.schedule.points if one.name == name)
        return self.say(
            marked("{first} till {last} dagar från avslutet"),
            first=self.number(point.earliest, 0), last=self.number(point.latest, 0),
        )  # fmt: skip

    @property
    def in_figures(self) -> str:
        """Return what the table of a section is called."""
        return self.say(marked("I siffror"))

    def number(self, number: float, decimals: int = 1) -> str:
        """Return a number with a sign that stands out."""
        text = f"{abs(number):.{decimals}f}"
        told = text.replace(".", ",") if self.teller.language is Language.SV else text
        return f"−{told}" if number < 0 and float(text) else told

    def whole(self, number: float) -> str:
        """Return a number with a decimal only where it has one."""
        return self.number(number, 0 if number == int(number) else 1)

    def estimate(self, found: Estimate | None, decimals: int = 1) -> str:
        """Return a number with its interval; a dash where there is none."""
        if found is None:
            return "–"
        return self.say(
            marked("{value} ({low} till {high})"),
            value=self.number(found.value, decimals),
            low=self.number(found.low, decimals),
            high=self.number(found.high, decimals),
        )

    def points(self, found: Estimate | None) -> str:
        """Return a difference of shares in percentage points."""
        if found is None:
            return "–"
        hundred = Estimate(100 * found.value, 100 * found.low, 100 * found.high)
        return self.say(marked("{estimate} procentenheter"), estimate=self.estimate(hundred, 0))

    def percent(self, found: Estimate | None) -> str:
        """Return a share that was estimated, in percent."""
        if found is None:
            return "–"
        return self.say(
            marked("{percent} % ({low}–{high})"),
            percent=round(100 * found.value),
            low=round(100 * found.low), high=round(100 * found.high),
        )  # fmt: skip

    def p_value(self, p_value: float | None) -> str:
        """Return a p value; a dash where there is none."""
        if p_value is None:
            return "–"
        if p_value < _SMALLEST_P:
            return f"p < {self.number(_SMALLEST_P, 3)}"
        return f"p = {self.number(p_value, 3)}"

    def quartiles(self, found: Quartiles | None) -> str:
        """Return the middle number with the two around it; of few persons only the middle one."""
        if found is None:
            return "–"
        if found.count < FEWEST:
            return self.say(TOO_FEW)
        return self.say(
            marked("{middle} ({lower}–{upper})"),
            middle=self.whole(found.middle),
            lower=self.whole(found.lower),
            upper=self.whole(found.upper),
        )

    def shift(self, found: SignedRank | None) -> str:
        """Return the typical change with its interval, if there are enough persons for one."""
        if found is None:
            return self.say(TOO_FEW)
        if found.interval is None:
            return self.number(found.shift)
        return self.estimate(Estimate(found.shift, *found.interval))

    def share(self, share: Share) -> str:
        """Return a share with its numbers; its interval too where there are enough persons."""
        if share.whole >= FEWEST:
            return self.teller.share(share)
        return self.say(marked("{part} av {whole}"), part=share.part, whole=share.whole)
