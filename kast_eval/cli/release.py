"""Commands that let data leave the study, by a recipe."""

import os
from dataclasses import replace
from pathlib import Path

import click

from kast_eval import clock
from kast_eval.cli.access import access_options
from kast_eval.cli.desk import at_desk, at_work
from kast_eval.cli.options import (
    language_option,
    out_option,
    overwrite_option,
    require_ending,
)
from kast_eval.cli.speech import Spoken, SpokenGroup, progress, say, say_written
from kast_eval.definition.derived import read_derivations
from kast_eval.definition.library import read_library
from kast_eval.files import leaving_file, read_or_make_key, require_new, write_file
from kast_eval.settings import read_settings
from kast_eval.wording import Language, marked

_RECIPE = click.argument("recipe", type=click.Path(path_type=Path))


@click.group(
    cls=SpokenGroup,
    help=marked("Lämna ut data efter ett recept, med alla spärrar."),
    epilog="kast-eval release plan recept.yaml",
)
@language_option
def release(language: Language) -> None:
    """Stand above the commands of releases."""


@release.command(
    cls=Spoken,
    name="new",
    help=marked("Skriv ett recept att fylla i, med alla tabeller och format."),
    epilog="kast-eval release new --level D --out recept.yaml",
)
@click.option(
    "--level",
    type=click.Choice(["A", "B", "C", "D"]),
    required=True,
    metavar="A|B|C|D",
    help=marked("A är en kodad fil, B en anonymiserad fil, C tabeller, D en provfil."),
)
@out_option(marked("Filens namn."))
@overwrite_option
@language_option
def new(level: str, *, out: Path, overwrite: bool, language: Language) -> None:
    """Write a recipe of every table, for somebody to take away from."""
    from kast_eval.actions.steps.new_recipe import new_recipe_text
    from kast_eval.dataset.release.recipe import Level

    require_ending(out, ".yaml")
    require_new(out, overwrite=overwrite)
    forms = read_settings(None, os.environ).forms
    library = read_library(forms)
    derivations = read_derivations(forms, library)
    text = new_recipe_text(Level(level), library, derivations, language)
    write_file(out, text.encode())
    say_written(out, language)


@release.command(
    cls=Spoken,
    name="plan",
    help=marked("Visa vad ett recept skulle lämna ut, och vad som står emot. Inget skrivs."),
    epilog="kast-eval release plan recept.yaml",
)
@_RECIPE
@access_options
@language_option
def plan(recipe: Path, *, instance: Path | None, language: Language) -> None:
    """Tell what would leave."""
    from kast_eval.actions.plan_release import plan_release
    from kast_eval.cli.release_told import tell_plan

    settings = read_settings(instance, os.environ)
    with at_work(settings, language) as (session, user, materials):
        planned = plan_release(session, user, clock.now(), materials, recipe)
    tell_plan(planned, language)


@release.command(
    cls=Spoken,
    name="ask",
    help=marked("Be en annan person godkänna ett utlämnande av kodade uppgifter."),
    epilog="kast-eval release ask recept.yaml --reason 'Huvudanalysen'",
)
@_RECIPE
@click.option("--reason", required=True, metavar="TEXT", help=marked("Varför, utan namn."))
@access_options
@language_option
def ask(recipe: Path, *, reason: str, instance: Path | None, language: Language) -> None:
    """Ask for the decision that `make` needs at a real clinic."""
    from kast_eval.actions.ask_release import ask_release
    from kast_eval.actions.steps.recipe_folder import lay_before

    settings = read_settings(instance, os.environ)
    with at_work(settings, language) as (session, user, materials):
        ask_release(session, user, clock.now(), materials, recipe, reason=reason)
        lay_before(settings.recipes, recipe)
    say(marked("Frågan är ställd. Någon annan beslutar på sidan «Beslut av två»."), language)


@release.command(
    cls=Spoken,
    name="make",
    help=marked("Gör ett utlämnande efter ett recept, som en undertecknad ZIP-fil, eller vägra."),
    epilog="kast-eval release make recept.yaml --out utlamnande.zip",
)
@_RECIPE
@out_option(marked("Filens namn."))
@click.option(
    "--seed",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=marked(
        "Nyckel för id i en anonymiserad fil, när samma fil ska kunna göras igen. Görs om den "
        "inte finns, och förvaras där ingen mottagare kommer åt den."
    ),
)
@overwrite_option
@access_options
@language_option
def make(
    recipe: Path,
    *,
    out: Path,
    seed: Path | None,
    overwrite: bool,
    instance: Path | None,
    language: Language,
) -> None:
    """Write the bundle, or refuse."""
    from kast_eval.actions.keep_release import keep_release
    from kast_eval.actions.prepare_release import prepare_release
    from kast_eval.actions.steps.prepared_release import Workplace
    from kast_eval.cli.release_told import tell_other_number

    require_ending(out, ".zip")
    require_new(out, overwrite=overwrite)
    settings = read_settings(instance, os.environ)
    with (
        progress(marked("Skriver och läser tillbaka"), language) as tell,
        at_desk(settings, language) as (work, found),
    ):
        at = Workplace(read_or_make_key(settings.signing_key), settings.instance, tell)
        materials = found if seed is None else replace(found, seed=read_or_make_key(seed))
        # It may take its time, and nobody who saves waits for it.
        with work.database.read() as session:
            ready = prepare_release(session, work.user, clock.now(), materials, recipe, at=at)
        # The file is on the disk when the release is remembered, and has its name afterwards: no
        # file that has left is unaccounted for.
        with leaving_file(out, ready.bundle), work.database.begin() as session:
            made = keep_release(session, work.user, clock.now(), materials, ready)
    say_written(out, language)
    say(
        marked("Kontrollsumma: {checksum}\nNyckel för underskriften: {key}"),
        language,
        checksum=made.checksum,
        key=made.public_key,
    )
    tell_other_number(ready, language)


@release.command(
    cls=Spoken,
    name="list",
    help=marked("Visa vad som har lämnats ut, till vem och när."),
    epilog="kast-eval release list",
)
@access_options
@language_option
def list_made(*, instance: Path | None, language: Language) -> None:
    """Tell the releases that were made."""
    from kast_eval.actions.list_releases import list_releases

    with at_work(read_settings(instance, os.environ), language) as (session, user, _):
        made = list_releases(session, user, clock.now())
    if not made:
        say(marked("Inget har lämnats ut."), language)
    for one in made:
        say(
            marked("{day} {level} {name}: {recipient}. {checksum}"),
            language,
            day=clock.clinic_day(one.made_at).isoformat(),
            level=one.level,
            name=one.recipe_name,
            recipient=one.recipient or "–",
            checksum=one.bundle_checksum,
        )
