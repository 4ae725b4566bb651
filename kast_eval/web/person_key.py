"""The secret that person ids are made with: a clinic's is in its key box."""

from kast_eval.files import read_or_make_key
from kast_eval.settings import PERSON_KEY_FILE
from kast_eval.web.parts import parts


def person_key() -> bytes:
    """Return the secret of the database that the pages show."""
    database = parts().database
    if database.training:
        return read_or_make_key(database.file.with_name(PERSON_KEY_FILE))
    return database.key.for_persons
