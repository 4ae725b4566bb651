from pathlib import Path

import pytest

from kast_eval.errors import DefinitionError
from kast_eval.study.plan import read_plan
from kast_eval.study.read_schedule import FILE
from tests.definition.example import REAL_FORMS, real_library


def test_the_plan_of_the_study_is_read_beside_its_forms() -> None:
    plan = read_plan(REAL_FORMS, real_library())
    assert [point.name for point in plan.schedule.points][:3] == ["t0", "session", "t1"]


def test_a_fault_of_the_schedule_is_told_at_its_place(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("schedule: 1\n", "utf-8")
    with pytest.raises(DefinitionError, match=FILE):
        read_plan(tmp_path, real_library())
