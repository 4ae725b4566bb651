"""All files of the coded working file, as bytes by file name."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kast_eval.dataset.codebook import FLAGS_TABLE, HEADER, codebook_rows
from kast_eval.dataset.columns import column_names
from kast_eval.dataset.csv_file import csv_bytes
from kast_eval.dataset.days import SessionDays, read_session_days, tells_a_session
from kast_eval.dataset.derived_rows import FILES, Episodes, derived_columns
from kast_eval.dataset.harmonise import harmony
from kast_eval.dataset.lateness import SheetPlace, Windows, read_windows
from kast_eval.dataset.row import Code, CodedRow, code_rows
from kast_eval.dataset.sheet import KeyedSheet
from kast_eval.definition.derived import NOTHING_DERIVED, Derivations
from kast_eval.definition.form import FormDefinition
from kast_eval.study.schedule import Schedule
from kast_eval.study.site import Site
from kast_eval.wording import Language, marked, program_text

TRAINING_MARK = "ÖVNING"
HARMONISED = "harmonised"
"""What the file of a form with several versions ends in, its rows in those of the newest."""

TRAINING_COLUMN = "training"
"""The first column of every training file. A real file has none, so that the two do not stack."""


@dataclass(frozen=True)
class Source:
    """What is exported: the clinic, every version of its forms, the sheets of each form, scores.

    Without a `schedule` no sheet has a window that it could be outside.
    """

    site: Site
    definitions: tuple[FormDefinition, ...]
    sheets: Mapping[str, Sequence[KeyedSheet]]
    derivations: Derivations = NOTHING_DERIVED
    schedule: Schedule | None = None


def export_files(
    source: Source, today: date, tell: Callable[[], None] = lambda: None
) -> Mapping[str, bytes]:
    """Return the files by name; `tell` is called once for each sheet that is coded."""
    days = read_session_days(_sheets_with_sessions(source))
    every = (sheet for sheets in source.sheets.values() for sheet in sheets)
    windows = read_windows(source.schedule, every, today) if source.schedule else Windows()
    episodes = Episodes()
    files: dict[str, bytes] = {}
    flags: list[tuple[Code, ...]] = []
    for form, versions in _versions(source.definitions).items():
        names = column_names(versions, source.derivations)
        together = harmony(versions, source.derivations) if len(versions) > 1 else None
        harmonised: list[tuple[Code, ...]] = []
        rows: list[tuple[Code, ...]] = []
        for sheet, row in _coded(source, versions, days, windows.late, today):
            rows.append(tuple(row.codes[name] for name in names))
            codes = row.codes
            if together:
                codes = together.codes(sheet, row, days.first(sheet).day)
                harmonised.append(tuple(codes[name] for name in together.names))
            flags += _flag_rows(sheet, row)
            episodes.take_in(sheet, codes)
            tell()
        files[form] = _table(source.site, names, rows)
        if together:
            files[f"{form}_{HARMONISED}"] = _table(source.site, together.names, harmonised)
    for file in FILES:
        columns = derived_columns(file, source.derivations)
        names = tuple(column.name for column in columns)
        files[file] = _table(
            source.site, names, tuple(episodes.table(file, source.derivations, windows.over))
        )
    files["flags"] = _table(source.site, tuple(FLAGS_TABLE), sorted(flags))
    files["codebook"] = _table(
        source.site, HEADER, tuple(codebook_rows(source.definitions, source.derivations))
    )
    return {
        _read_me_name(source.site): _read_me(source.site),
        **{_file_name(source.site, name): contents for name, contents in files.items()},
    }


def _versions(
    definitions: Sequence[FormDefinition],
) -> Mapping[str, tuple[FormDefinition, ...]]:
    forms = dict.fromkeys(one.form for one in definitions)
    return {form: tuple(one for one in definitions if one.form == form) for form in forms}


def _coded(
    source: Source,
    versions: Sequence[FormDefinition],
    days: SessionDays,
    late: Mapping[SheetPlace, int],
    today: date,
) -> Iterator[tuple[KeyedSheet, CodedRow]]:
    # Sorted by what the row itself says, so that the order of keying stays behind.
    sheets = sorted(source.sheets.get(versions[0].form, ()), key=lambda sheet: sheet.place)
    rows = code_rows(versions, sheets, days, today, source.derivations, late=late)
    return zip(sheets, rows, strict=True)


def _sheets_with_sessions(source: Source) -> Iterator[KeyedSheet]:
    for definition in source.definitions:
        if tells_a_session(definition):
            yield from source.sheets.get(definition.form, ())


def _flag_rows(sheet: KeyedSheet, row: CodedRow) -> Iterator[tuple[Code, ...]]:
    for item, ruling in row.rulings:
        yield (*sheet.place, sheet.definition.form, item, ruling.value)


def _table(site: Site, header: Sequence[str], rows: Sequence[tuple[Code, ...]]) -> bytes:
    if site.training:
        return csv_bytes((TRAINING_COLUMN, *header), ((1, *row) for row in rows))
    return csv_bytes(header, rows)


def _file_name(site: Site, name: str) -> str:
    return f"{TRAINING_MARK}_{name}.csv" if site.training else f"{name}.csv"


def _read_me_name(site: Site) -> str:
    return f"LÄS_MIG_{TRAINING_MARK}.txt" if site.training else "LÄS_MIG.txt"


def _read_me(site: Site) -> bytes:
    return (
        "\n\n".join(
            program_text(text, language) for language in Language for text in _read_me_texts(site)
        ).encode()
        + b"\n"
    )


def _read_me_texts(site: Site) -> Iterator[str]:
    if site.training:
        yield marked(
            "ÖVNING. Alla personer och svar i den här mappen är påhittade. Varje fil heter ÖVNING "
            "och börjar med kolumnen training, som riktiga filer inte har."
        )
    else:
        yield marked(
            "PERSONUPPGIFTER. Kodad arbetsfil: en rad för varje ifyllt ark. Uppgifterna är "
            "pseudonymiserade, inte anonyma, och får inte lämnas vidare."
        )
        if not site.in_study:
            yield marked(
                "Mottagningen är inte med i studien: filen är bara för mottagningen själv."
            )
    yield marked(
        "En fil för varje formulär, derived.csv med uträknade variabler för varje mätpunkt, "
        "episodes.csv med dem för varje insatsperiod, flags.csv med varje svar som en "
        "kodningsregel behövdes för, och codebook.csv med vad varje kolumn och kod betyder. "
        "Negativa tal är skäl till att ett värde saknas, men i kolumner med ändringar är skälen "
        "−1001 till −1010. Text: UTF-8. Avgränsare: komma."
    )
    yield marked(
        "Ett formulär med flera versioner har två filer. I den ena står svaren som de gavs, med "
        "koderna i sin egen version (form_version). I den som slutar på harmonised står alla "
        "rader i den nyaste versionens kolumner och koder; −9 är det som inte frågades."
    )
