from kast_eval.dataset.derived_rows import derived_columns, derived_rows, score_columns
from kast_eval.definition.derived import read_derivations
from kast_eval.definition.library import read_library
from kast_eval.definition.names import is_name
from kast_eval.definition.score import Score, ScoreBand, Way
from kast_eval.kinds.answer import Measure
from kast_eval.wording import Wording
from tests.definition.example import REAL_FORMS

LABEL = Wording("a", "a")
DERIVATIONS = read_derivations(REAL_FORMS, read_library(REAL_FORMS))
BANDED = Score(
    "made_up", LABEL, ("a",), Way.SUM, 0, 3, bands=(ScoreBand(1, 0, LABEL), ScoreBand(2, 2, LABEL))
)


def row(person: str, point: str, **codes: int) -> dict[str, int | str]:
    return {"person_id": person, "episode_no": 1, "timepoint": point, **codes}


ROWS = [
    ("closing", row("B", "t1", urge_max_7d=2, harm_rel=1, harm_work=1, harm_money=1,
                    harm_health=1, harm_self=1)),
    ("start", row("B", "t0", urge_max_7d=8, harm_rel=3, harm_work=3, harm_money=3,
                  harm_health=3, harm_self=-7)),
    ("start", row("A", "t0", urge_max_7d=8)),
]  # fmt: skip


def test_every_episode_has_its_points_in_order() -> None:
    found = list(derived_rows(DERIVATIONS, ROWS))
    assert [whose for whose, _, _ in found] == sorted(whose for whose, _, _ in found)
    points = [point for whose, point, _ in found if whose == ("B", 1)]
    assert points == ["t0", "t1", "f03", "f06", "f12", "episode"]


def test_scores_of_a_row_are_there_for_what_hangs_on_them() -> None:
    values = {(whose[0], point): codes for whose, point, codes in derived_rows(DERIVATIONS, ROWS)}
    assert values["B", "t1"]["change_urge"] == -6
    assert values["B", "t1"]["change_harm"] == -10
    # The closing of A is not there: −8, moved out of the way of changes below zero.
    assert values["A", "t1"]["change_urge"] == -1008
    assert "change_urge" not in values["A", "t0"]


def test_columns_are_those_of_the_codebook() -> None:
    columns = (*score_columns((*DERIVATIONS.scores, BANDED)), *derived_columns(DERIVATIONS))
    names = [column.name for column in columns]
    assert len(set(names)) == len(names)
    assert all(is_name(name) for name in names)
    by_name = {column.name: column for column in columns}
    assert (by_name["harm_sum"].smallest, by_name["harm_sum"].largest) == (0, 20)
    assert by_name["made_up_cat"].codes == {1: LABEL, 2: LABEL}
    assert by_name["relapse"].measure is Measure.NOMINAL
    assert set(by_name["relapse"].codes) == {0, 1}
    assert by_name["dose"].codes == {}
    assert by_name["change_urge"].codes[-1007].en == "Unanswered"
    assert by_name["change_urge"].missing == ()
