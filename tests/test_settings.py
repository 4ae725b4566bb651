from pathlib import Path

import pytest

from kast_eval.settings import PROJECT, SettingsError, read_settings


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "forms").mkdir()
    return tmp_path


def test_the_usual_folders_stand_beside_the_package(project: Path) -> None:
    settings = read_settings(None, {}, project)
    assert settings.instance == project / "instance"
    assert settings.forms == project / "forms"
    assert settings.manual == project / "manual"
    assert settings.person_key == project / "instance" / "person_id.key"
    assert read_settings(None, {}).forms == PROJECT / "forms"


def test_what_is_asked_for_goes_before_the_environment(project: Path) -> None:
    environment = {"KAST_EVAL_INSTANCE": str(project / "named")}
    assert read_settings(None, environment, project).instance == project / "named"
    asked = read_settings(project / "asked", environment, project)
    assert asked.instance == project / "asked"


def test_an_empty_variable_names_nothing(project: Path) -> None:
    environment = {"KAST_EVAL_INSTANCE": "", "KAST_EVAL_FORMS": ""}
    assert read_settings(None, environment, project) == read_settings(None, {}, project)


def test_folders_stay_the_same_when_the_program_moves(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    assert read_settings(Path("here"), {}, project).instance == project / "here"


def test_the_forms_can_stand_elsewhere_but_must_be_there(project: Path) -> None:
    elsewhere = project / "other"
    with pytest.raises(SettingsError, match="KAST_EVAL_FORMS"):
        read_settings(None, {"KAST_EVAL_FORMS": str(elsewhere)}, project)
    elsewhere.mkdir()
    assert read_settings(None, {"KAST_EVAL_FORMS": str(elsewhere)}, project).forms == elsewhere


def test_an_instance_that_is_a_file_is_refused(project: Path) -> None:
    (project / "instance").touch()
    with pytest.raises(SettingsError, match="är en fil"):
        read_settings(None, {}, project)
