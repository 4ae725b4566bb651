import random
from dataclasses import replace

import pytest

from kast_eval.errors import KastEvalError
from kast_eval.kit.codes import draw_kit_codes
from kast_eval.kit.papers import Paper, kit_papers, kit_source, label_pages
from tests.kit.orders import manual, order


def papers(**changes: str) -> dict[str, Paper]:
    asked = order(**changes)
    source = kit_source(manual(), asked, draw_kit_codes(asked, random.Random(1)))
    return {paper.file: paper for paper in kit_papers(source)}


def test_a_new_clinic_informs_and_a_clinic_in_the_study_asks_for_consent() -> None:
    new, study = papers(edition="new"), papers(edition="study")
    assert new["05-information.pdf"].title.sv == "Information om dina uppgifter"
    assert study["05-information.pdf"].title.sv.startswith("Informationsblad")
    assert set(study) - set(new) == {"06-samtycke.pdf"}
    # The client keeps a copy.
    assert study["06-samtycke.pdf"].why.sv.endswith("kopiera 40")


def test_what_a_client_is_handed_does_not_end_in_a_line_on_a_second_page() -> None:
    assert len(papers(edition="new")["05-information.pdf"].pages) == 1
    assert len(papers(edition="study")["06-samtycke.pdf"].pages) == 1


def test_each_form_lies_under_its_card() -> None:
    files = list(papers())
    forms = [file for file in files if file.startswith("formular/")]
    assert forms
    assert all(
        files[files.index(form) - 1] == form.replace("formular", "lathund") for form in forms
    )


def test_a_client_has_a_page_of_labels_and_a_relative_a_row() -> None:
    asked = order(clients="33")
    codes = draw_kit_codes(asked, random.Random(1))
    pages = label_pages(codes)
    assert len(pages) == 33 + 2
    assert pages[0] == [codes.clients[0]] * 24
    assert pages[33][:6] == [codes.relatives[0]] * 3 + [codes.relatives[1]] * 3
    assert [len(page) for page in pages[33:]] == [24, 3]


def test_a_manual_without_an_appendix_is_told() -> None:
    texts = tuple(text for text in manual().texts if not text.file.startswith("b04"))
    texts = tuple(replace(text, text="# Tom\n\nTom.") for text in texts)
    asked = order()
    source = kit_source(
        replace(manual(), texts=texts), asked, draw_kit_codes(asked, random.Random(1))
    )
    with pytest.raises(KastEvalError, match=r"bilaga b04-kodnyckel\.md, som saknas"):
        kit_papers(source)
