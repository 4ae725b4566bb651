"""Why somebody is not let in by an identity provider's word."""

from kast_eval.errors import KastEvalError
from kast_eval.wording import marked


class ProviderDownError(KastEvalError):
    """An identity provider that does not answer, or not in a way that can be understood."""

    def __init__(self, label: str) -> None:
        super().__init__(
            marked(
                "Inloggningen hos {label} svarar inte som den ska just nu. Logga in med namn och "
                "lösenfras, eller försök igen om en stund."
            ),
            label=label,
        )


class ProviderRefusedError(Exception):
    """An answer that lets nobody in; the text says to a developer what did not hold."""
