"""What the sections of a comparison are made from, and how its clinics are called."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kast_eval.paper.comparison.measures import BASELINE, BOUGHT, POLICE, TITLES
from kast_eval.paper.report.section import Teller
from kast_eval.quality.known_items import CONTENT, SESSION
from kast_eval.quality.share import Share
from kast_eval.quality.splits import Counts, Measure, Part, Split
from kast_eval.quality.together import OTHERS, Together
from kast_eval.study.site import Site
from kast_eval.wording import marked

ALL = "all"
"""Stands for all clinics, in place of a clinic's code."""


@dataclass(frozen=True)
class Beside:
    """Clinics beside each other, with the ones that are looked at, and who says it."""

    sites: Sequence[Site]
    together: Together
    teller: Teller
    unnoted: Mapping[Split, Share]
    """Of all clinics together: by clinic it would be a small number."""

    def name(self, code: str) -> str:
        """Return what a clinic is called; sorted by that, never by a number."""
        if code == OTHERS:
            return self.teller.say(marked("övriga mottagningar"))
        if code == ALL:
            return self.teller.say(marked("alla mottagningar"))
        return next(f"{one.code} {one.name}" for one in self.sites if one.code == code)

    def rows(self, split: Split) -> Mapping[str, Counts]:
        """Return the rows of a split by clinic, those of all the others and of all last."""
        found = self.together.rows[split]
        looked_at = {one.code for one in self.sites} | {OTHERS}
        if set(found) == {OTHERS}:
            # The others are all there are: to say so twice would say nothing.
            looked_at = set()
        rows = {code: counts for code, counts in found.items() if code in looked_at}
        total = self.together.all_of(split)
        return rows if total is None else {**rows, ALL: total}

    def codes(self, measures: Iterable[Measure]) -> tuple[str, ...]:
        """Return the clinics that have a row in some of the measures, then the others and all."""
        found = {code for one in measures for code in self.rows(one.split)}
        return tuple(
            code for code in (*(one.code for one in self.sites), OTHERS, ALL) if code in found
        )

    def title(self, measure: Measure) -> str:
        """Return what a share is of; what sessions held is called as its box is."""
        if measure in TITLES:
            return self.teller.say(TITLES[measure])
        columns = self.teller.form(SESSION).item(CONTENT).columns()
        label = next(one.label for one in columns if one.name == measure.split)
        return "" if label is None else self.teller.words(label)

    def is_told(self, measure: Measure) -> bool:
        """Tell whether the share is shown of anybody."""
        return any(measure.is_told(counts) for counts in self.together.rows[measure.split].values())

    def share(self, measure: Measure, code: str) -> str:
        """Return the share of a clinic, or where it is found."""
        counts = self.rows(measure.split).get(code)
        if counts is None:
            return self.teller.say(marked("bland övriga"))
        return self.teller.share(measure.share(counts))

    def percent(self, share: Share) -> str:
        """Return a share as a percentage; no sum that is shown is of nobody."""
        return self.teller.say(marked("{percent} %"), percent=round(100 * (share.value or 0)))

    def case_mix(self, outcome: Measure, code: str) -> tuple[str, ...]:
        """Return who came: by the police, buyers, how they began; and who lacks a form.

        It stands beside an outcome, and so is of the clinics that the outcome is of.
        """
        return (
            self._mixed(outcome, Split.SOURCE, code, POLICE.share),
            self._mixed(outcome, Split.PURCHASES, code, _buyers),
            self._mixed(outcome, Split.BOUGHT, code, BOUGHT.share),
            self._mixed(outcome, Split.BASELINE, code, BASELINE.share),
            self._mixed(outcome, Split.FORMS, code, _without_forms),
        )

    def _mixed(
        self, outcome: Measure, split: Split, code: str, share: Callable[[Counts], Share]
    ) -> str:
        merged = self.together.merged
        if not self.together.rows[split]:
            return self.teller.say(marked("visas inte"))
        if code == OTHERS and merged[split] != merged[outcome.split]:
            return self.teller.say(marked("av andra mottagningar"))
        counts = self.rows(split).get(code)
        if counts is None:
            return self.teller.say(marked("bland övriga"))
        return self.percent(share(counts))


def _buyers(counts: Counts) -> Share:
    """Return who has bought sex, of those with both forms."""
    buyers = counts[Part.YES] + counts[Part.NO]
    return Share(buyers, buyers + counts[Part.OTHER])


def _without_forms(counts: Counts) -> Share:
    return Share(counts[Part.NO], sum(counts.values()))
