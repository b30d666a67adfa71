"""Calendar feeds as a calendar fetches them: conditional, renewed, and never more than their owner may see."""

from __future__ import annotations

import re
from typing import Any

import aiohttp
import pytest
from sqlalchemy import event

from handlers import feeds
from storage import groups, people
from tests.planned import planned
from tests.world import World, product_working_group

WEEKLY = '"Weekly sync" every tue 16:00 Europe/Paris link https://call.example'


@pytest.fixture
def group(world: World) -> World:
    product_working_group(world)
    planned(world, WEEKLY)
    return world


def address(world: World, text: str, nth: int = 0) -> str:
    return re.findall(r"http://[^`|>\s]+\.ics", text)[nth]


def fetched(world: World, url: str, **headers: str) -> tuple[int, str, Any]:
    async def get() -> tuple[int, str, Any]:
        async with aiohttp.ClientSession() as session, session.get(url, headers=headers) as answer:
            return answer.status, await answer.text(), answer.headers

    return world.run(get())


def test_a_groups_feed_is_fetched_and_costs_nothing_while_nothing_changes(group: World) -> None:
    url = address(group, group.types("ana", "/wg meeting ics").text)
    status, body, headers = fetched(group, url)
    assert status == 200 and headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "SUMMARY:Weekly sync" in body and "RRULE:FREQ=WEEKLY" in body
    assert fetched(group, url, **{"If-None-Match": headers["ETag"]})[0] == 304
    group.types("carl", "/wg meeting cancel next nobody is here")
    status, body, after = fetched(group, url, **{"If-None-Match": headers["ETag"]})
    assert status == 200 and after["ETag"] != headers["ETag"]
    assert "STATUS:CANCELLED" in body and "SEQUENCE:1" in body


def test_a_moved_meeting_and_a_changed_series(group: World) -> None:
    url = address(group, group.types("ana", "/wg meeting ics").text)
    group.types("carl", "/wg meeting move next to thu 17:00")
    body = fetched(group, url)[1]
    assert "RECURRENCE-ID;TZID=Europe/Paris:20260303T160000" in body
    assert "DTSTART;TZID=Europe/Paris:20260305T170000" in body
    preview = group.types("carl", "/wg meeting change weekly-sync every wed 9:00 UTC")
    group.clicks("carl", preview.messages[-1], "Change it")
    body = fetched(group, url)[1]
    assert body.count("RRULE:FREQ=WEEKLY") == 1, "the old rule had not begun yet"
    assert "DTSTART:20260304T090000Z" in body


def test_a_renewed_address_makes_the_old_one_useless(group: World) -> None:
    seen = group.types("ana", "/wg meeting ics")
    old = address(group, seen.text)
    renewed = group.clicks("ana", seen.messages[-1], "Renew", "group product")
    new = address(group, renewed.text or group.text(group.hands.shown("ana", "product-wg")[-1]))
    assert fetched(group, old)[0] == 404
    assert fetched(group, new)[0] == 200
    assert fetched(group, new[:-8] + "AAAA.ics")[0] == 404


def test_a_private_group_is_in_its_members_feeds_only(group: World) -> None:
    mine = address(group, group.types("carl", "/wg meeting ics").text, 2)
    others = address(group, group.types("ana", "/wg meeting ics").text, 2)
    group.run(_make_private(group))
    assert "Weekly sync" in fetched(group, mine)[1]
    assert "Weekly sync" not in fetched(group, others)[1]
    of_the_group = address(group, group.types("carl", "/wg meeting ics").text)
    assert "Weekly sync" in fetched(group, of_the_group)[1]
    group.types("carl", "/wg group join")
    group.types("carl", "/wg group chair add @lea")
    group.types("carl", "/wg group chair remove @carl")
    group.run(_leaves(group, "carl"))
    assert all("Weekly sync" not in fetched(group, url)[1] for url in (mine, of_the_group))


async def _leaves(world: World, who: str) -> None:
    channel = world.workspace.channel("product-wg").id
    await world.app.work.write(
        lambda db: people.exit_channel(db, world.app.workspace, channel, world.id(who))
    )


async def _make_private(world: World) -> None:
    def hide(db: Any) -> None:
        found = groups.group_by_slug(db, world.app.workspace, "product")
        assert found and found.channel
        groups.change_group(db, found.id, is_private=True)
        people.exit_channel(db, world.app.workspace, found.channel, world.id("ana"))

    await world.app.work.write(hide)


def test_one_meeting_as_an_attachment(group: World) -> None:
    group.types("ana", "/wg meeting ics M-1")
    told = group.inbox("ana")[-1]
    [file] = [f for m in group.thread(told) for f in m.get("files", ())]
    assert file["name"] == "M-1.ics"


def test_a_feed_is_one_question(group: World) -> None:
    token = address(group, group.types("ana", "/wg meeting ics").text, 2).rpartition("/")[2]
    asked: list[str] = []
    with group.app.work.database.reading() as db:
        event.listen(db, "before_cursor_execute", lambda c, cur, sql, *_: asked.append(sql))
        found = feeds.feed(db, token.removesuffix(".ics"), group.clock.now())
        assert found and b"Weekly sync" in found.drawn()
    assert len([sql for sql in asked if sql.startswith("SELECT")]) == 1
