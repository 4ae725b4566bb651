"""Where a release comes from: the program, the definitions, the state of the store."""

import json
from collections.abc import Mapping
from datetime import date

from kast_eval import VERSION
from kast_eval.actions.steps.materials import Materials
from kast_eval.actions.steps.release import PlannedRelease
from kast_eval.dataset.release.recipe import Level
from kast_eval.store.event_search import EventFilter, find_events
from kast_eval.store.session import Session
from kast_eval.study.event_kinds import KINDS, EventGroup

PIPELINE = "origin/pipeline.json"
_CHANGING = frozenset(action for action, kind in KINDS.items() if kind.group is EventGroup.CHANGED)


def pipeline_file(
    session: Session, materials: Materials, planned: PlannedRelease, day: date
) -> bytes:
    """Return what the rows came through, as JSON; the same state of the store gives the same."""
    facts: dict[str, object] = {
        "program": {"name": "kast_eval", "version": VERSION},
        "day": day.isoformat(),
        "training": planned.training,
        "forms": {f"{one.form}-{one.version}": one.checksum for one in materials.library.forms},
        "derived": materials.derivations.checksum,
        "schedule": materials.plan.schedule.checksum,
        "columns": planned.plan.columns,
        "recipe": planned.plan.recipe.checksum,
        "harmonised_to": {one.form: one.version for one in materials.library.newest_forms},
    }
    if planned.plan.recipe.level is Level.CODED:
        facts["snapshot"] = _snapshot(session, planned)
    text = json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode()


def _snapshot(session: Session, planned: PlannedRelease) -> Mapping[str, object]:
    """Return how far the store had come: the chain's newest link that changed anything, and rows.

    Reading and releasing are links too, but leave the data as they are.
    """
    sites = [site.code for site in planned.sites]
    newest = find_events(session, sites, EventFilter(actions=_CHANGING), limit=1)
    return {
        "chain_link": newest[0].chained if newest else None,
        "rows": {table.name: len(table.rows) for table in planned.plan.tables},
    }
