"""What the sections of a comparison are made from, and how its clinics are called."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kast_eval.paper.report.section import Teller
from kast_eval.quality.share import Share
from kast_eval.quality.splits import Counts, Part, Split, share_of_split
from kast_eval.quality.together import OTHERS, Together
from kast_eval.study.site import Site
from kast_eval.wording import marked

ALL = "all"
"""Stands for all clinics, in place of a clinic's code."""

TITLES: Mapping[Split, str] = {
    Split.SOURCE: marked("Kom genom polisen"),
    Split.RESIDENCE: marked("Bor utanför värdkommunen"),
    Split.WAIT: marked("Fick sitt första samtal inom 14 dagar"),
    Split.START: marked("Startformulär (A) finns"),
    Split.CHECKIN: marked("Minst en avstämning (C) finns"),
    Split.ENDING: marked("Avslutade enligt planen eller i samråd, av dem som avslutat"),
    Split.CLOSING: marked("Avslutsformulär (E) finns, av dem som avslutat"),
    Split.FOLLOW_UP: marked("Uppföljning efter 6 månader (G) finns, av dem vars tid är ute"),
    Split.BASELINE: marked("Starkt sug vid starten (8–10)"),
    Split.PURCHASES: marked("Inga köp på 30 dagar vid avslutet, av köpare som svarade"),
    Split.URGE: marked("Lägre sug vid avslutet än vid starten, av dem som svarade båda gångerna"),
}
"""What the share of each split is of; without more words it is of all who began."""


@dataclass(frozen=True)
class Beside:
    """Clinics beside each other, with the ones that are looked at, and who says it."""

    sites: Sequence[Site]
    together: Together
    teller: Teller

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

    def codes(self) -> tuple[str, ...]:
        """Return the clinics that are looked at, then the others and all."""
        return (*(one.code for one in self.sites), OTHERS, ALL)

    def share(self, split: Split, code: str) -> str:
        """Return the share of a clinic, or where it is found."""
        counts = self.rows(split).get(code)
        if counts is None:
            return self.teller.say(marked("bland övriga"))
        return self.teller.share(share_of_split(counts))

    def _buyers(self, counts: Counts) -> Share:
        whole = sum(counts.values())
        return Share(whole - counts[Part.OUTSIDE], whole)

    def missing(self, split: Split, code: str) -> Share:
        """Return the share whose answer is missing, of those whom the question is about."""
        counts = self.rows(split)[code]
        lost = counts[Part.MISSING]
        return Share(lost, lost + counts[Part.YES] + counts[Part.NO])

    def percent(self, share: Share) -> str:
        """Return a share as a percentage; no sum that is shown is of nobody."""
        return self.teller.say(marked("{percent} %"), percent=round(100 * (share.value or 0)))

    def case_mix(self, outcome: Split, code: str) -> tuple[str, str, str]:
        """Return who came: how many by the police, how many buyers, how many with a strong urge.

        It stands beside an outcome, and so is of the clinics that the outcome is of.
        """
        return (
            self._mixed(outcome, Split.SOURCE, code, share_of_split),
            self._mixed(outcome, Split.PURCHASES, code, self._buyers),
            self._mixed(outcome, Split.BASELINE, code, share_of_split),
        )

    def _mixed(
        self, outcome: Split, split: Split, code: str, share: Callable[[Counts], Share]
    ) -> str:
        merged = self.together.merged
        if code == OTHERS and merged[split] != merged[outcome]:
            return self.teller.say(marked("av andra mottagningar"))
        counts = self.rows(split).get(code)
        if counts is None:
            return self.teller.say(marked("bland övriga"))
        return self.percent(share(counts))
