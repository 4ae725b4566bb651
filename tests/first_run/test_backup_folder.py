from pathlib import Path

import pytest

from kast_eval.first_run.backup_folder import is_same_disk, read_backup_folder
from kast_eval.first_run.fields import FieldsError


def test_backups_go_to_a_folder_outside_that_can_be_written(tmp_path: Path) -> None:
    instance = tmp_path / "instance"
    typed = {"backup_folder": f" {tmp_path / 'copies'} "}
    assert read_backup_folder(typed, instance) == tmp_path / "copies"
    assert list((tmp_path / "copies").iterdir()) == []
    assert is_same_disk(tmp_path / "copies", instance / "not" / "yet")
    (tmp_path / "file").touch()
    for wrong in (
        "", "copies", "\0", f"/{'x' * 300}", str(instance), str(instance / "copies"),
        str(tmp_path / "file" / "copies"), str(tmp_path / "missing" / "copies"),
    ):  # fmt: skip
        with pytest.raises(FieldsError) as refused:
            read_backup_folder({"backup_folder": wrong}, instance)
        assert list(refused.value.faults) == ["backup_folder"]
    # Where a disk should be mounted nothing is made in its place.
    assert not (tmp_path / "missing").exists()
