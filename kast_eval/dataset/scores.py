"""Scores of one sheet, and variables worked out of an episode's coded rows."""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from math import floor

from kast_eval.definition.derived import EPISODE, HAS, OVER, Derivations, Derived
from kast_eval.definition.rule import Rule
from kast_eval.definition.score import Score, Way
from kast_eval.kinds.answer import Missing

Number = float
"""A whole number or a decimal one; a `Missing` is a reason and no number."""
Codes = Mapping[str, float]
"""Coded values by column name; a negative one is a missing reason."""
SIGNED_MISSING = -1000
"""What is added to a missing reason in a column whose values may be negative themselves."""

_SESSION = "s"
DECIMALS = 3
"""A derived variable is rounded to so many."""


def score_value(score: Score, codes: Mapping[str, int]) -> Number | Missing:
    """Return the score of a row, or why there is none.

    Answers that are missing count as the mean of the others, as long as they are few enough.
    """
    given = [codes[name] for name in score.items]
    valid = [
        score.item_smallest + score.item_largest - code if name in score.backwards else code
        for name, code in zip(score.items, given, strict=True)
        if code >= 0
    ]
    if len(given) - len(valid) > score.may_miss:
        reasons = {Missing(code) for code in given if code < 0}
        # Several reasons at once come to: not enough was answered.
        return reasons.pop() if len(reasons) == 1 else Missing.UNANSWERED
    mean = Fraction(sum(valid), len(valid))
    whole = mean * (len(given) if score.way is Way.SUM else 1) * score.times
    return _rounded(whole, score.decimals)


def _rounded(number: Fraction, decimals: int) -> Number:
    """Return the number rounded from .5 upwards."""
    unit: int = 10**decimals
    scaled = floor(number * unit + Fraction(1, 2))
    return scaled / unit if decimals else scaled


def score_band(score: Score, value: Number | Missing) -> int:
    """Return the code of the band that a score falls in, or its missing reason."""
    if isinstance(value, Missing):
        return value.value
    return max(band.code for band in score.bands if band.smallest <= value)


def scores_of_row(scores: Sequence[Score], codes: Mapping[str, int]) -> Mapping[str, Number]:
    """Return the scores of a row and their bands by column name: those whose items it has."""
    values: dict[str, Number] = {}
    for score in scores:
        if all(name in codes for name in score.items):
            value = score_value(score, codes)
            values[score.name] = value
            if score.bands:
                values[score.band_name] = score_band(score, value)
    return values


def derive(
    derivations: Derivations,
    rows: Mapping[str, Mapping[str, Codes]],
    over: Collection[str] = (),
) -> Mapping[str, Mapping[str, Number | Missing]]:
    """Return the derived variables of one episode by point and name.

    `rows` are the episode's coded rows by time point and form, their scores among them; `over` are
    the time points whose windows are over.
    """
    points = {point: _merged(forms) for point, forms in rows.items()}
    of_windows = {f"{point}.{OVER}": 1 for point in over}
    derived: dict[str, dict[str, Number | Missing]] = {}
    for variable in derivations.variables:
        for point in variable.points:
            value = _value(variable, point, points, of_windows)
            derived.setdefault(point, {})[variable.name] = value
            if not variable.signed and (point in points or point == EPISODE):
                points.setdefault(point, {})[variable.name] = _code(value)
    return derived


def _merged(forms: Mapping[str, Codes]) -> dict[str, float]:
    """Return the codes of all sheets of a time point, and which forms there are."""
    codes: dict[str, float] = {}
    for form, of_form in forms.items():
        codes |= of_form
        codes[HAS + form] = 1
    return codes


def _value(
    variable: Derived, point: str, points: Mapping[str, Codes], of_windows: Mapping[str, int]
) -> Number | Missing:
    if variable.count:
        return _count(variable.count, points)
    looked_up = {
        name: of_windows.get(f"{of_point or point}.{OVER}", 0)
        if column == OVER
        else _look_up(column, points.get(of_point or point))
        for name, of_point, column in variable.names
    }
    values = {name: value for name, value in looked_up.items() if not isinstance(value, Missing)}
    found: Number | None = None
    for rule in variable.rules:
        found = rule.value(values)
        if found is None:
            return _reason(rule, looked_up)
        if rule is variable.among and not found:
            return Missing.SKIPPED
    value = round(float(found or 0), DECIMALS)
    return int(value) if value.is_integer() else value


def _count(rule: Rule, points: Mapping[str, Codes]) -> int:
    """Return the number of sessions at which the rule holds."""
    sessions = (codes for point, codes in points.items() if point.startswith(_SESSION))
    return sum(
        bool(rule.value({name: codes[name] for name in rule.names if codes.get(name, -1) >= 0}))
        for codes in sessions
    )


def _look_up(column: str, codes: Codes | None) -> Number | Missing:
    """Return the value of a column; a time point without a sheet has no codes."""
    if column.startswith(HAS):
        return 0 if codes is None else codes.get(column, 0)
    if codes is None:
        return Missing.FORM_MISSING
    code = codes.get(column, Missing.NOT_ASKED.value)
    return code if code >= 0 else _REASONS.get(code, code)


_REASONS: Mapping[float, Missing] = {reason.value: reason for reason in Missing}


def _reason(rule: Rule, looked_up: Mapping[str, Number | Missing]) -> Missing:
    """Return why the rule has no value: the reason of the first name without one."""
    reasons = (looked_up[name] for name in rule.names)
    return next(reason for reason in reasons if isinstance(reason, Missing))


def _code(value: Number | Missing) -> float:
    return value.value if isinstance(value, Missing) else value


def derived_code(variable: Derived, value: Number | Missing) -> Number:
    """Return what stands in the column: a value, or a reason that no value can be."""
    if isinstance(value, Missing):
        return value.value + (SIGNED_MISSING if variable.signed else 0)
    return value
