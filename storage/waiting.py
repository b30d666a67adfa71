"""What is on one person's desk, as owner, author, sponsor, lead and chair: each kind a question, counted at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Date, Select, and_, bindparam, exists, func, or_, select, union_all

from storage.actions import Action, actions, alive, owners
from storage.db import all_rows, columns
from storage.decisions import Decision, decisions
from storage.direction import Statement, readers, statements
from storage.feedback import UNACKNOWLEDGED, Feedback, feedback
from storage.groups import roles
from storage.meetings import meetings
from storage.minutes import DRAFT, PUBLISHED, minutes
from storage.sponsorships import ASKED, sponsorships


@dataclass(frozen=True, slots=True)
class Draft:
    """Minutes that no chair has published; `is_out` when they went out as a draft by themselves."""

    number: int
    group_id: int
    name: str
    starts_at: datetime
    state: str

    @property
    def is_out(self) -> bool:
        return self.state == PUBLISHED


@dataclass(frozen=True, slots=True)
class Whose:
    """Somebody with the areas they lead (area: its group) and the groups they chair, on one of their days."""

    workspace: str
    user: str
    led: Mapping[int, int]
    chaired: Collection[int]
    today: date
    is_admin: bool = False

    @property
    def binds(self) -> dict[str, Any]:
        chaired = sorted(self.chaired)
        return {
            "workspace": self.workspace,
            "user": self.user,
            "led": sorted(self.led),
            "chaired": chaired,
            "charge": sorted({*self.led.values(), *chaired}),
            "today": self.today,
            "is_admin": self.is_admin,
        }


def totals(db: Connection, whose: Whose) -> dict[str, int]:
    """How many there are of each kind."""
    return dict(zip(QUESTIONS, db.execute(_TOTALS, whose.binds).one(), strict=True))


def page(db: Connection, kind: str, whose: Whose, *, limit: int, offset: int) -> list[Any]:
    row, question = QUESTIONS[kind]
    return all_rows(db, row, question, **whose.binds, limit=limit, offset=offset)


_WORKSPACE, _USER = bindparam("workspace"), bindparam("user")
# A group is of one workspace: to name that too would lead SQLite to an index that finds too much.
_CHAIRED = bindparam("chaired", expanding=True)


def _feedback(*wanted: Select[Any]) -> Select[Any]:
    """Each of the ways to be wanted has an index of its own; with "or" SQLite would read the whole table."""
    query = select(*columns(feedback, Feedback)).where(feedback.c.workspace == _WORKSPACE)
    return query.where(feedback.c.number.in_(union_all(*wanted)))


def _unheard() -> Select[Any]:
    """Nobody has acknowledged it: of the areas somebody leads, and what has no lead in groups that they chair.

    What belongs to no group is the admins'.
    """
    item = feedback.alias("item").c
    with_lead = select(roles.c.area_id).where(
        roles.c.group_id.in_(_CHAIRED), roles.c.role == "lead", roles.c.until.is_(None)
    )
    is_orphan = or_(
        item.area_id.is_(None), item.area_id.not_in(with_lead.where(roles.c.area_id.is_not(None)))
    )
    is_theirs = or_(
        item.area_id.in_(bindparam("led", expanding=True)), and_(item.group_id.in_(_CHAIRED), is_orphan)
    )
    waits = select(item.number).where(item.workspace == _WORKSPACE, item.state.in_(UNACKNOWLEDGED))
    return _feedback(
        waits.where(item.group_id.in_(bindparam("charge", expanding=True)), is_theirs),
        waits.where(item.group_id.is_(None), bindparam("is_admin")),
    ).order_by(feedback.c.severity.is_distinct_from("blocking"), feedback.c.number)


def _given() -> Select[Any]:
    """By them or in their name, the newest first; what is anonymous is nobody's."""
    item = feedback.alias("item").c
    ways = (
        select(item.number).where(item.workspace == _WORKSPACE, c == _USER)
        for c in (item.author, item.for_user)
    )
    return _feedback(*ways).order_by(feedback.c.number.desc())


def _statements() -> Select[Any]:
    """Of direction, told to them by name, that they have not judged."""
    is_its = and_(readers.c.workspace == statements.c.workspace, readers.c.number == statements.c.number)
    query = select(*columns(statements, Statement)).join(readers, is_its)
    theirs = (readers.c.workspace == _WORKSPACE, readers.c.place == _USER, readers.c.verdict.is_(None))
    return query.where(*theirs).order_by(statements.c.number.desc())


def _actions() -> Select[Any]:
    """The longest due first."""
    return select(*columns(actions, Action)).where(alive()).order_by(actions.c.due, actions.c.number)


def _owned() -> Select[Any]:
    is_its = and_(actions.c.workspace == owners.c.workspace, actions.c.number == owners.c.number)
    return _actions().join(owners, is_its).where(owners.c.workspace == _WORKSPACE, owners.c.user == _USER)


def _promised() -> Select[Any]:
    is_its = and_(actions.c.workspace == sponsorships.c.workspace, actions.c.number == sponsorships.c.number)
    asked = (sponsorships.c.workspace == _WORKSPACE, sponsorships.c.sponsor == _USER)
    return _actions().join(sponsorships, is_its).where(*asked, sponsorships.c.state == ASKED)


def _ownerless() -> Select[Any]:
    is_its = and_(owners.c.workspace == actions.c.workspace, owners.c.number == actions.c.number)
    return _actions().where(actions.c.group_id.in_(_CHAIRED), ~exists().where(is_its))


def _drafts() -> Select[Any]:
    of = minutes.c
    is_its = and_(meetings.c.workspace == of.workspace, meetings.c.number == of.number)
    unpublished = or_(of.state == DRAFT, and_(of.state == PUBLISHED, of.published_by.is_(None)))
    query = select(of.number, of.group_id, meetings.c.name, meetings.c.starts_at, of.state).join(
        meetings, is_its
    )
    return query.where(of.group_id.in_(_CHAIRED), unpublished).order_by(of.number)


def _to_review() -> Select[Any]:
    of = decisions.c
    is_due = of.review_on <= bindparam("today", type_=Date)
    query = select(*columns(decisions, Decision)).where(
        of.group_id.in_(_CHAIRED), of.superseded_by.is_(None), is_due
    )
    return query.order_by(of.review_on, of.number)


_ASKED = {
    "actions": (Action, _owned()),
    "given": (Feedback, _given()),
    "asked": (Feedback, _given().where(feedback.c.state == "needs info")),
    "judged": (Feedback, _given().where(feedback.c.state == "resolved", feedback.c.verdict.is_(None))),
    "stated": (Statement, _statements()),
    "promised": (Action, _promised()),
    "unheard": (Feedback, _unheard()),
    "drafts": (Draft, _drafts()),
    "ownerless": (Action, _ownerless()),
    "review": (Decision, _to_review()),
}
QUESTIONS: dict[str, tuple[type[Any], Select[Any]]] = {
    kind: (row, query.limit(bindparam("limit")).offset(bindparam("offset")))
    for kind, (row, query) in _ASKED.items()
}
_TOTALS = select(
    *(query.with_only_columns(func.count()).order_by(None).scalar_subquery() for _, query in _ASKED.values())
)
