"""The commands that take a copy of the database and give one back."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kast_eval import clock
from kast_eval.cli.access import unlock_options
from kast_eval.cli.opened import unlocked
from kast_eval.cli.options import instance_option, language_option
from kast_eval.cli.speech import Spoken, say
from kast_eval.files import read_file
from kast_eval.settings import read_settings
from kast_eval.wording import Language, marked, program_text

if TYPE_CHECKING:
    from kast_eval.store.backups.copies import Copy
    from kast_eval.store.keys.secret import Secret

_DISKS = {
    True: marked(
        "Den ligger på samma disk som databasen. Går disken sönder försvinner båda: välj en mapp "
        "på en annan disk, på sidan Säkerhetskopior."
    ),
    False: marked("Den ligger på en annan disk än databasen."),
}


@click.command(
    cls=Spoken,
    help=marked("Säkerhetskopiera nu, medan andra arbetar, och pröva kopian."),
    epilog="kast-eval backup",
)
@unlock_options
@language_option
def backup(instance: Path | None, language: Language) -> None:
    """Take a copy where copies go."""
    from kast_eval.actions.take_backup import take_backup
    from kast_eval.store.backups.label import Reason
    from kast_eval.store.backups.place import place_of

    with unlocked(read_settings(instance, os.environ), language) as database:
        run = take_backup(database, None, clock.now(), reason=Reason.ASKED)
        place, _ = place_of(database)
    say(
        marked("Kopian {folder} är tagen och prövad: {rows} rader."),
        language,
        folder=place / (run.name or ""),
        rows=run.row_count,
    )
    say(_DISKS[run.same_disk], language)


@click.command(
    cls=Spoken,
    help=marked(
        "Återställ en säkerhetskopia i en tom mapp. Koden på papper räcker, eller lösenfrasen."
    ),
    epilog="kast-eval restore backups/2026-03-09T02-30-00Z --instance restored",
)
@click.argument("copy", type=click.Path(path_type=Path))
@instance_option
@click.option(
    "--passphrase", is_flag=True, help=marked("Öppna med lösenfrasen, inte med koden på papper.")
)
@click.option(
    "--secret-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=marked("Läs koden eller lösenfrasen ur en fil, annars frågas den efter."),
)
@language_option
def restore(
    copy: Path,
    instance: Path | None,
    *,
    passphrase: bool,
    secret_file: Path | None,
    language: Language,
) -> None:
    """Make an empty folder what the copy holds."""
    from kast_eval.files import require_free
    from kast_eval.store.backups import give_back
    from kast_eval.store.backups.copies import find_copy

    folder = read_settings(instance, os.environ).instance
    # What is in the way is told before anybody has typed a code.
    require_free(folder)
    found = find_copy(copy.absolute())
    secret = _secret(found, secret_file, language, is_passphrase=passphrase)
    give_back.restore(found.folder, folder, clock.now(), secret)
    say(
        marked(
            "{folder} är återställd till {moment} UTC: {rows} rader, {events} händelser. Alla är "
            "utloggade, och lösenorden är de som gällde då."
        ),
        language,
        folder=folder,
        moment=found.label.taken.strftime("%Y-%m-%d %H:%M"),
        rows=found.label.rows,
        events=found.label.events,
    )
    say(marked("Starta: kast-eval serve --instance {folder}"), language, folder=folder)


def _secret(
    copy: "Copy", file: Path | None, language: Language, *, is_passphrase: bool
) -> "Secret | None":
    """Return what opens the copy: from a file, or asked for; a training clinic needs nothing."""
    from kast_eval.store.keys.recovery_code import read_recovery_code
    from kast_eval.store.keys.secret import Passphrase

    if copy.label.training:
        return None
    if file is not None:
        typed = read_file(file).decode("utf-8", "replace").strip()
    else:
        question = marked("Lösenfras") if is_passphrase else marked("Koden på papper")
        # The code is not hidden: it stands on paper beside, and is compared group by group.
        typed = click.prompt(program_text(question, language), hide_input=is_passphrase)
    return Passphrase(typed) if is_passphrase else read_recovery_code(typed)
