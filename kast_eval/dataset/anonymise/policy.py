"""The thresholds of a release of level B, and the floors under which none of them may be set."""

from dataclasses import dataclass
from fractions import Fraction

from kast_eval.errors import KastEvalError
from kast_eval.study.small_numbers import SMALLEST_COUNT

PERSONS_TO_K = 10
"""A release holds at least so many times k persons."""
FEWEST_CLINICS = 3
"""A release that tells the clinic is of at least so many clinics."""
PERSONS_OF_A_CLINIC = 50
"""A clinic that is told has at least so many persons in the release."""

K_FLOOR = 3
FEWEST_DISTINCT = 2
HIGHEST_COMMONEST = Fraction(4, 5)
MOST_SUPPRESSED_PERSONS = Fraction(1, 20)
MOST_SUPPRESSED_CELLS = Fraction(1, 10)


class PolicyError(KastEvalError):
    """A threshold that protects less than the program allows: its name, and the floor."""

    def __init__(self, threshold: str, limit: int | Fraction) -> None:
        """Name the threshold as a recipe does."""
        super().__init__(
            "Tröskeln {threshold} skyddar mindre än vad som är tillåtet. Gränsen är {limit}.",
            threshold=threshold, limit=limit,
        )  # fmt: skip
        self.threshold = threshold
        self.limit = limit


@dataclass(frozen=True)
class Policy:
    """What a release must fulfil (dataset.md, defaults); 11 is the usual k of open publication.

    `distinct` is l, `commonest` the highest share of one answer in a class, `suppressed_persons`
    and `suppressed_cells` the highest shares of persons and of a quasi-identifier's cells.
    """

    k: int = 5
    distinct: int = FEWEST_DISTINCT
    commonest: Fraction = HIGHEST_COMMONEST
    suppressed_persons: Fraction = MOST_SUPPRESSED_PERSONS
    suppressed_cells: Fraction = MOST_SUPPRESSED_CELLS

    @property
    def apart(self) -> int:
        """Return by how many persons it must differ from another: no fewer than tables show."""
        return max(self.k, SMALLEST_COUNT)

    def __post_init__(self) -> None:
        """Refuse a threshold that is weaker than its floor."""
        floors: tuple[tuple[str, int, int], ...] = (
            ("k", self.k, K_FLOOR),
            ("distinct", self.distinct, FEWEST_DISTINCT),
        )
        for name, value, least in floors:
            if value < least:
                raise PolicyError(name, least)
        ceilings: tuple[tuple[str, Fraction, Fraction], ...] = (
            ("commonest", self.commonest, HIGHEST_COMMONEST),
            ("suppressed_persons", self.suppressed_persons, MOST_SUPPRESSED_PERSONS),
            ("suppressed_cells", self.suppressed_cells, MOST_SUPPRESSED_CELLS),
        )
        for name, share, most in ceilings:
            if share > most:
                raise PolicyError(name, most)
