import pytest

from kast_eval.manual.edition import Edition
from kast_eval.manual.errors import ManualError
from kast_eval.manual.tree import Heading, Listing, Note, Paragraph, Run, Table, plain_text
from tests.manual.source import blocks


def shown(text: str, edition: Edition) -> list[str]:
    words = []
    for block in blocks(text, edition):
        match block:
            case Heading() | Paragraph():
                words.append(plain_text(block.runs))
            case Listing(parts) | Note(parts):
                words += [plain_text(part.runs) for part in parts]
            case Table(_, rows):
                words += [plain_text(row[0]) for row in rows]
    return words


def test_each_edition_has_its_own_paragraphs_and_those_of_both() -> None:
    text = "■ Studien.\n\n○ Nya.\n\nAlla."
    assert shown(text, Edition.STUDY) == ["Studien.", "Alla."]
    assert shown(text, Edition.NEW) == ["Nya.", "Alla."]


def test_a_marked_heading_marks_all_until_the_next_heading_of_its_level() -> None:
    text = "## ■ Studien\n\nText.\n\n### Djupare\n\nMer.\n\n## Sedan\n\nSlut."
    assert shown(text, Edition.NEW) == ["Sedan", "Slut."]
    assert shown(text, Edition.STUDY) == ["Studien", "Text.", "Djupare", "Mer.", "Sedan", "Slut."]


def test_a_heading_for_the_other_edition_inside_one_changes_nothing() -> None:
    text = "## ■ Studien\n\n### ○ Nya\n\nText.\n\n## ○ Sedan\n\nSlut."
    assert shown(text, Edition.NEW) == ["Sedan", "Slut."]


@pytest.mark.parametrize(
    "text",
    [
        "- ■ Ett\n- ○ Två\n- Tre",
        "> ■ Ett\n>\n> ○ Två\n>\n> Tre",
        "| R |\n|---|\n| ■ Ett |\n| Tre |",
    ],
)
def test_lists_boxes_and_tables_are_marked_part_by_part(text: str) -> None:
    assert shown(text, Edition.STUDY) == ["Ett", "Tre"]
    assert "Ett" not in shown(text, Edition.NEW)


@pytest.mark.parametrize("text", ["- ■ Ett", "> ■ Ett"])
def test_what_is_empty_in_an_edition_leaves_no_trace(text: str) -> None:
    assert blocks(text, Edition.NEW) == ()


def test_a_mark_is_kept_for_the_margin() -> None:
    assert blocks("■ Text.") == (Paragraph((Run("Text."),), Edition.STUDY),)
    assert blocks("■ **Fet** text.") == (
        Paragraph((Run("Fet", bold=True), Run(" text.")), Edition.STUDY),
    )
    (heading,) = blocks("## ■ Rubrik")
    assert isinstance(heading, Heading)
    assert heading.audience is Edition.STUDY


def test_lines_of_a_paragraph_are_one() -> None:
    assert blocks("Ett\ntvå **tre\nfyra**.") == (
        Paragraph((Run("Ett två "), Run("tre fyra", bold=True), Run("."))),
    )


def test_an_ordered_list_is_numbered() -> None:
    (listing,) = blocks("1. Ett\n2. Två")
    assert isinstance(listing, Listing)
    assert listing.ordered


def test_a_heading_has_an_anchor_of_its_own_words() -> None:
    (heading,) = blocks("## Så här är det")
    assert isinstance(heading, Heading)
    assert heading.anchors == ("01-prov-sa-har-ar-det",)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Ett\n\n```\nkod\n```", 5),
        ("![bild](x.png)", 3),
        ("[länk](http://example.org)", 3),
        ("*kursiv*", 3),
        ("- ett\n  - två", 3),
        ("> - ett", 3),
        ("<b>ett</b>", 3),
        ("---", 3),
    ],
)
def test_what_the_manual_cannot_show_is_told_with_its_line(text: str, line: int) -> None:
    with pytest.raises(ManualError, match=rf"01-prov\.md:{line}: Det här kan manualen inte visa"):
        blocks(text)
