"""Read who keys alone at a clinic: everybody for its lead, else only oneself."""

from dataclasses import dataclass

from kast_eval.quality.certification import Practised, keys_alone, practised
from kast_eval.store.certificates import Certificate, find_certificate, practice_results
from kast_eval.store.session import Session
from kast_eval.store.users import users_at
from kast_eval.study.keying import PracticeRule
from kast_eval.study.plan import Plan
from kast_eval.study.roles import Permission, User, require


@dataclass(frozen=True)
class Keyer:
    """A person who keys: what was practised, what the lead has decided, and what counts."""

    name: str
    practised: Practised
    decision: Certificate | None
    alone: bool


@dataclass(frozen=True)
class Keyers:
    """The keyers of a clinic that the user may see, and the rule that they are held to."""

    site_code: str
    rule: PracticeRule
    people: tuple[Keyer, ...]
    may_decide: bool


def read_keyers(session: Session, user: User, plan: Plan, site_code: str) -> Keyers:
    """Return the standing of each person who may key at the clinic."""
    require(user, Permission.ENTER, site_code)
    may_decide = user.may(Permission.DECIDE_KEYERS, site_code)
    people = [
        one.name
        for one in users_at(session, site_code)
        if one.may(Permission.ENTER, site_code) and (may_decide or one.name == user.name)
    ]
    rule = plan.keying.practice
    return Keyers(
        site_code,
        rule,
        tuple(_keyer(session, name, site_code, rule) for name in people),
        may_decide,
    )


def _keyer(session: Session, name: str, site_code: str, rule: PracticeRule) -> Keyer:
    results = practice_results(session, name)
    decision = find_certificate(session, name, site_code)
    return Keyer(
        name,
        practised(results),
        decision,
        keys_alone(rule, results, decided=None if decision is None else decision.alone),
    )
