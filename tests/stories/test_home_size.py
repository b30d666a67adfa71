"""The home tab asks the database as often for 500 things of each kind as for five, and fits into Slack's view."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select

from bot.sandbox.blockkit import view_faults
from bot.sandbox.state.forms import VIEW_BYTES
from handlers.home import commands, following
from handlers.home.views import TABS
from handlers.routes import routes
from storage import homes, items
from storage.db import Database
from storage.outbox import drawings_waiting, outbox
from tests.bench.bench_home import ME, NOW, TEAM, context, stocked

MOST_QUESTIONS = 32


@contextmanager
def questions(database: Database) -> Iterator[list[str]]:
    asked: list[str] = []

    def note(conn: Any, cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def opened(database: Database, tab: str) -> tuple[int, list[Any]]:
    """How many questions it took, and what was drawn."""
    with database.transaction() as db:
        homes.change(db, TEAM, ME, tab=tab)
    with questions(database) as asked, database.transaction() as db:
        commands.opened(context(db))
    with database.reading() as db:
        return len(asked), db.execute(select(outbox.c.body)).scalar_one()["blocks"]


@pytest.fixture(scope="module")
def sizes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, Database]]:
    folder: Path = tmp_path_factory.mktemp("home")
    both = tuple(stocked(f"sqlite:///{folder}/{n}.db", n) for n in (5, 500))
    yield both  # type: ignore[misc]
    for database in both:
        database.close()


@pytest.mark.parametrize("tab", TABS)
def test_as_many_questions_for_500_things_as_for_five(sizes: tuple[Database, Database], tab: str) -> None:
    (few, _), (many, drawn) = (opened(database, tab) for database in sizes)
    assert few == many <= MOST_QUESTIONS
    view = {"type": "home", "blocks": drawn}
    assert view_faults(view, "home") == [] and len(json.dumps(view)) < VIEW_BYTES


def test_every_page_of_what_waits_can_be_turned_to(sizes: tuple[Database, Database]) -> None:
    _, many = sizes
    with many.transaction() as db:
        homes.change(db, TEAM, ME, tab="answer", pages={"unheard": 99_999, "ownerless": 2})
        commands.opened(context(db))
        blocks = db.execute(select(outbox.c.body)).scalar_one()["blocks"]
    told = json.dumps(blocks)
    assert "page 100 of 100" in told and "page 2 of 125" in told and '"unheard 99"' in told


def test_many_are_drawn_again_a_few_at_a_time(sizes: tuple[Database, Database]) -> None:
    """Whoever clicks meanwhile waits for a handful, not for everybody."""
    redraw = next(job for job in routes.jobs if job.name == "home.redraw")
    people = [f"U{n}" for n in range(20)]
    with sizes[0].transaction() as db:
        for user in people:
            homes.open_first(db, TEAM, user, NOW)
        homes.spoil(db, TEAM, people, NOW)
        before = drawings_waiting(db, TEAM)
        due = list(redraw.due(db, NOW))
        assert len(due) == following.MOST_QUEUED - before
        for user in people[:3]:
            context(db, user).show_home(user, ())
        assert len(list(redraw.due(db, NOW))) == len(due) - 3
        for user in people:
            homes.close(db, TEAM, user)


def test_news_is_followed_in_as_many_questions_whatever_its_size(sizes: tuple[Database, Database]) -> None:
    counts = []
    for database, many in zip(sizes, (2, 100), strict=True):
        with database.transaction() as db:
            for number in range(1, many + 1):
                for item in (
                    f"F-{number}",
                    f"A-{number}",
                    f"M-{number}",
                    f"D-{number}",
                    f"group/group{number}",
                ):
                    items.record(db, TEAM, item, "edited", NOW)
        with questions(database) as asked, database.transaction() as db:
            following.follow(context(db, actor=""))
        counts.append(len(asked))
        with database.reading() as db:
            assert homes.due(db, TEAM, NOW, 9) == [ME] and not items.where_unheard(db, NOW)
    assert counts[0] == counts[1]
