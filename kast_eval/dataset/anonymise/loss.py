"""What generalisation costs: the declared measures of information loss, exact as fractions.

Each is 0 where nothing is lost. Under the first two a person who is suppressed loses everything.
"""

from enum import StrEnum
from fractions import Fraction


class Loss(StrEnum):
    """How the loss of a node is measured; a recipe declares one."""

    PRECISION = "precision"
    """The mean over cells of level / highest level: 1 minus Prec of Sweeney (2002), «Achieving
    k-anonymity privacy protection using generalization and suppression», IJUFKS 10(5), section on
    the precision metric."""
    LEAVES = "leaves"
    """The mean over cells of (leaves under the value − 1) / (leaves of the column − 1): the general
    loss metric LM of Iyengar (2002), «Transforming data to satisfy privacy constraints», KDD,
    section on loss metrics. A missing cell that stays itself loses nothing."""
    DISCERNIBILITY = "discernibility"
    """The sum over persons of the size of their class, a suppressed person counting all persons:
    Bayardo and Agrawal (2005), «Data privacy through optimal k-anonymization», ICDE, section on
    cost metrics. Shown as a share of its highest value, persons squared."""


def with_suppressed(kept_cells: Fraction, persons: int, suppressed: int) -> Fraction:
    """Return the mean loss a cell where `kept_cells` is the sum over persons kept of their mean."""
    return (kept_cells + suppressed) / persons
