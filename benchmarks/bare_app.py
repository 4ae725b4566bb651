"""The bare application: 25 fields by Flask and WTForms, one row by SQLAlchemy in plain SQLite.

It commits as surely as ours, one write at a time, and does nothing else: no encryption, no checks,
no events, no roles. Run as a program it serves itself and prints its address.
"""

import secrets
import socket
import sys
from pathlib import Path
from threading import Lock

from flask import Flask, redirect, render_template_string
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import Engine, create_engine, event, text
from waitress.server import create_server
from wtforms import StringField
from wtforms.validators import Length

FIELDS = 25
THREADS = 8
PAGE = """<!doctype html><title>Bare</title><form method="post">
<input type="hidden" name="csrf_token" value="{{ csrf_token() }}">
{% for one in form if one.type == "StringField" %}
<p><label for="{{ one.id }}">{{ one.label.text }}</label>
<input id="{{ one.id }}" name="{{ one.name }}" value="{{ one.data or '' }}"></p>
{% endfor %}<button>Save</button></form>"""


class Page(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types.
    """Twenty-five questions."""


for _number in range(FIELDS):
    setattr(Page, f"q{_number}", StringField(f"Question {_number}?", validators=[Length(max=200)]))


def engine_of(file: Path) -> Engine:
    """Return an engine whose commits are on the disk when they are answered."""
    engine = create_engine(f"sqlite:///{file}", connect_args={"check_same_thread": False})

    def prepare(connection: object, _record: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]  # The driver's own connection.
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.close()

    event.listen(engine, "connect", prepare)
    return engine


def bare_app(file: Path) -> Flask:
    """Return the application over a new file."""
    engine, lock = engine_of(file), Lock()
    columns = ", ".join(f"q{number} TEXT" for number in range(FIELDS))
    names = ", ".join(f"q{number}" for number in range(FIELDS))
    places = ", ".join(f":q{number}" for number in range(FIELDS))
    with engine.begin() as connection:
        connection.execute(text(f"CREATE TABLE entry (id INTEGER PRIMARY KEY, {columns})"))
    add = text(f"INSERT INTO entry ({names}) VALUES ({places})")  # noqa: S608  # nosec B608
    app = Flask("bare")
    app.config["SECRET_KEY"] = secrets.token_bytes(32)
    CSRFProtect(app)

    def page() -> ResponseReturnValue:
        form = Page()
        if not form.validate_on_submit():
            return render_template_string(PAGE, form=form)
        with lock, engine.begin() as connection:
            row = {f"q{number}": form[f"q{number}"].data for number in range(FIELDS)}
            connection.execute(add, row)
        return redirect("/", 303)

    app.add_url_rule("/", "page", page, methods=["GET", "POST"])
    return app


if __name__ == "__main__":
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = create_server(bare_app(Path(sys.argv[1])), sockets=[listener], threads=THREADS)
        print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
        server.run()
