"""The command that opens a clinic without a browser: the first run's questions, one by one."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kast_eval import clock
from kast_eval.cli.asking import ask, read_secret_file
from kast_eval.cli.options import instance_option, language_option
from kast_eval.cli.questions import YES_OR_NO, Question, answers_to
from kast_eval.cli.speech import Spoken, say
from kast_eval.settings import read_settings
from kast_eval.wording import Language, marked

if TYPE_CHECKING:
    from kast_eval.first_run.answers import UserAnswers
    from kast_eval.store.keys.recovery_code import RecoveryCode
    from kast_eval.store.keys.secret import Passphrase
    from kast_eval.study.site import Site

_SITE = (
    Question("site", marked("Vad heter mottagningen?")),
    Question("municipality", marked("Vilken är kommunkoden?")),
)
_CODES = (
    Question("letters", marked("Vilka bokstäver ska klienternas koder börja med?")),
    Question("relative_letters", marked("Och de anhörigas?")),
)
_STUDY = (
    Question("in_study", marked("Är mottagningen med i studien? (j eller n)"), choices=YES_OR_NO),
)
_APPROVAL = (
    Question("approval_number", marked("Etikgodkännandets nummer")),
    Question("information_version", marked("Vilken version av informationen får klienterna?")),
)
_USER = (
    Question("name", marked("Vad heter du?")),
    Question("password", marked("Välj en lösenfras"), hidden=True),
    Question("password_again", marked("Lösenfrasen en gång till"), hidden=True),
)
_OPENS = (
    Question(
        "opens",
        marked("Vad ska öppna databasen: en lösenfras (l) eller datorn själv (d)?"),
        choices={"l": "passphrase", "p": "passphrase", "d": "machine", "c": "machine"},
    ),
)
_PASSPHRASE = (
    Question("passphrase", marked("Lösenfras för databasen"), hidden=True),
    Question("passphrase_again", marked("Lösenfrasen en gång till"), hidden=True),
)
_PAPER = (Question("recovery_code", marked("Vad står det på papperet?")),)
_BACKUP = (Question("backup_folder", marked("I vilken mapp ska säkerhetskopiorna ligga?")),)


@click.command(
    cls=Spoken,
    help=marked("Öppna en mottagning för riktiga klienter, med frågor i terminalen."),
    epilog="kast-eval init --instance clinic",
)
@instance_option
@click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=marked("Fil med lösenfrasen för databasen på första raden."),
)
@language_option
def init(instance: Path | None, passphrase_file: Path | None, language: Language) -> None:
    """Ask the questions of the first run, and make the clinic."""
    from kast_eval.first_run.make import ClinicOrder, make_clinic, require_empty
    from kast_eval.store.filling import finish_filling
    from kast_eval.store.folder_lock import held_alone
    from kast_eval.store.keys.key_box import new_box_id
    from kast_eval.store.keys.recovery_code import new_recovery_code

    folder = read_settings(instance, os.environ).instance
    with held_alone(folder):
        finish_filling(folder)
        require_empty(folder)
        site = _site(language)
        user = _user(language)
        passphrase = _passphrase(passphrase_file, site.name, language)
        code, mark = new_recovery_code(), new_box_id()
        _print_paper(code, site.name, mark, language)
        order = ClinicOrder(
            site, user, passphrase, code, mark, language, _backup_folder(folder, language)
        )
        made = make_clinic(folder, order, clock.now(), os.environ)
    say(
        marked("{clinic} är öppnad. Den första säkerhetskopian är gjord och provad: {backup}."),
        language,
        clinic=site.name,
        backup=made.backup.copy.folder,
    )
    say(marked("Starta: kast-eval serve --instance {folder}"), language, folder=folder)


def _site(language: Language) -> "Site":
    from kast_eval.first_run.answers import (
        proposed_letters,
        read_clinic,
        read_letters_of,
        read_study,
    )
    from kast_eval.study.site import Site

    clinic = answers_to(_SITE, read_clinic, language)
    proposed = proposed_letters(clinic.name)
    say(
        marked("Förslag: {letters} och {relatives}. Tom rad tar förslaget."),
        language,
        letters=proposed.letters,
        relatives=proposed.relative_letters,
    )
    codes = answers_to(_CODES, lambda typed: read_letters_of(typed, clinic.name), language)
    study = answers_to(_STUDY, read_study, language, then=("yes", _APPROVAL))
    return Site(
        clinic.code,
        clinic.name,
        codes.letters,
        codes.relative_letters,
        in_study=study.in_study,
        training=False,
        approval_number=study.approval_number,
        information_version=study.information_version,
    )


def _user(language: Language) -> "UserAnswers":
    from kast_eval.first_run.answers import read_user

    return answers_to(_USER, read_user, language)


def _passphrase(file: Path | None, site_name: str, language: Language) -> "Passphrase | None":
    from kast_eval.first_run.answers import read_opening
    from kast_eval.store.keys.secret import new_passphrase

    if file is not None:
        return new_passphrase(read_secret_file(file), site_name)
    return answers_to(
        _OPENS,
        lambda typed: read_opening(typed, site_name),
        language,
        then=("passphrase", _PASSPHRASE),
    )


def _print_paper(code: "RecoveryCode", site_name: str, mark: str, language: Language) -> None:
    """Show the recovery code, let it be printed, and have it typed back."""
    from kast_eval.files import require_new, write_kept
    from kast_eval.first_run.answers import read_typed_back
    from kast_eval.paper.recovery_page import print_recovery_page

    say(
        marked("Koden på papper öppnar databasen när allt annat är borta: {code}"),
        language,
        code=code.printed,
    )
    typed = ask(marked("Fil att skriva ut den från (PDF), eller tom rad"), language)
    page = Path(typed) if typed.strip() else None
    if page is not None:
        require_new(page)
        day = clock.clinic_day(clock.now())
        write_kept(
            page,
            print_recovery_page(
                code.groups, clinic=site_name, mark=mark, day=day, language=language
            ),
        )
    try:
        answers_to(_PAPER, lambda answers: read_typed_back(answers, code), language)
    finally:
        if page is not None:
            # The code belongs on paper and nowhere else.
            page.unlink(missing_ok=True)


def _backup_folder(instance: Path, language: Language) -> Path:
    from kast_eval.first_run.backup_folder import is_same_disk, read_backup_folder

    while True:
        folder = answers_to(_BACKUP, lambda typed: read_backup_folder(typed, instance), language)
        if not is_same_disk(folder, instance) or _is_meant(language):
            return folder


def _is_meant(language: Language) -> bool:
    """Tell whether a folder on the same disk is to be used all the same."""
    say(
        marked(
            "Mappen ligger på samma disk som programmet. Går disken sönder är kopiorna också "
            "borta. Välj helst en USB-disk eller en mapp på nätverket."
        ),
        language,
    )
    typed = ask(marked("Använd mappen ändå? (j eller n)"), language)
    return YES_OR_NO.get(typed.strip().lower()) == "yes"
