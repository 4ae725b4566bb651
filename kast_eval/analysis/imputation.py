"""Missing answers filled in many times by chance, and the results put together."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import sqrt
from random import Random
from statistics import NormalDist, fmean, variance

from kast_eval.analysis.estimate import LEVEL, Estimate

TIMES = 50
"""How many times the missing answers are filled in."""

Result = tuple[float, float]
"""A number and its sampling variance."""


@dataclass(frozen=True)
class Case:
    """A person's answer before, and the one afterwards: None if it is missing."""

    before: float
    after: float | None


def imputed(
    cases: Sequence[Case],
    result: Callable[[Sequence[tuple[float, float]]], Result],
    *,
    name: str,
    parted: Callable[[float], object],
) -> Estimate | None:
    """Return the result over filled-in answers; None if there is no answer to fill in from.

    A missing answer is drawn from the persons who are alike before (`parted`), or from all if
    none of those answered: first a sample of the donors with replacement, then the answers out of
    it (the approximate Bayesian bootstrap of Rubin & Schenker 1986, Journal of the American
    Statistical Association 81:366-374). It takes missing answers to be missing at random among
    those who were alike. The `name` of the analysis is the seed, so that the same data always
    give the same numbers.
    """
    results = [result(pairs) for pairs in _fillings(cases, name, parted)]
    return pooled(results, complete=len(cases) - 1) if results else None


def imputed_share(
    cases: Sequence[Case], *, name: str, parted: Callable[[float], object]
) -> Estimate | None:
    """Return the share of yes (1) afterwards over filled-in answers, as `imputed` fills them in.

    With nothing missing it is the share and Wilson's interval. Where every filling is all yes or
    all no, nothing tells how far off the missing answers may be, and there is no interval.
    """
    shares = [fmean(after for _before, after in pairs) for pairs in _fillings(cases, name, parted)]
    if not shares or (fmean(shares) in {0, 1} and any(one.after is None for one in cases)):
        return None
    return pooled_shares(shares, persons=len(cases))


def pooled_shares(shares: Sequence[float], *, persons: int) -> Estimate:
    """Return several shares of the same persons as one, its ends on Wilson's scale.

    The ends are the shares that lie as far from the mean as their own variance allows, the
    variance between the fillings being to it as to the mean's (Lott & Reiter 2020, The American
    Statistician 74:109-115). They never leave 0 to 1, and are Wilson's where all shares are alike.
    """
    share = fmean(shares)
    within = fmean(one * (1 - one) / persons for one in shares)
    between = (1 + 1 / len(shares)) * variance(shares)
    more = between / within if between else 0.0
    widened = _quantile(more, len(shares)) ** 2 * (1 + more) / persons
    middle = 2 * share + widened
    # Of nothing and of everything a rounding would put an end below 0 or above 1.
    half = sqrt(max(middle**2 - 4 * (1 + widened) * share**2, 0.0))
    low, high = ((middle + sign * half) / (2 * (1 + widened)) for sign in (-1, 1))
    return Estimate(share, max(low, 0.0), min(high, 1.0))


def _quantile(more: float, times: int) -> float:
    """Return Student's quantile by Rubin's degrees of freedom; nothing between: the normal's."""
    if not more:
        return NormalDist().inv_cdf((1 + LEVEL) / 2)
    from scipy.stats import t  # noqa: PLC0415

    return float(t.ppf((1 + LEVEL) / 2, (times - 1) * (1 + 1 / more) ** 2))


def _fillings(
    cases: Sequence[Case], name: str, parted: Callable[[float], object]
) -> Iterator[Sequence[tuple[float, float]]]:
    """Give the answers as they are filled in each time; nothing where nobody answered."""
    in_order = sorted(cases, key=_order)
    donors = _donors(in_order, parted)
    seed = int(sha256(name.encode()).hexdigest()[:16], 16)
    chance = Random(seed)  # noqa: S311 - the same data are to give the same numbers.
    for _ in range(TIMES if donors else 0):
        yield _filled(in_order, donors, parted, chance)


def _order(case: Case) -> tuple[float, bool, float]:
    """Return by what cases are put in order: the names of persons change nothing."""
    return case.before, case.after is None, case.after or 0.0


def _donors(
    cases: Sequence[Case], parted: Callable[[float], object]
) -> Mapping[object, Sequence[float]]:
    found: dict[object, list[float]] = {}
    for one in cases:
        if one.after is not None:
            found.setdefault(parted(one.before), []).append(one.after)
    everybody = [after for answers in found.values() for after in answers]
    if not everybody:
        return {}
    return {parted(one.before): found.get(parted(one.before), everybody) for one in cases}


def _filled(
    cases: Sequence[Case],
    donors: Mapping[object, Sequence[float]],
    parted: Callable[[float], object],
    chance: Random,
) -> Sequence[tuple[float, float]]:
    drawn = {
        part: [chance.choice(answers) for _ in answers] for part, answers in donors.items()
    }  # fmt: skip
    return [
        (
            one.before,
            chance.choice(drawn[parted(one.before)]) if one.after is None else one.after,
        )
        for one in cases
    ]


def pooled(results: Sequence[Result], *, complete: float) -> Estimate | None:
    """Return several results as one by Rubin's rules, None without any spread.

    The variance is that within and that between the fillings (Rubin 1987, Multiple Imputation for
    Nonresponse in Surveys, section 3.1); the degrees of freedom are those of Barnard & Rubin
    (1999, Biometrika 86:948-955), `complete` being those without anything missing.
    """
    value = fmean(one for one, _variance in results)
    within = fmean(one for _value, one in results)
    between = (1 + 1 / len(results)) * variance(one for one, _variance in results)
    total = within + between
    if not total:
        # Where all are alike, nothing tells how far off they may be.
        return None
    from scipy.stats import t  # noqa: PLC0415

    freedom = _freedom(between / total, len(results), complete)
    half = float(t.ppf((1 + LEVEL) / 2, freedom)) * sqrt(total)
    return Estimate(value, value - half, value + half)


def _freedom(missing: float, times: int, complete: float) -> float:
    """Return the degrees of freedom, `missing` being the share of the variance between."""
    observed = (complete + 1) / (complete + 3) * complete * (1 - missing)
    if not missing:
        return observed
    old = (times - 1) / missing**2
    return old * observed / (old + observed)
