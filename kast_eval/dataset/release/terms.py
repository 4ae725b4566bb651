"""What a release says in plain text: what it is, and on which terms it was let go."""

from collections.abc import Iterable, Mapping

from kast_eval.dataset.release.anonymised.recipe import Anonymised
from kast_eval.dataset.release.recipe import Level, Recipe
from kast_eval.dataset.release.tables.recipe import Tabulated
from kast_eval.wording import Language, marked, program_text

TITLES: Mapping[Level, str] = {
    Level.CODED: marked("Kodad arbetsfil. PERSONUPPGIFTER."),
    Level.ANONYMISED: marked("Anonymiserad mikrodatafil. Bedömd som anonym."),
    Level.TABLES: marked("Tabeller. Små antal är dolda."),
    Level.MOCK: marked("PROVFIL. Alla värden är påhittade; inget kommer ur data."),
}

_TRAINING = marked("ÖVNING. Alla personer och svar är påhittade.")

_ABOUT = marked(
    "data: tabellerna i varje format, med samma rader och koder. codebook: vad varje kolumn och "
    "kod betyder. syntax: läser in filerna. origin: receptet och varifrån det kommer. "
    "verify_release.py prövar att allt är helt och undertecknat. Negativa tal är skäl till att "
    "ett värde saknas, från −1 till −10, i kolumner med ändringar från −1001 till −1010."
)
_ABOUT_CONTACTS = marked(
    "Kontaktloggen har en rad för var och en som sa ja till forskning och ingen för andra. Hur "
    "många som tog kontakt, tillfrågades och sa nej räknas i report/response."
)
_COMPARE = marked(
    "Fråga den som lämnade filerna, på annat sätt än det de kom på, vilken nyckel de är "
    "undertecknade med, och jämför: python verify_release.py NYCKELN. Utan nyckeln prövas bara att "
    "filerna hör ihop, inte vem de kommer från."
)
_ABOUT_ANONYMISED = marked(
    "En rad är en person, hens första insatsperiod. Värden är hopslagna och somliga borttagna "
    "(−10), så att ingen är ensam om sina svar; report/disclosure säger hur. person_id är nytt och "
    "går inte att koppla till någon annan fil."
)
_NO_FLOW = marked(
    "Hur många som tillfrågades, svarade och följdes upp lämnas inte här: det räknas på alla, "
    "också på dem som har sagt nej, och två utlämnandens tal lagda bredvid varandra kan röja "
    "enskilda. Det står i den kodade filens rapporter."
)
_WITHOUT_FLOW = frozenset({Level.ANONYMISED, Level.TABLES})

_WHOM = marked(
    "Mottagare: {recipient}. Ändamål: {purpose}. Godkännande: {approval}. Gäller till {expires}."
)
_TERMS = marked(
    "Filerna får bara användas för ändamålet. De får inte lämnas vidare. Ingen får försöka ta "
    "reda på vem en person är. De förstörs när tiden har gått ut, och det meddelas den som lämnade "
    "dem. Tar någon tillbaka sitt samtycke får mottagaren veta vilken person_id det gäller, och "
    "tar bort raderna."
)
_JUDGED = marked("Bedömd som anonym av {by} den {on}.")
_TERMS_ANONYMISED = marked(
    "Ingen får försöka ta reda på vem en person är, eller lägga filen bredvid en annan för att "
    "göra det. Den som tror att någon kan kännas igen meddelar genast den som lämnade filen, och "
    "för det inte vidare. En anonym fil som har lämnats ut kan inte tas tillbaka."
)
_TERMS_OF_TABLES = marked(
    "Ingen får försöka räkna fram det som är dolt eller ta reda på vem som har svarat. Där "
    "tabellerna visas ska det stå att små antal är dolda."
)
_ONLY_FOR = marked("Tabellerna får bara användas för ändamålet.")
_NOT_PASSED_ON = marked("Filen får bara användas för ändamålet och får inte lämnas vidare.")
_OPEN = marked("Vem som helst får läsa och använda filen.")


def plain_texts(recipe: Recipe, *, training: bool) -> dict[str, bytes]:
    """Return the files by name: a few words in each language, and the terms in both."""
    files = {
        name: _file(
            program_text(text, language)
            for text in (
                *([_TRAINING] if training else []),
                TITLES[recipe.level],
                *([_ABOUT_ANONYMISED] if recipe.level is Level.ANONYMISED else []),
                _ABOUT,
                _COMPARE,
                *([_ABOUT_CONTACTS] if recipe.level is Level.CODED else []),
                *([_NO_FLOW] if recipe.level in _WITHOUT_FLOW else []),
            )
        )
        for name, language in (("LÄS_MIG.txt", Language.SV), ("README.txt", Language.EN))
    }
    if recipe.level is Level.MOCK:
        return files
    terms = (text for language in Language for text in _terms(recipe, language))
    return {**files, "VILLKOR.txt": _file(terms)}


def _terms(recipe: Recipe, language: Language) -> list[str]:
    whom = program_text(
        _WHOM,
        language,
        recipient=recipe.recipient,
        purpose=recipe.purpose,
        approval=recipe.approval,
        expires=recipe.expires,
    )
    if isinstance(recipe.part, Tabulated):
        use = program_text(_OPEN if recipe.part.open else _ONLY_FOR, language)
        return [whom, f"{use} {program_text(_TERMS_OF_TABLES, language)}"]
    if not isinstance(recipe.part, Anonymised) or recipe.approved is None:
        return [whom, program_text(_TERMS, language)]
    judged = program_text(_JUDGED, language, by=recipe.approved.by, on=recipe.approved.on)
    use = program_text(_OPEN if recipe.part.open else _NOT_PASSED_ON, language)
    return [whom, f"{judged} {use} {program_text(_TERMS_ANONYMISED, language)}"]


def _file(paragraphs: Iterable[str]) -> bytes:
    return ("\n\n".join(paragraphs) + "\n").encode()
