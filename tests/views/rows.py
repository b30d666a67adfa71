"""A small working group's rows, in its own words and at a fixed hour: what drawings are tried with."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from handlers import loop
from storage.actions import Action
from storage.agenda import OPEN, Item
from storage.areas import Area
from storage.decisions import Decision
from storage.direction import Statement
from storage.feedback import Feedback
from storage.groups import Group
from storage.items import Event
from storage.meetings import PLANNED, Answer, Meeting
from storage.people import Person

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)  # a Monday
TODAY = date(2026, 3, 2)
DAY = timedelta(days=1)
COMMAND = "/wg"
SPANS = loop.weeks(NOW, "UTC")

NAMES = {
    "UANA": "Ana Torres",
    "UMAYA": "Maya Okafor",
    "UJONAS": "Jonas Weber",
    "URAVI": "Ravi Menon",
    "USOFIA": "Sofia Lind",
    "ULENA": "Lena Brandt",
    "UTOM": "Tom Hale",
    "UYUKI": "Yuki Mori",
    "UDANA": "Dana Levy",
    "UMARCO": "Marco Riva",
    "UPRIYA": "Priya Nair",
    "UADA": "Ada Reyes",
    "UCHIDI": "Chidi Eze",
    "UELIF": "Elif Kaya",
    "UNOOR": "Noor Haddad",
    "UOLA": "Ola Nowak",
}
USERS = list(NAMES)
CHANNELS = {"CPRODUCT": "product-wg", "CCOMPUTE": "compute-leads", "CSTORAGE": "storage-leads"}

SAYINGS = (
    "Live migration of instances with more than 256 GB of memory times out, whatever the network.",
    "Volumes can't be resized while they are attached, so each resize is an outage that we announce a week ahead.",
    "The upgrade notes don't say in which order the services may be restarted.",
    "Quota errors name the limit, but not the project that ran into it.",
    "Ports stay in state <BUILD> when an agent restarts while they are bound & nobody is told.",
    "Tokens expire in the middle of long image uploads.",
    "The rolling upgrade of the scheduler took four minutes, and none of our users noticed. Thank you!",
    "There is no way to see for which host a failed instance was meant.",
    "Metering misses the first hour of instances that are made in a batch.",
    "Nobody outside can tell whether bare metal is still meant to come first next year.",
)
DEEDS = (
    "draft the charter of the upgrades team",
    "collect the time-outs of the last month from three operators",
    "ask the release team for a slot in the spring cycle",
    "write down in which order the services may be restarted, with a table for each release that is still kept",
    "try the resize of attached volumes on the test cloud",
)
LONG = (
    "Since we moved to the spring release, live migration of large instances fails about every third time. "
    "It begins well, copies memory for twenty minutes, and then times out while the guest keeps dirtying pages "
    "faster than they are sent. We run 1,400 hosts in four regions & see it in all of them.\n\n"
    "What we tried:\n"
    "- a longer time-out (`live_migration_completion_timeout = 3600`): it only fails later\n"
    "- compression: <no difference> that we could measure\n"
    "- post-copy: works, but a lost link then loses the guest, so our users forbid it\n\n"
    "What would help us most is to see *before* we start whether a guest can be moved at all, and a way to let "
    "it slow down for a minute when it can't. We would gladly test patches; @channel here in our team is two "
    "people who do nothing else. The details are at https://example.org/cloud/notes/live-migration?of=large&in=spring."
)
ONE_LINE = " ".join(LONG.split())[:300]
ENDLESS = "\n\n".join([LONG] * 5)
SOURCE = "https://example.slack.com/archives/CPRODUCT/p1772445600000016"
LONG_NAME = "Working Group on Upgrades, Long Lived Releases, Migration and Everything Between"


def filled(row: type[Any], **known: Any) -> Any:
    """A row with nothing in it but what is said."""
    return row(**{**dict.fromkeys(row.__dataclass_fields__), **known})


def a_group(
    number: int = 1, slug: str = "product", name: str = "Product Working Group", **known: Any
) -> Group:
    usual = {
        "id": number,
        "workspace": "T1",
        "slug": slug,
        "name": name,
        "mission": "Hears what operators and users need, and carries it to those who build.",
        "channel": "CPRODUCT",
        "is_private": False,
        "zone": "Europe/Paris",
        "acknowledge_days": 7,
        "created_at": NOW - 90 * DAY,
        "archived_at": None,
    }
    return Group(**{**usual, **known})


def an_area(number: int = 1, slug: str = "compute", name: str = "Compute", **known: Any) -> Area:
    usual = {"description": "", "channel": "CCOMPUTE", "archived_at": None}
    return Area(id=number, workspace="T1", group_id=1, slug=slug, name=name, **{**usual, **known})


GROUP = a_group()
BARE = a_group(2, "operators", "Operators", mission="", channel=None)
SECRET = a_group(3, "large", "Large Deployments", is_private=True)
LONGEST = a_group(4, "upgrades-long-lived-releases-and-migration", LONG_NAME, mission=LONG)
GROUPS = (GROUP, BARE, SECRET, LONGEST)
COMPUTE = an_area()
STORAGE = an_area(2, "storage", "Block storage", channel="CSTORAGE")
AREAS = (COMPUTE, STORAGE)


def a_feedback(number: int = 12, text: str | None = None, state: str = "routed", **known: Any) -> Feedback:
    usual = {
        "group_id": 1,
        "area_id": 1,
        "author": "UANA",
        "relay": None,
        "is_anonymous": False,
        "created_at": NOW - 3 * DAY,
    }
    said = SAYINGS[number % len(SAYINGS)] if text is None else text
    return Feedback(workspace="T1", number=number, text=said, state=state, **{**usual, **known})


def an_action(number: int = 7, text: str | None = None, state: str = "open", **known: Any) -> Action:
    usual = {
        "due": TODAY + 4 * DAY,
        "created_at": NOW - 5 * DAY,
        "created_by": "UMAYA",
        "channel": "CPRODUCT",
    }
    said = DEEDS[number % len(DEEDS)] if text is None else text
    return Action(workspace="T1", number=number, group_id=1, text=said, state=state, **{**usual, **known})


def a_decision(
    number: int = 5, text: str = "The time-out of a migration grows with the memory.", **known: Any
) -> Decision:
    usual = {"group_id": 1, "by": "Maya Okafor", "decided_at": NOW - 6 * DAY}
    return Decision(workspace="T1", number=number, text=text, **{**usual, **known})


def a_meeting(number: int = 3, name: str = "Product sync", **known: Any) -> Meeting:
    usual = {
        "id": number,
        "workspace": "T1",
        "number": number,
        "series_id": 1,
        "group_id": 1,
        "name": name,
        "state": PLANNED,
        "channel": "CPRODUCT",
        "starts_at": NOW + DAY,
        "ends_at": NOW + DAY + timedelta(hours=1),
        "link": "https://meet.example.org/product",
        "reason": "",
        "sequence": 0,
    }
    return filled(Meeting, **{**usual, **known})


def a_topic(number: int = 1, text: str = "Live migration of large instances", **known: Any) -> Item:
    usual = {"minutes": None, "by": "UANA", "link": None, "state": OPEN, "carried": 0, "created_at": NOW}
    return filled(Item, id=number, workspace="T1", group_id=1, place=number, text=text, **{**usual, **known})


def a_statement(number: int = 2, text: str = "Upgrades without downtime come first this year.") -> Statement:
    return Statement("T1", number, 1, "UMAYA", text, NOW - 2 * DAY)


def an_answer(user: str, answer: str = "coming") -> Answer:
    return Answer(3, user, answer, "", NOW, None)


def an_event(
    what: str, why: str = "", days: int = 1, actor: str | None = "ULENA", item: str = "F-12"
) -> Event:
    return Event(item, NOW - days * DAY, actor, what, why, {})


def a_person(**known: Any) -> Person:
    usual = {
        "workspace": "T1",
        "user": "UANA",
        "name": "Ana Torres",
        "zone": "Europe/Madrid",
        "is_bot": False,
        "is_admin": False,
        "is_guest": False,
        "deleted": False,
        "digest_off": False,
    }
    return filled(Person, **{**usual, **known})


def who_said_all(**known: Any) -> Person:
    """All that somebody can say of themselves."""
    said = {
        "voice": "product manager",
        "sponsor": "USOFIA",
        "quiet_from": time(19),
        "quiet_to": time(8),
        "away_until": NOW + 9 * DAY,
        "digest_day": 2,
        "digest_at": time(8, 30),
    }
    return a_person(**{**said, **known})
