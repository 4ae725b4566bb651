import re

import pytest

from kast_eval.errors import KastEvalError
from kast_eval.manual.edition import Edition
from kast_eval.manual.html import chapters
from kast_eval.wording import Language
from tests.manual.source import real_manual, small


def html(text: str) -> str:
    (only,) = chapters(small(f"# Prov\n\n{text}"), Edition.STUDY, Language.SV)
    return only.html


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ett & två < tre", "<p>Ett &amp; två &lt; tre</p>"),
        ("**Fet**.", "<p><strong>Fet</strong>.</p>"),
        ("- Ett\n- Två", "<ul><li>Ett</li><li>Två</li></ul>"),
        ("1. Ett", "<ol><li>Ett</li></ol>"),
        ("> Ruta", '<div class="note" role="note"><p>Ruta</p></div>'),
        ("## Rubrik", '<h2 id="01-prov-rubrik">Rubrik</h2>'),
        (
            "■ Text.",
            '<p><abbr class="audience" title="Bara mottagningar i studien">■</abbr> Text.</p>',
        ),
        ("Se {kap 1}.", '<p>Se <a href="01-prov">kapitel 1</a>.</p>'),
        (
            "| R |\n|---|\n| c |",
            (
                '<table><thead><tr><th scope="col">R</th></tr></thead>'
                "<tbody><tr><td>c</td></tr></tbody></table>"
            ),
        ),
    ],
)
def test_a_block_becomes_its_element(text: str, expected: str) -> None:
    assert html(text) == expected


def test_a_question_of_many_items_answers_to_all_their_anchors() -> None:
    written = html("{{frågor}}")
    assert '<h3 id="fraga-start-buy_phys_30d_n"><a id="fraga-start-buy_phys_90d_n"></a>' in written
    assert '<span class="number">A12</span>' in written


@pytest.mark.parametrize("edition", list(Edition))
def test_every_link_leads_to_something(edition: Edition) -> None:
    pages = chapters(real_manual(), edition, Language.SV)
    there = {page.anchor for page in pages}
    there |= {
        f"{page.anchor}#{anchor}"
        for page in pages
        for anchor in re.findall(r'id="([^"]+)"', page.html)
    }
    links = {link for page in pages for link in re.findall(r'href="([^"]+)"', page.html)}
    assert links - there == set()
    assert len(links) > 100


def test_a_form_is_shown_where_there_are_pictures_and_else_described() -> None:
    source = small("# Prov\n\n{{formulär}}")
    (shown,) = chapters(
        source, Edition.STUDY, Language.SV,
        form_picture=lambda form, version, page: f"bild/{form}/{version}/{page}&",
    )  # fmt: skip
    assert '<img src="bild/start/1/2&amp;" alt="Bild av formulär A Startformulär, sida 2 av' in (
        shown.html
    )
    described = html("{{formulär}}")
    assert "<img" not in described
    assert "<p>Bild av formulär A Startformulär, sida 2 av 2, utan svar. Avsnitt:" in described


def test_a_page_decides_what_links_look_like() -> None:
    (only,) = chapters(
        small("# Prov\n\n{kap 1}"),
        Edition.STUDY,
        Language.SV,
        link=lambda chapter, anchor: f"/hjalp/{chapter}?till={anchor}",
    )
    assert 'href="/hjalp/01-prov?till=01-prov"' in only.html


def test_a_search_finds_numbers_variables_and_words() -> None:
    (only,) = chapters(small("# Prov\n\n{{frågor}}\n\n{{formulär}}"), Edition.NEW, Language.SV)
    for words in (
        "A17 Hur starkt",
        "urge_max_7d",
        "Svar: 0–10 (a–k)",
        "A Startformulär, version 1",
    ):
        assert words in only.plain_text


def test_the_manual_is_in_swedish_only() -> None:
    with pytest.raises(KastEvalError, match="Manualen finns på svenska"):
        chapters(small("# Prov"), Edition.NEW, Language.EN)
