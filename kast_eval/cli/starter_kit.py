"""The command that makes a starter kit."""

import os
import random
from pathlib import Path

import click

from kast_eval.cli.options import language_option, out_option, require_ending
from kast_eval.cli.speech import Spoken, progress, say
from kast_eval.files import read_file, require_new, write_file
from kast_eval.settings import read_settings
from kast_eval.wording import Language, marked


@click.command(
    "starter-kit",
    cls=Spoken,
    help=marked("Gör ett startpaket för en mottagning: alla papper i rätt antal (ZIP)."),
    epilog='kast-eval starter-kit --site "KAST Småstad" --edition new --clients 20 --out kit.zip',
)
@click.option("--site", required=True, metavar="NAME", help=marked("Mottagningens namn."))
@click.option(
    "--edition",
    type=click.Choice(["study", "new"]),
    required=True,
    metavar="study|new",
    help=marked("Utgåva: study för mottagningar i studien, new för nystartade."),
)
@click.option(
    "--clients", required=True, metavar="N", help=marked("Antal klienter, från 1 till 200.")
)
@click.option(
    "--sessions", default="10", metavar="N", help=marked("Samtal med varje klient, annars 10.")
)
@click.option(
    "--letters",
    default="",
    metavar="AB",
    help=marked("Kodernas två bokstäver, annars ur mottagningens namn."),
)
@click.option(
    "--earlier",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help=marked(
        "Ett tidigare pakets codes.csv: dess koder dras inte igen. Kan anges flera gånger."
    ),
)
@click.option(
    "--seed",
    type=int,
    metavar="N",
    help=marked(
        "Samma tal ger samma koder, för den som provar. Utelämna det för ett riktigt paket."
    ),
)
@out_option(marked("Filens namn."))
@language_option
def starter_kit(
    *,
    site: str,
    edition: str,
    clients: str,
    sessions: str,
    letters: str,
    earlier: tuple[Path, ...],
    seed: int | None,
    out: Path,
    language: Language,
) -> None:
    """Write a starter kit."""
    from kast_eval.kit.codes import read_codes_table
    from kast_eval.kit.order import read_order
    from kast_eval.kit.starter_kit import make_starter_kit
    from kast_eval.manual.assemble import read_manual

    order = read_order(
        {
            "site": site,
            "edition": edition,
            "clients": clients,
            "sessions": sessions,
            "letters": letters,
            "language": language.value,
        }
    )
    require_new(out)
    taken = {
        code for path in earlier for code in read_codes_table(path.name, read_file(path)).lines
    }
    require_ending(out, ".zip")
    settings = read_settings(None, os.environ)
    manual = read_manual(settings.manual, settings.forms)
    # A seed is for trying out: whoever knows it knows the codes, which are no secret.
    chooser = random.SystemRandom() if seed is None else random.Random(seed)  # noqa: S311 - as said.
    with progress(marked("Gör startpaketet"), language) as tell:
        kit = make_starter_kit(order, manual, chooser, tell, taken=taken)
    write_file(out, kit)
    say(
        marked("{path} är skriven. Koderna börjar med {letters}, anhörigas med {relatives}."),
        language,
        path=out,
        letters=order.letters,
        relatives=order.relative_letters,
    )
