from pathlib import Path

import pytest

from kast_eval.definition.read import read_definition
from kast_eval.definition.score import Score, ScoreBand, Way
from kast_eval.errors import DefinitionError
from kast_eval.wording import Wording
from tests.definition.example import FORM, write_example

SCORES = """\
scores:
  - name: harm_sum
    label: {sv: Summa, en: Sum}
    items: [harm_rel, harm_work]
    reversed: [harm_work]
    as: sum
    times: 2
    may_miss: 1
    decimals: 1
    range: [0, 16]
    bands:
      - {from: 0, sv: låg, en: low}
      - {from: 8, sv: hög, en: high}
"""


def test_a_score_is_read_whole(tmp_path: Path) -> None:
    (score,) = read_definition(write_example(tmp_path, FORM + SCORES)).scores
    assert score == Score(
        name="harm_sum",
        label=Wording("Summa", "Sum"),
        items=("harm_rel", "harm_work"),
        way=Way.SUM,
        item_smallest=0,
        item_largest=4,
        backwards=frozenset({"harm_work"}),
        times=2,
        may_miss=1,
        decimals=1,
        bands=(
            ScoreBand(1, 0, Wording("låg", "low")),
            ScoreBand(2, 8, Wording("hög", "high")),
        ),
    )
    assert (score.smallest, score.largest, score.band_name) == (0, 16, "harm_sum_cat")


def test_a_score_may_say_no_more_than_it_must(tmp_path: Path) -> None:
    start, end = SCORES.index("    reversed"), SCORES.index("    bands")
    plain = SCORES[:start] + "    as: mean\n    range: [0, 4]\n" + SCORES[end:end]
    (score,) = read_definition(write_example(tmp_path, FORM + plain)).scores
    assert (score.times, score.may_miss, score.decimals, score.bands) == (1, 0, 2, ())


def test_ordered_choices_and_numbers_can_be_scored(tmp_path: Path) -> None:
    plain = """\
scores:
  - {name: a, label: {sv: a, en: a}, items: [goal], as: mean, range: [1, 97]}
  - {name: b, label: {sv: b, en: b}, items: [buy_30d_n, buy_90d_n], as: sum, range: [0, 198]}
"""
    scores = read_definition(write_example(tmp_path, FORM + plain)).scores
    assert [(score.smallest, score.largest) for score in scores] == [(1, 97), (0, 198)]


@pytest.mark.parametrize(
    ("place", "spoiled", "says"),
    [
        (
            "[harm_rel, harm_work]\n    rev",
            "[harm_rel, hram_work]\n    rev",
            "Menade du «harm_work»",
        ),
        ("[harm_rel, harm_work]\n    rev", "[harm_rel, harm_rel]\n    rev", "varje fråga en gång"),
        ("[harm_rel, harm_work]\n    rev", "[]\n    rev", "minst en fråga"),
        ("[harm_rel, harm_work]\n    rev", "[harm_rel, age_years]\n    rev", "samma skala"),
        ("[harm_rel, harm_work]\n    rev", "[reason]\n    rev", "samma skala"),
        ("reversed: [harm_work]", "reversed: [goal]", "är inte känt här"),
        ("as: sum", "as: product", "sum, mean"),
        ("range: [0, 16]", "range: [0, 15]", "från 0 till 16"),
        ("range: [0, 16]", "range: [0]", "från 0 till 16"),
        ("times: 2", "times: 0", "går från"),
        ("may_miss: 1", "may_miss: 2", "«may_miss»"),
        ("decimals: 1", "decimals: 4", "«decimals»"),
        ("from: 0,", "from: 1,", "börjar där poängen börjar"),
        ("from: 8,", "from: 17,", "efter poängens slut"),
        ("from: 8,", "from: 0,", "ska stiga"),
        ("- {from: 8, ", "- {", "ska stiga"),
        ("name: harm_sum", "name: harm_rel", "finns redan"),
        ("name: harm_sum", "name: age_group", "finns redan"),
        ("name: harm_sum", "name: Summa", "kan inte vara ett namn"),
    ],
)
def test_a_fault_of_a_score_is_told(tmp_path: Path, place: str, spoiled: str, says: str) -> None:
    assert place in SCORES
    with pytest.raises(DefinitionError, match=says) as refused:
        read_definition(write_example(tmp_path, FORM + SCORES.replace(place, spoiled)))
    assert refused.value.line >= FORM.count("\n")


def test_two_scores_of_one_name_are_refused(tmp_path: Path) -> None:
    twice = SCORES + SCORES.removeprefix("scores:\n")
    with pytest.raises(DefinitionError, match="finns redan"):
        read_definition(write_example(tmp_path, FORM + twice))
