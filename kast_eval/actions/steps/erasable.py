"""Refuse an erasure that the client has not asked for, or that nobody can carry out any more."""

from kast_eval.actions.steps.withdrawal import CodeKeys, ToldWithdrawal, key_is_gone
from kast_eval.errors import KastEvalError
from kast_eval.store.session import Session
from kast_eval.study.told import Scope


class NotToBeErasedError(KastEvalError):
    """Answers that the client has not asked to have erased."""

    def __init__(self) -> None:
        super().__init__(
            "Arket säger inte att svaren ska tas bort. Rätta fråga 5 på arket om det är fel."
        )


class ErasedBeforeError(KastEvalError):
    """Answers that somebody has erased already."""

    def __init__(self) -> None:
        super().__init__("Uppgifterna är redan raderade.")


class KeyGoneError(KastEvalError):
    """A withdrawal after the code key was destroyed."""

    def __init__(self) -> None:
        super().__init__(
            "Mottagningens kodnyckel är förstörd. Ingen kan längre säga vems en kod är, så "
            "återtagandet går inte att genomföra."
        )


def require_erasable(session: Session, told: ToldWithdrawal, code_keys: CodeKeys) -> None:
    """Refuse what was erased before, was never to be, or can be nobody's any more."""
    if told.erasure is not None:
        raise ErasedBeforeError
    if told.scope is not Scope.ERASE:
        raise NotToBeErasedError
    site_code = told.client.site_code
    if key_is_gone(session, site_code, code_keys(site_code)):
        raise KeyGoneError
