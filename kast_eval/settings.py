"""Where things are: forms, manual, and the folder with what differs from site to site."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kast_eval.errors import KastEvalError
from kast_eval.wording import marked

PROJECT = Path(__file__).parents[1]
"""The folder that the package, the forms, the manual and by default the instance stand in."""

INSTANCE_VARIABLE = "KAST_EVAL_INSTANCE"
FORMS_VARIABLE = "KAST_EVAL_FORMS"
DATABASE_VARIABLE = "KAST_EVAL_DATABASE"


class SettingsError(KastEvalError):
    """A folder that the program needs and that is not there."""


PERSON_KEY_FILE = "person_id.key"


@dataclass(frozen=True)
class Settings:
    """The folders that the program works with.

    `database` is the address of a server that the database is on, if it is said to be on one.
    """

    instance: Path
    forms: Path
    manual: Path
    database: str | None = None

    @property
    def person_key(self) -> Path:
        """Return the file with the secret that person ids are made with."""
        return self.instance / PERSON_KEY_FILE

    @property
    def recipes(self) -> Path:
        """Return the folder of the recipes that releases are made by."""
        return self.instance / "recipes"

    @property
    def signing_key(self) -> Path:
        """Return the file with the secret that releases are signed with."""
        return self.instance / "release_signing.key"


def read_settings(
    instance: Path | None, environment: Mapping[str, str], project: Path = PROJECT
) -> Settings:
    """Return the folders; what is asked for goes before the environment, that before the usual.

    The folder of the forms must be there; the instance is made when it is first written.
    """
    named = environment.get(INSTANCE_VARIABLE)
    folder = instance or (Path(named) if named else project / "instance")
    forms = Path(environment.get(FORMS_VARIABLE) or project / "forms")
    if not forms.is_dir():
        raise SettingsError(
            marked(
                "Mappen med formulären finns inte: {folder}. Starta programmet från sin egen "
                "mapp, eller ange mappen i {variable}."
            ),
            folder=forms,
            variable=FORMS_VARIABLE,
        )
    if folder.exists() and not folder.is_dir():
        raise SettingsError(
            marked("{folder} är en fil, inte en mapp. Välj en annan plats med --instance."),
            folder=folder,
        )
    return Settings(
        folder.absolute(),
        forms.absolute(),
        (project / "manual").absolute(),
        environment.get(DATABASE_VARIABLE) or None,
    )
