"""A database as an installation has it: one group, an area with its lead, and as many items as wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Table, insert, update

from storage import areas, feedback, groups, items, migrate, outbox
from storage.db import Database
from storage.terms import term_texts, term_uses, terms
from tests.bench.bench_duplicates import Stock, Writer

BEGAN = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
Rows = Iterable[dict[str, Any]]


def found_group(url: str, known: dict[str, Any]) -> None:
    """The tables, the group of #product, and its area nova, whose lead is lea."""
    database = Database(url)
    migrate.upgrade(database)
    team, people, channels = known["team"], known["people"], known["channels"]
    with database.transaction() as db:
        group = groups.add_group(
            db, team, "product", "Product Working Group", BEGAN, channel=channels["product"]
        )
        groups.take_role(db, team, group, people["ada"], "chair", BEGAN)
        area = areas.add_area(db, team, group, "nova", "Nova compute", channel=channels["nova-leads"])
        areas.set_aliases(db, area, ["compute", "hypervisor"])
        groups.take_role(db, team, group, people["lea"], "lead", BEGAN, area)
    database.close()


def fill(url: str, known: dict[str, Any], many: int) -> None:
    """So many items, most of them answered long ago, with their events, cards and words."""
    database = Database(url)
    texts = list(Writer(seed=7).texts(many))
    with database.transaction() as db:
        _fill_index(db, known["team"], Stock(texts))
        for table, rows in _tables(known, texts):
            db.execute(insert(table), list(rows))
        db.execute(insert(items.counters).values(workspace=known["team"], kind="F", last=many))
    database.close()


def _fill_index(db: Connection, team: str, stock: Stock) -> None:
    of_words = (terms, term_uses, term_texts)
    for table, rows in stock.rows():
        if table in of_words:
            marks = ", ".join("?" * len(table.columns))
            db.connection.executemany(f"INSERT INTO {table.name} VALUES ({marks})", rows)
    for table in (terms, term_texts):
        db.execute(update(table).values(workspace=team))


def _tables(known: dict[str, Any], texts: list[str]) -> Iterator[tuple[Table, Rows]]:
    team, lead, channel = known["team"], known["people"]["lea"], known["channels"]["nova-leads"]
    people = [person for name, person in known["people"].items() if name.startswith("p")]
    given = [
        {"workspace": team, "number": number, "author": people[number % len(people)], "text": text}
        for number, text in enumerate(texts)
    ]
    yield feedback.feedback, (item | _life(item["number"]) for item in given)
    yield items.events, (_event(item, what, lead) for item in given for what in ("given", "acknowledged"))
    yield feedback.cards, (card for item in given for card in _cards(item, channel))
    yield outbox.posted, (_stands(item, card) for item in given for card in _cards(item, channel))


def _life(number: int) -> dict[str, Any]:
    """One in ten is still open."""
    routed = {"group_id": 1, "area_id": 1, "is_indexed": True, "created_at": BEGAN}
    is_open = number % 10 == 0
    return {
        **routed,
        "state": "acknowledged" if is_open else "confirmed",
        "closed_at": None if is_open else BEGAN + timedelta(days=7),
    }


def _event(item: dict[str, Any], what: str, lead: str) -> dict[str, Any]:
    actor = item["author"] if what == "given" else lead
    at = BEGAN + timedelta(seconds=item["number"])
    shared = {"workspace": item["workspace"], "item": f"F-{item['number']}"}
    return {**shared, "at": at, "actor": actor, "what": what, "why": "##nova", "data": {}, "was_heard": True}


def _cards(item: dict[str, Any], channel: str) -> list[dict[str, Any]]:
    shared = {"workspace": item["workspace"], "number": item["number"]}
    return [
        {**shared, "place": channel, "audience": "leads"},
        {**shared, "place": item["author"], "audience": "people"},
    ]


def _stands(item: dict[str, Any], card: dict[str, Any]) -> dict[str, Any]:
    kind = "card" if card["audience"] == "leads" else "for"
    key = f"feedback/{item['number']}/{kind}/{card['place']}"
    ts = f"{BEGAN.timestamp() + item['number']:.6f}"
    return {"workspace": item["workspace"], "key": key, "channel": card["place"], "ts": ts, "at": BEGAN}
