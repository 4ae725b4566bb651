"""A clinic as a first run is answered in the tests."""

from pathlib import Path

from kast_eval.first_run.answers import UserAnswers
from kast_eval.first_run.make import ClinicOrder
from kast_eval.store.keys.key_box import new_box_id
from kast_eval.study.site import Site
from kast_eval.wording import Language
from tests.store.keys.boxes import PAPER, WORDS

SMASTAD = Site("1480", "KAST Småstad", "SM", "RM", in_study=False, training=False)
KARIN = UserAnswers("Karin Test", "fyra gröna elefanter sjunger")


def order(
    backup_folder: Path,
    *,
    machine: bool = False,
    site: Site = SMASTAD,
    language: Language = Language.SV,
) -> ClinicOrder:
    backup_folder.mkdir(parents=True, exist_ok=True)
    passphrase = None if machine else WORDS
    return ClinicOrder(site, KARIN, passphrase, PAPER, new_box_id(), language, backup_folder)
