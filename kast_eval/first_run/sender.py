"""A clinic that is to send packages here, read from texts that people type."""

from collections.abc import Mapping

from kast_eval.dataset.package.asked import AskedSender, read_public_key
from kast_eval.errors import KastEvalError
from kast_eval.first_run.answers import read_approval, read_municipality, read_relative_letters
from kast_eval.first_run.fields import Fields, FieldsError
from kast_eval.kinds.text import LONGEST_TEXT
from kast_eval.kit.letters import read_letters
from kast_eval.kit.order import read_site_name
from kast_eval.wording import marked


def read_sender(texts: Mapping[str, str]) -> AskedSender:
    """Return the clinic and its key, or raise FieldsError with all that is wrong."""
    fields = Fields(texts)
    name = fields.read("site", read_site_name, "")
    municipality = fields.read("municipality", read_municipality, "")
    letters = fields.read("letters", lambda text: read_letters(_given(text), name), "")
    # A blank is no letters here either, and is told as any other text that is none.
    relatives = fields.read(
        "relative_letters", lambda text: read_relative_letters(text.strip() or "-", ""), ""
    )
    approval = fields.read("approval_number", read_approval, "")
    key = fields.read("key", read_public_key, "")
    fields.end()
    sender = AskedSender(municipality, key, approval, letters, relatives, name)
    if len(sender.target) > LONGEST_TEXT:
        raise FieldsError({
            "site": KastEvalError(
                marked("Mottagningens namn och godkännandets nummer är för långa tillsammans. "
                       "Korta namnet.")
            )
        })  # fmt: skip
    return sender


def _given(text: str) -> str:
    """Return the letters, which nobody guesses: they are those of the clinic's own program."""
    if not text.strip():
        raise KastEvalError(
            marked("Skriv de två bokstäver som mottagningens koder börjar med. De står på "
                   "etiketterna.")
        )  # fmt: skip
    return text
