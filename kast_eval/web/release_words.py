"""What the levels, the formats and the states of releases are called."""

from collections.abc import Iterator, Mapping

from kast_eval.actions.list_recipes import KnownRecipe
from kast_eval.actions.steps.release import BY_TWO
from kast_eval.clock import clinic_day
from kast_eval.dataset.release.recipe import Level
from kast_eval.study.approval import ApprovalState
from kast_eval.web.signed_in import Work
from kast_eval.wording import marked

LEVEL_NAMES: Mapping[str, str] = {
    Level.CODED: marked("Kodad arbetsfil"),
    Level.ANONYMISED: marked("Anonymiserad mikrodatafil"),
    Level.TABLES: marked("Tabeller"),
    Level.MOCK: marked("Provfil"),
}

LEVEL_HINTS: Mapping[str, str] = {
    Level.CODED: marked(
        "Rader per person och formulär. Personuppgifter: behöver mottagare, ändamål, godkännande, "
        "en sista dag och två personers beslut."
    ),
    Level.ANONYMISED: marked(
        "En rad per person, grova värden. Lämnas bara ut om ingen kan pekas ut."
    ),
    Level.TABLES: marked("Antal, andelar och medelvärden per grupp. Små antal är dolda."),
    Level.MOCK: marked(
        "Samma kolumner som den kodade filen men påhittade värden. Behöver inget godkännande: "
        "skriv din syntax på den innan du har data."
    ),
}

FORMAT_NAMES: Mapping[str, str] = {
    "csv": marked("CSV med koder"),
    "csv_excel_sv": marked("CSV för svenskt Excel, med etiketter"),
    "sav": marked("SPSS (.sav)"),
    "dta": marked("Stata (.dta)"),
    "parquet": marked("Parquet, för R och Python"),
}

_ASKED: Mapping[str, str] = {
    ApprovalState.OPEN: marked("väntar på godkännande"),
    ApprovalState.APPROVED: marked("godkänt av två"),
    ApprovalState.DECLINED: marked("avslaget"),
    ApprovalState.EXPIRED: marked("godkännandet har gått ut"),
    ApprovalState.USED: marked("godkännandet är använt"),
}


def states_of(known: KnownRecipe, one: Work, *, training: bool) -> Iterator[str]:
    """Give what can be said of a recipe without reading any data."""
    recipe = known.file.recipe
    if recipe is None:
        yield marked("går inte att läsa")
        return
    if recipe.level is Level.MOCK:
        return
    if recipe.expires is not None and recipe.expires < clinic_day(one.now):
        yield marked("ändamålet har gått ut")
    if recipe.approved is None:
        yield marked("ingen har beslutat om kolumnerna")
    if known.approval is not None:
        yield _ASKED[known.approval.state(one.now)]
    elif recipe.approved is not None and recipe.level in BY_TWO and not training:
        yield marked("ingen har bett om godkännande")
