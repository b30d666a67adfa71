"""The one table of rights, deed by role, as somebody's standing in a real group decides it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from handlers import places, rights, sight
from handlers.contract import Context, Settings, UserError
from storage import areas, groups, people
from storage.db import Database
from storage.feedback import Feedback
from tests.databases import with_tables

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
PEOPLE = ("admin", "named", "chair", "co", "lead", "other", "member", "liaison", "outsider", "guest")
# deed -> who may in a group that has a chair; "lead" leads the area in question, "other" another one
MAY = {
    "create a group": {"admin", "named"},
    "archive a group": {"admin", "named"},
    "edit a group": {"chair", "co"},
    "edit areas": {"chair", "co"},
    "schedule meetings": {"chair", "co"},
    "triage feedback": {"chair", "co", "lead"},
    "merge feedback": {"chair", "co", "lead"},
    "nudge a lead": {"chair", "co"},
    "say the direction": {"chair", "co", "lead"},
    "join a group": set(PEOPLE),
    "give feedback": set(PEOPLE),
    "endorse feedback": set(PEOPLE),
    "edit feedback": set(),
    "judge an answer": set(),
    "confirm a commitment": set(),
    "take lines": {"chair", "co", "lead", "other", "member", "liaison"},
    "fill the agenda": {"chair", "co", "lead", "other", "member", "liaison"},
    "create actions": {"chair", "co", "lead", "other", "member", "liaison"},
    "take an action": {"chair", "co", "lead", "other", "member", "liaison"},
    "work on an action": {"chair", "co"},
    "end a meeting": {"chair", "co"},
    "publish minutes": {"chair", "co"},
    "decide": {"chair", "co"},
}


@pytest.fixture
def ctx(tmp_path: Path) -> Iterator[Context]:
    """A private group with two areas; "named" is an admin by the settings, "member" is in the channel."""
    database = Database(with_tables(tmp_path / "rights.db"))
    with database.transaction() as db:
        for user in PEOPLE:
            people.save_person(db, "T", user, name=user, is_admin=user == "admin", is_guest=user == "guest")
        people.enter(db, "T", "C1", "member")
        group = groups.add_group(db, "T", "pwg", "Product", NOW, channel="C1", is_private=True)
        nova, cinder = (areas.add_area(db, "T", group, slug, slug) for slug in ("nova", "cinder"))
        held = [("chair", "chair", None), ("co", "co-chair", None), ("liaison", "liaison", None)]
        for user, role, area in [*held, ("lead", "lead", nova), ("other", "lead", cinder)]:
            groups.take_role(db, "T", group, user, role, NOW, area)
        yield Context(db, NOW, "T", Settings(admins=frozenset({"named"})), channel="C9")
    database.close()


def standing(ctx: Context, user: str) -> places.Standing:
    group, nova = groups.group_by_slug(ctx.db, "T", "pwg"), areas.area_by_slug(ctx.db, "T", "nova")
    assert group and nova
    return places.standing(replace(ctx, actor=user), group, nova.id)


def test_every_deed_is_in_this_table() -> None:
    assert set(MAY) == set(rights.DEEDS)


@pytest.mark.parametrize("deed", MAY)
def test_who_may(ctx: Context, deed: str) -> None:
    assert {user for user in PEOPLE if standing(ctx, user).may(deed)} == MAY[deed]


@pytest.mark.parametrize("deed", [deed for deed, who in MAY.items() if who == {"chair", "co"}])
def test_where_there_is_no_chair_the_admins_act(ctx: Context, deed: str) -> None:
    group = groups.group_by_slug(ctx.db, "T", "pwg")
    assert group
    for user, role in (("chair", "chair"), ("co", "co-chair")):
        groups.end_role(ctx.db, group.id, user, role, NOW)
    assert {user for user in PEOPLE if standing(ctx, user).may(deed)} == {"admin", "named"}
    with pytest.raises(UserError, match=r"^Only .*an admin \("):
        standing(ctx, "member").demand(deed)


@pytest.mark.parametrize(
    ("deed", "who"),
    [
        ("edit areas", "the chairs of Product (<@chair>, <@co>)"),
        ("triage feedback", "the leads and chairs of Product (<@lead>, <@chair>, <@co>)"),
        ("edit feedback", "its author"),
        ("work on an action", "its owners, who created it and the chairs of Product (<@chair>, <@co>)"),
        ("archive a group", "an admin"),
    ],
)
def test_a_refusal_says_who_can(ctx: Context, deed: str, who: str) -> None:
    with pytest.raises(UserError) as refused:
        standing(ctx, "outsider").demand(deed)
    assert str(refused.value).startswith(f"Only {who} can ")


def test_where_there_is_no_group_the_admins_are_named(ctx: Context) -> None:
    with pytest.raises(UserError, match=r"Only an admin \(<@admin>, <@named>\) can create a group"):
        places.standing(replace(ctx, actor="chair"), None).demand("create a group")


def test_who_may_know_of_a_private_group(ctx: Context) -> None:
    group = groups.group_by_slug(ctx.db, "T", "pwg")
    assert group
    knows = {user for user in PEOPLE if places.may_see(replace(ctx, actor=user), group)}
    assert knows == set(PEOPLE) - {"outsider", "guest"}
    lists = {user for user in PEOPLE if places.groups_seen(replace(ctx, actor=user))}
    assert lists == knows


def test_a_private_group_without_a_channel_is_not_seen_from_nowhere(ctx: Context) -> None:
    group = groups.add_group(ctx.db, "T", "hidden", "Hidden", NOW, is_private=True)
    groups.take_role(ctx.db, "T", group, "chair", "chair", NOW)
    item = Feedback("T", 1, group, None, "secret", "chair", None, False, "new", NOW)
    from_home = replace(ctx, channel=None)
    assert {u for u in PEOPLE if sight.sees_feedback(replace(from_home, actor=u), item)} == {
        "chair",
        "admin",
        "named",
    }


def test_somebody_who_left_knows_no_more(ctx: Context) -> None:
    group = groups.group_by_slug(ctx.db, "T", "pwg")
    assert group
    people.exit_channel(ctx.db, "T", "C1", "member")
    groups.end_role(ctx.db, group.id, "liaison", "liaison", NOW)
    for user in ("member", "liaison"):
        assert not places.may_see(replace(ctx, actor=user), group)
        with pytest.raises(UserError, match="know no group `PWG`"):
            places.group_named(replace(ctx, actor=user), "PWG")
