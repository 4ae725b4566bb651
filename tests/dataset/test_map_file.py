import csv
import io
import json
from pathlib import Path

import pytest

from kast_eval.dataset.map_file import HEADER, MapNameError, map_bytes
from tests.definition.versions import compared

EXPECTED = [
    ["tiny", "1", "2", "fill_date", "fill_date", "", "", "fill_date", "same", "", ""],
    ["tiny", "1", "2", "goal", "goal", "1", "1", "goal", "same", "", ""],
    ["tiny", "1", "2", "goal", "goal", "97", "97", "goal", "3", "", ""],
    ["tiny", "1", "2", "harm_work", "harm_work", "", "", "", "", "Borta", "Gone"],
    ["tiny", "1", "2", "buy_90d_n", "buy_90d_n", "0", "60", "buy_90d_n", "same", "", ""],
    ["tiny", "1", "2", "buy_90d_n", "buy_90d_n", "61", "99", "buy_90d_n", "60", "", ""],
]


def _map_file(folder: Path, ending: str) -> str:
    step = compared(
        folder,
        ("97: {sv: annat, en: other", "3: {sv: annat, en: other"),
        ("name: harm_work", "name: x"),
        ("largest: 99}}", "largest: 60}}"),
        changes="recoded: {goal: {97: 3}, buy_90d_n: {61-99: 60}}, "
        "dropped: {harm_work: {sv: Borta, en: Gone}}",
    )
    return map_bytes(step.version_map, ending).decode()


def test_each_old_code_has_its_line(tmp_path: Path) -> None:
    header, *lines = csv.reader(io.StringIO(_map_file(tmp_path, ".csv")))
    assert tuple(header) == HEADER
    assert [line for line in lines if line in EXPECTED] == EXPECTED
    assert {line[4] for line in lines} >= {"person_type", "reason_police", "reason_other"}


def test_json_says_the_same_as_the_table(tmp_path: Path) -> None:
    lines = json.loads(_map_file(tmp_path, ".JSON"))
    table = list(csv.DictReader(io.StringIO(_map_file(tmp_path, ".csv"))))
    assert [{name: str(cell) for name, cell in line.items()} for line in lines] == table


def test_another_ending_is_told(tmp_path: Path) -> None:
    with pytest.raises(MapNameError):
        _map_file(tmp_path, ".xlsx")
