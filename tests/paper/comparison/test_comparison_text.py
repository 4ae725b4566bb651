import json
from dataclasses import replace

import pytest

from kast_eval.paper.comparison.comparison import Comparison
from kast_eval.paper.comparison.comparison_text import (
    OtherVersionError,
    comparison_text,
    read_comparison_text,
)
from kast_eval.quality.inflow import Way
from tests.paper.comparison.test_sections import CONTACTS, FEW, NEW, QUARTERS, SITES, comparison


@pytest.mark.parametrize(
    "found",
    [
        comparison(),
        comparison(FEW),
        comparison(inflow={**CONTACTS, (QUARTERS[3], Way.POLICE): 1}),
        replace(comparison(), relatives=None, offered=None, inflow=None, logged={}, later={}),
    ],
    ids=["large", "together", "hidden contacts", "nothing of all"],
)
def test_what_is_kept_is_read_back_as_it_was(found: Comparison) -> None:
    kept = read_comparison_text(comparison_text(found))
    assert kept.codes == tuple(one.code for one in found.sites)
    assert kept.of(found.sites) == found


def test_a_hidden_number_is_not_kept_nor_the_first_day_of_a_clinic() -> None:
    few = comparison(inflow={**CONTACTS, (QUARTERS[3], Way.POLICE): 1})
    text = comparison_text(few)
    assert json.loads(text)["inflow"][str(QUARTERS[3])]["police"] is None
    assert NEW.begun.isoformat() not in text
    assert set(json.loads(comparison_text(comparison(FEW)))["rows"]["source"]) == {
        "", "9003", "9004", "9005",
    }  # fmt: skip


def test_clinics_are_called_as_they_are_today() -> None:
    renamed = [replace(one, name="Ny") for one in SITES[:4]]
    found = read_comparison_text(comparison_text(comparison())).of(renamed)
    assert {one.name for one in found.sites} == {"Ny"}


def test_what_another_version_has_kept_is_said_to_be_so() -> None:
    text = json.dumps(json.loads(comparison_text(comparison())) | {"version": "other"})
    with pytest.raises(OtherVersionError, match="nästa kvartal"):
        read_comparison_text(text)
