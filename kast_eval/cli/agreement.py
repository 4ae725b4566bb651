"""The command that tells how far two coders of interviews agree."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kast_eval import clock
from kast_eval.cli.access import access_options
from kast_eval.cli.opened import opened, require_site
from kast_eval.cli.options import language_option, out_option, overwrite_option
from kast_eval.cli.speech import Spoken, say, say_written
from kast_eval.definition.form import Filler
from kast_eval.definition.library import Library, read_library
from kast_eval.errors import KastEvalError
from kast_eval.files import read_file, require_new, write_file
from kast_eval.settings import Settings, read_settings
from kast_eval.wording import Language, marked, program_text

if TYPE_CHECKING:
    from kast_eval.dataset.agreement import CodingAgreement, Figure

_HEADS = (
    marked("Fråga"), marked("Intervjuer"), marked("Procent"), marked("Kappa"), marked("Alfa"),
)  # fmt: skip
_NO_FIGURE = "–"


@click.command(
    cls=Spoken,
    help=marked("Räkna ut hur väl två kodare av intervjuer stämmer överens, fråga för fråga."),
    epilog="kast-eval agreement --out agreement.csv",
)
@click.option(
    "--site",
    metavar="CODE",
    help=marked("En mottagnings intervjuer, annars alla mottagningars."),
)
@click.option(
    "--from",
    "table",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=marked("Räkna på en tabell (CSV) i stället för på det som är inskrivet."),
)
@out_option(marked("Skriv också en tabell (CSV)."), required=False)
@overwrite_option
@access_options
@language_option
def agreement(
    *,
    site: str | None,
    table: Path | None,
    out: Path | None,
    overwrite: bool,
    instance: Path | None,
    language: Language,
) -> None:
    """Tell the agreement of coders, and write it if a file is asked for."""
    from kast_eval.dataset.agreement_table import agreement_csv

    if out is not None:
        require_new(out, overwrite=overwrite)
    if site is not None and table is not None:
        raise KastEvalError(marked("Välj antingen --site eller --from."))
    settings = read_settings(instance, os.environ)
    library = read_library(settings.forms)
    found = (
        _of_store(settings, library, site, language) if table is None else _of_table(library, table)
    )
    if not found:
        raise KastEvalError(marked("Ingen intervju är kodad än. Skriv in den första kodningen."))
    for one in found:
        _tell(one, language)
    if out is not None:
        write_file(out, agreement_csv(found))
        say_written(out, language)


def _of_store(
    settings: Settings, library: Library, site: str | None, language: Language
) -> tuple["CodingAgreement", ...]:
    from kast_eval.actions.compare_coding import compare_coding

    with opened(settings, language) as work, work.database.begin() as session:
        if site is not None:
            require_site(session, work.user, site)
        sites = () if site is None else (site,)
        return compare_coding(session, work.user, clock.now(), library, site_codes=sites)


def _of_table(library: Library, table: Path) -> tuple["CodingAgreement", ...]:
    from kast_eval.dataset.agreement import coding_agreement
    from kast_eval.dataset.codings_file import read_codings

    contents = read_file(table)
    return tuple(
        coding_agreement(form, read_codings(table.name, contents, form))
        for form in library.newest_forms
        if form.filler is Filler.RESEARCHER
    )


def _tell(found: "CodingAgreement", language: Language) -> None:
    form = found.definition
    say(
        marked("{letter} {title}, version {version}: {all} intervjuer, {twice} kodade av två."),
        language,
        letter=form.letter,
        title=form.title,
        version=form.version,
        all=found.interviews,
        twice=found.coded_twice,
    )
    rows = [[program_text(head, language) for head in _HEADS], *_rows(found, language)]
    for line in _aligned(rows):
        click.echo(line)
    for line in _reasons(found, language):
        click.echo(line)


def _rows(found: "CodingAgreement", language: Language) -> Iterator[list[str]]:
    for name, item in found.items.items():
        asked = found.definition.item(name)
        yield [
            f"{found.definition.letter}{asked.number} {asked.wording.in_language(language)}",
            str(item.units),
            _shown(item.percent, 0, language),
            _shown(item.kappa, 2, language),
            _shown(item.alpha, 2, language),
        ]


def _shown(figure: "Figure", decimals: int, language: Language) -> str:
    if not isinstance(figure, float):
        return _NO_FIGURE
    written = f"{figure:.{decimals}f}".replace("-", "−")
    return written.replace(".", ",") if language is Language.SV else written


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Give a line for each row: words to the left, figures to the right."""
    first, *others = (max(len(cell) for cell in column) for column in zip(*rows, strict=True))
    for head, *cells in rows:
        figures = (cell.rjust(width) for cell, width in zip(cells, others, strict=True))
        yield "  ".join((head.ljust(first), *figures))


def _reasons(found: "CodingAgreement", language: Language) -> Iterator[str]:
    """Give the questions without a figure, by the reason."""
    asked: dict[str, list[str]] = {}
    for name, item in found.items.items():
        figures = (item.percent, item.kappa, item.alpha)
        for reason in dict.fromkeys(one.value for one in figures if not isinstance(one, float)):
            number = f"{found.definition.letter}{found.definition.item(name).number}"
            asked.setdefault(reason, []).append(number)
    for reason, numbers in asked.items():
        yield program_text(
            marked("{mark} betyder att siffra saknas, i {questions}: {reason}."),
            language,
            mark=_NO_FIGURE,
            questions=", ".join(numbers),
            reason=program_text(reason, language),
        )
