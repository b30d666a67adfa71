"""Deeds that wait for SQLite's one writer together are committed together, and fail alone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from bot.clock import Clock
from bot.work import Work
from handlers.contract import Settings
from handlers.routes import routes
from storage import areas, groups, items, people
from storage.db import Database
from storage.tables import metadata

T = "T1"
Deed = Callable[[Connection], object]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(Database(f"sqlite:///{tmp_path / 'convener.db'}")) as database:
        with database.transaction() as db:
            metadata.create_all(db)
        yield database


def together(database: Database, *deeds: Deed) -> list[object]:
    """What became of deeds that were all asked for while the writer was busy."""

    async def ask() -> list[object]:
        work, may_go_on = Work(routes, database, Settings(), Clock()), Event()
        busy = asyncio.ensure_future(work.write(lambda _: may_go_on.wait(10)))
        await asyncio.sleep(0)
        asked = [asyncio.ensure_future(work.write(deed)) for deed in deeds]
        await asyncio.sleep(0.05)
        may_go_on.set()
        await busy
        try:
            return await asyncio.gather(*asked, return_exceptions=True)
        finally:
            await asyncio.to_thread(work.close)

    return asyncio.run(ask())


def count(db: Connection) -> int:
    return items.next_number(db, T, "F")


def count_and_stumble(db: Connection) -> None:
    count(db)
    raise ZeroDivisionError


def test_one_that_fails_takes_back_its_own_alone(database: Database) -> None:
    first, failed, last = together(database, count, count_and_stumble, count)
    assert (first, last) == (1, 2) and isinstance(failed, ZeroDivisionError)
    with database.transaction() as db:
        assert count(db) == 3


def test_nobody_is_told_of_what_could_not_be_committed(database: Database) -> None:
    def end_it(db: Connection) -> None:
        # As SQLite does by itself when the disk is full.
        db.connection.dbapi_connection.execute("ROLLBACK")  # type: ignore[union-attr]

    told = together(database, count, end_it, count)
    assert all(isinstance(one, OperationalError) for one in told)
    with database.transaction() as db:
        assert count(db) == 1


def test_what_one_reads_the_next_has_changed(database: Database) -> None:
    """What is kept of who is who is kept until somebody changes it, or takes a change back."""

    def name(db: Connection) -> str | None:
        found = people.person(db, T, "UANA")
        return found.name if found else None

    def rename(to: str, *, fails: bool = False) -> Deed:
        def deed(db: Connection) -> str | None:
            people.save_person(db, T, "UANA", name=to)
            said = name(db)
            return str(1 / 0) if fails else said

        return deed

    told = together(database, name, rename("Ana"), name, rename("Eva", fails=True), name)
    assert [one for one in told if not isinstance(one, Exception)] == [None, "Ana", "Ana", "Ana"]


def test_who_is_who_is_asked_anew_after_each_kind_of_change(database: Database) -> None:
    now = Clock().now()
    with database.transaction() as db:
        group = groups.add_group(db, T, "ops", "Ops", now, channel="COPS", is_private=True)
        area = areas.add_area(db, T, group, "net", "Networks")

        def known() -> tuple[object, ...]:
            return (
                areas.leads(db, area),
                groups.is_visible(db, group, T, "UANA"),
                areas.alias_table(db, T),
                [g.name for g in groups.live_groups(db, T, seen_by="UANA")],
                [a.name for a in areas.live_areas(db, T)],
                people.is_in(db, T, "COPS", "UANA"),
            )

        assert known() == ([], False, {}, [], ["Networks"], False)
        groups.take_role(db, T, group, "ULEA", "lead", now, area)
        assert known() == (["ULEA"], False, {}, [], ["Networks"], False)
        people.enter(db, T, "COPS", "UANA")
        assert known() == (["ULEA"], True, {}, ["Ops"], ["Networks"], True)
        areas.set_aliases(db, area, ["lan"])
        areas.change_area(db, area, name="Nets")
        groups.change_group(db, group, name="Operators")
        assert known() == (["ULEA"], True, {area: ["lan"]}, ["Operators"], ["Nets"], True)
        groups.end_role(db, group, "ULEA", "lead", now, area)
        people.exit_channel(db, T, "COPS", "UANA")
        assert known() == ([], False, {area: ["lan"]}, [], ["Nets"], False)
