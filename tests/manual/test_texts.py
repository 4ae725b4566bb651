from pathlib import Path

import pytest

from kast_eval.manual.edition import Edition
from kast_eval.manual.errors import ManualError
from kast_eval.manual.texts import read_texts


def test_chapters_come_before_appendices_each_by_number(tmp_path: Path) -> None:
    for name in ("b01-ett.md", "10-tio.md", "02-tva.md"):
        (tmp_path / name).write_text("# ○ Namn\n", "utf-8")
    chapters = read_texts(tmp_path)
    assert [one.reference for one in chapters] == ["kap 2", "kap 10", "bil 1"]
    assert [one.name.label for one in chapters] == ["2", "10", "Bilaga 1"]
    assert chapters[0].title == "Namn"
    assert chapters[0].audience is Edition.NEW
    assert chapters[2].name.anchor == "b01-ett"


def test_a_folder_without_chapters_is_told(tmp_path: Path) -> None:
    with pytest.raises(ManualError, match="Mappen har inga kapitel"):
        read_texts(tmp_path)


def test_a_chapter_is_called_after_its_number(tmp_path: Path) -> None:
    (tmp_path / "Kapitel ett.md").write_text("# Namn\n", "utf-8")
    with pytest.raises(ManualError, match=r"Kapitel ett\.md:1: Ett kapitel heter"):
        read_texts(tmp_path)


def test_a_chapter_begins_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "01-ett.md").write_text("Namn\n", "utf-8")
    with pytest.raises(ManualError, match=r"01-ett\.md:1: Första raden ska vara kapitlets namn"):
        read_texts(tmp_path)
