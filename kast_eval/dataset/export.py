"""All files of the coded working file, as bytes by file name."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from kast_eval.dataset.codebook import HEADER, codebook_rows
from kast_eval.dataset.coded_tables import TRAINING_COLUMN, Source, coded_tables
from kast_eval.dataset.csv_file import csv_bytes
from kast_eval.study.site import Site
from kast_eval.wording import Language, marked, program_text

TRAINING_MARK = "ÖVNING"


def export_files(
    source: Source, today: date, tell: Callable[[], None] = lambda: None
) -> Mapping[str, bytes]:
    """Return the files by name; `tell` is called once for each sheet that is coded."""
    files = {
        table.name: csv_bytes(table.names, table.rows)
        for table in coded_tables(source, today, tell)
    }
    files["codebook"] = _codebook(source)
    return {
        _read_me_name(source.site): _read_me(source.site),
        **{_file_name(source.site, name): contents for name, contents in files.items()},
    }


def _codebook(source: Source) -> bytes:
    rows = codebook_rows(source.definitions, source.derivations)
    if source.site.training:
        return csv_bytes((TRAINING_COLUMN.name, *HEADER), ((1, *row) for row in rows))
    return csv_bytes(HEADER, rows)


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
