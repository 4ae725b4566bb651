"""Which status an error answers with."""

from collections.abc import Mapping

from kast_eval.actions.answer_query import AnsweredBeforeError
from kast_eval.actions.correct_entry import StaleCorrectionError
from kast_eval.actions.enter_form import SheetExistsError
from kast_eval.actions.keep_recipe import RecipeChangedError
from kast_eval.actions.lock_screen import LockedError
from kast_eval.actions.move_sheet import MovedBeforeError, PlaceTakenError
from kast_eval.actions.open_second_keying import NotAwaitedError
from kast_eval.actions.prove_by_passkey import PasskeyError
from kast_eval.actions.read_asked_release import OtherRecipeError
from kast_eval.actions.resolve_differences import StaleDifferencesError
from kast_eval.actions.sign_in import LinkError
from kast_eval.actions.sign_sample import SignedBeforeError
from kast_eval.actions.step_up import StepUpNeededError
from kast_eval.actions.steps.erasable import ErasedBeforeError, KeyGoneError, NotToBeErasedError
from kast_eval.actions.steps.keyers import SamePersonError
from kast_eval.actions.steps.sight import UnseenError
from kast_eval.actions.steps.tries import WaitError
from kast_eval.definition.library import UnknownFormError
from kast_eval.errors import KastEvalError
from kast_eval.identity.errors import ProviderDownError
from kast_eval.store.faults import StorageError, StorageFullError
from kast_eval.study.approval import DecidedBeforeError, NotApprovedError, OwnApprovalError
from kast_eval.study.roles import NotAllowedError, NotFoundError
from kast_eval.web.bodies import TooLargeError
from kast_eval.web.package_desk import PackageGoneError
from kast_eval.web.release_desk import WorkGoneError
from kast_eval.web.signed_in import NotSignedInError, SignedOutError

UNPROCESSABLE = 422

_STATUSES: Mapping[type[KastEvalError], int] = {
    NotSignedInError: 401,
    SignedOutError: 401,
    WaitError: 429,
    LockedError: 423,
    StepUpNeededError: 403,
    NotAllowedError: 403,
    LinkError: 403,
    NotFoundError: 404,
    UnknownFormError: 404,
    WorkGoneError: 404,
    SheetExistsError: 409,
    StaleCorrectionError: 409,
    AnsweredBeforeError: 409,
    RecipeChangedError: 409,
    OtherRecipeError: 409,
    UnseenError: UNPROCESSABLE,
    MovedBeforeError: 409,
    PlaceTakenError: 409,
    NotAwaitedError: 409,
    StaleDifferencesError: 409,
    SamePersonError: 403,
    SignedBeforeError: 409,
    OwnApprovalError: 403,
    NotApprovedError: 403,
    DecidedBeforeError: 409,
    ErasedBeforeError: 409,
    KeyGoneError: 409,
    PackageGoneError: 409,
    NotToBeErasedError: 409,
    TooLargeError: 413,
    StorageFullError: 507,
    StorageError: 503,
    ProviderDownError: 503,
    PasskeyError: 422,
}


def status_of(error: KastEvalError) -> int:
    """Return the status of the first class that the error is one of; else that of bad input."""
    return next((status for kind, status in _STATUSES.items() if isinstance(error, kind)), 400)
