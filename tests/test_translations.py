import ast
from pathlib import Path
from string import Formatter

import pytest

from kast_eval.wording import Language, program_text
from tools import translations

REMEDY = "run `make translations`, then write the English in messages.po"


def test_the_catalogue_holds_exactly_the_marked_texts() -> None:
    assert set(translations.english()) == translations.marked_texts(), REMEDY


def test_every_marked_text_has_its_english() -> None:
    assert [text for text, english in translations.english().items() if not english] == [], REMEDY


def test_every_translation_has_the_same_details() -> None:
    differing = [
        text
        for text, english in translations.english().items()
        if _details(text) != _details(english)
    ]
    assert differing == []


def test_the_program_reads_what_the_catalogue_says() -> None:
    assert translations.compiled() == translations.english(), REMEDY


def test_a_text_is_shown_in_english_with_its_details() -> None:
    swedish = "Datumet ligger före {earliest}. Jämför med papperet."
    english = program_text(swedish, Language.EN, earliest="1900-01-01")
    assert english == "This date is before 1900-01-01. Compare with the paper."


@pytest.mark.parametrize(
    ("module", "texts"),
    [
        ('marked("Ett")', {"Ett"}),
        ('marked("Ett " "till")', {"Ett till"}),
        ("marked(text)", set()),
        ('words.marked("Ett")', {"Ett"}),
        ('KastEvalError("Ett {tal}", tal=1)', {"Ett {tal}"}),
        ('other("Ett")', set()),
        ('calls["one"]("Ett")', set()),
        # The text of an error is where its `__init__` says.
        (
            "class Late(KastEvalError):\n  def __init__(self, day, text): ...\nLate(3, 'Ett')",
            {"Ett"},
        ),
        # An error that needs no text has it in its `__init__`.
        ("class Late(KastEvalError):\n  def __init__(self): super().__init__('Ett')", {"Ett"}),
        # An error of an error is one too, wherever it stands.
        ("class A(B): ...\nclass B(KastEvalError): ...\nA('Ett')", {"Ett"}),
        ("class A(Exception):\n  def __init__(self): super().__init__('Ett')", set()),
    ],
)
def test_texts_are_found_where_they_are_marked(
    tmp_path: Path, module: str, texts: set[str]
) -> None:
    (tmp_path / "module.py").write_text(module, "utf-8")
    assert translations.marked_texts(tmp_path) == texts


def test_texts_are_found_in_templates(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        "<p>{{ _('Ett') }}</p>{% trans %}Två{% endtrans %}{{ ngettext('Tre', 'Fyra', n) }}", "utf-8"
    )
    assert translations.marked_texts(tmp_path) == {"Ett", "Två", "Tre", "Fyra"}


def test_an_error_with_a_text_of_its_own_takes_none() -> None:
    tree = ast.parse("class Late(KastEvalError):\n  def __init__(self): ...")
    assert translations.error_texts(list(ast.walk(tree)))["Late"] == -1


def _details(text: str) -> set[str | None]:
    return {name for _literal, name, _format, _conversion in Formatter().parse(text)}
