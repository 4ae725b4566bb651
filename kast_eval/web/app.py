"""The application: its settings, its pages, what every answer carries."""

import secrets

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from kast_eval.actions.sign_in import LONGEST_SIGN_IN
from kast_eval.instance_settings import InstanceSettings
from kast_eval.store.database import Database
from kast_eval.study.plan import Plan
from kast_eval.web.banners import banners
from kast_eval.web.bodies import install_bodies
from kast_eval.web.clock_banner import clock_banner
from kast_eval.web.compiled import COMPILED
from kast_eval.web.error_pages import QuietFlask, install_error_pages
from kast_eval.web.headers import install_headers
from kast_eval.web.hosted import install_hosting
from kast_eval.web.interrupted import install_interruptions
from kast_eval.web.language import LANGUAGE_NAMES, install_language
from kast_eval.web.own_pages import asked_page
from kast_eval.web.pages import (
    absence,
    account,
    analysis,
    approvals,
    backups,
    code_key,
    comparison,
    conversation,
    correct,
    differences,
    drafts,
    entry,
    events,
    invited,
    keyers,
    keying_quality,
    locked,
    manual,
    move,
    packages,
    papers,
    passkeys,
    picture,
    pile,
    practice,
    provider,
    queries,
    questions,
    recipe,
    recipe_columns,
    release_work,
    releases,
    response,
    samples,
    second_factor,
    second_keying,
    senders,
    sheet,
    sign_in,
    start,
    starter_kit,
    step_up,
    story,
    today,
    users,
    withdrawals,
)
from kast_eval.web.parts import EXTENSION, Parts, provider_label
from kast_eval.web.passkey_place import no_passkeys_here
from kast_eval.web.provider_set import provider_of
from kast_eval.web.release_tasks import Releases
from kast_eval.web.signed_in import signed_in
from kast_eval.web.telling import told_before
from kast_eval.wording import Language

AS_USUAL = InstanceSettings()


def create_app(database: Database, plan: Plan, settings: InstanceSettings = AS_USUAL) -> Flask:
    """Return the application over an open database."""
    app = QuietFlask("kast_eval.web")
    app.config.update(
        # New at each start: an older page is told so, and keeps what was typed.
        SECRET_KEY=secrets.token_bytes(32),
        WTF_CSRF_TIME_LIMIT=int(LONGEST_SIGN_IN.total_seconds()),
        # There is no referrer to compare with: the pages send none.
        WTF_CSRF_SSL_STRICT=False,
    )
    app.extensions[EXTENSION] = Parts(
        database, plan, Releases(database, plan), provider_of(database)
    )
    app.jinja_env.bytecode_cache = COMPILED
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["signed_in"] = signed_in
    app.jinja_env.globals["clock_banner"] = clock_banner
    app.jinja_env.globals["banners"] = banners
    app.jinja_env.globals["told_before"] = told_before
    app.jinja_env.globals["asked_page"] = asked_page
    app.jinja_env.globals["no_passkeys_here"] = no_passkeys_here
    app.jinja_env.globals["provider_label"] = provider_label
    app.jinja_env.globals["new_token"] = conversation.new_token
    app.jinja_env.globals["training"] = database.training
    app.jinja_env.globals["other_language"] = {
        Language.SV: (Language.EN, LANGUAGE_NAMES[Language.EN]),
        Language.EN: (Language.SV, LANGUAGE_NAMES[Language.SV]),
    }
    install_hosting(app, settings.hosting)
    install_bodies(app)
    CSRFProtect(app)
    install_headers(app)
    install_language(app, settings.language)
    install_error_pages(app)
    install_interruptions(app)
    for module in (
        start,
        sign_in,
        second_factor,
        invited,
        locked,
        step_up,
        passkeys,
        provider,
        account,
        users,
        starter_kit,
        manual,
        practice,
        today,
        entry,
        sheet,
        conversation,
        correct,
        drafts,
        pile,
        absence,
        questions,
        queries,
        move,
        story,
        second_keying,
        differences,
        keyers,
        keying_quality,
        comparison,
        picture,
        analysis,
        response,
        releases,
        recipe,
        recipe_columns,
        release_work,
        packages,
        senders,
        events,
        samples,
        backups,
        papers,
        approvals,
        code_key,
        withdrawals,
    ):
        app.register_blueprint(module.pages)
    return app
