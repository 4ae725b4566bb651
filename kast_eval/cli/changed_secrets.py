"""The secrets of a clinic changed: one slot of its key box, or all with a new key."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kast_eval import clock
from kast_eval.cli.new_secrets import ask_passphrase, print_paper
from kast_eval.cli.speech import say
from kast_eval.wording import Language, marked

if TYPE_CHECKING:
    from kast_eval.store.database import Database
    from kast_eval.store.keys.secret import Secret, SlotKind


@dataclass(frozen=True)
class Wish:
    """What is to be changed; `machine` is None where it stays as it is."""

    passphrase_file: Path | None
    paper: Path | None
    machine: bool | None

    @property
    def is_passphrase(self) -> bool:
        """Tell whether the passphrase is changed: without a word of anything else, it is meant."""
        other = self.paper is not None or self.machine is not None
        return self.passphrase_file is not None or not other


@dataclass(frozen=True)
class Change:
    """What is to be changed where, and how it is spoken of."""

    folder: Path
    wish: Wish
    clinic: str
    language: Language


def change_secrets(change: Change, database: "Database", secret: "Secret") -> None:
    """Change one slot after the other; the passphrase last, because it may be what opened."""
    from kast_eval.store.keys.key_box import box_id
    from kast_eval.store.keys.secret import SlotKind

    wish, language = change.wish, change.language
    if wish.machine is not None:
        with _noted(database, SlotKind.MACHINE):
            _let_machine(change.folder, secret, let_in=wish.machine)
        say(_LET_IN if wish.machine else _SHUT_OUT, language)
    if wish.paper is not None:
        code = print_paper(wish.paper, change.clinic, box_id(change.folder), language)
        secret = _put(change, database, secret, code)
        say(marked("Den nya återställningskoden gäller. Strimla det gamla papperet."), language)
    if wish.is_passphrase:
        _put(
            change, database, secret, ask_passphrase(wish.passphrase_file, change.clinic, language)
        )
        say(marked("Den nya lösenfrasen gäller."), language)


_LET_IN = marked("Den här datorn öppnar databasen själv från och med nu.")
_SHUT_OUT = marked("Den här datorn öppnar inte längre databasen själv.")


def _put(change: Change, database: "Database", secret: "Secret", new: "Secret") -> "Secret":
    """Put a new secret in the place of the one of its kind; return one that opens from now on."""
    from kast_eval.store.keys.key_box import replace_slot
    from kast_eval.store.keys.secret import kind_of

    with _noted(database, kind_of(new)):
        replace_slot(change.folder, secret, new)
    return new


def _let_machine(folder: Path, secret: "Secret", *, let_in: bool) -> None:
    from kast_eval.store.keys.key_box import box_id, remove_machine_slot, replace_slot
    from kast_eval.store.keys.machine_key import (
        add_machine_slot,
        find_machine_key,
        forget_machine_key,
    )

    if not let_in:
        remove_machine_slot(folder, secret)
        forget_machine_key(os.environ, box_id(folder))
        return
    found = find_machine_key(folder, os.environ)
    if found is None:
        add_machine_slot(folder, secret, os.environ)
    else:
        # Whoever keeps the machine has laid a key ready.
        replace_slot(folder, secret, found)


@contextmanager
def _noted(database: "Database", kind: "SlotKind") -> Iterator[None]:
    """Note the change with what is done inside: what fails there is not noted."""
    from kast_eval.actions.note_changed_secret import note_changed_secret

    with database.begin() as session:
        note_changed_secret(session, clock.now(), kind)
        yield


def renew_key(change: Change, paper: Path, secret: "Secret") -> None:
    """Give the database a new key, and new secrets of every kind that it had."""
    from kast_eval.store.keys.key_box import box_id, new_box_id
    from kast_eval.store.keys.machine_key import forget_machine_key
    from kast_eval.store.renewal import renew_data_key

    copy = _backed_up(change.folder, secret)
    old, box = box_id(change.folder), new_box_id()
    new = _all_new(change, paper, box)
    renew_data_key(change.folder, secret, new, clock.now(), box=box)
    forget_machine_key(os.environ, old)
    say(
        marked(
            "Databasen har en ny nyckel, och det gamla papperet gäller inte: strimla det. Kopian "
            "{copy} och äldre kopior öppnas med de gamla hemligheterna. Förstör dem, om någon "
            "obehörig kan ha fått tag i dem, och ta en ny kopia."
        ),
        change.language,
        copy=copy,
    )


def _backed_up(folder: Path, secret: "Secret") -> Path:
    """Copy the database as it is, before it is written anew; return the copy."""
    from kast_eval.store.backups.place import back_up_before_upgrade
    from kast_eval.store.database import open_database
    from kast_eval.store.keys.key_box import open_key_box

    key = open_key_box(folder, secret)
    with closing(open_database(folder, training=False, key=key)) as database:
        return back_up_before_upgrade(database, clock.now()).copy.folder


def _all_new(change: Change, paper: Path, box: str) -> "tuple[Secret, ...]":
    """Return the secrets of the new key: paper, passphrase, machine, as the old one had them."""
    from kast_eval.store.keys.key_box import slot_kinds
    from kast_eval.store.keys.machine_key import renewed_machine_key
    from kast_eval.store.keys.secret import SlotKind

    wish, language, kinds = change.wish, change.language, slot_kinds(change.folder)
    new: list[Secret] = [print_paper(paper, change.clinic, box, language)]
    if SlotKind.PASSPHRASE in kinds or wish.passphrase_file is not None:
        new.append(ask_passphrase(wish.passphrase_file, change.clinic, language))
    if SlotKind.MACHINE in kinds and wish.machine is not False:
        machine = renewed_machine_key(change.folder, os.environ, box)
        if machine is None:
            say(marked("Den dator som öppnade själv gör det inte längre."), language)
        else:
            new.append(machine)
    return tuple(new)
