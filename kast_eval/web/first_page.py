"""Where a working day begins for those who have no sheets: the first page that is theirs."""

from flask import url_for

from kast_eval.web.signed_in import SignedIn


def first_page(who: SignedIn) -> str | None:
    """Return the address of the page; None for who works with sheets, or with nothing at all."""
    pages = (
        (who.makes_releases, "releases.releases"),
        (who.compares_sites, "comparison.comparison"),
        (who.reads_events, "events.events"),
        (who.backs_up, "backups.backups"),
        (who.decides_with_another, "approvals.approvals"),
        (who.makes_mock_files, "releases.mock_file"),
    )
    if who.reads_sheets:
        return None
    return next((url_for(endpoint) for is_theirs, endpoint in pages if is_theirs), None)
