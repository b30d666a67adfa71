"""All that is stored about one person, for them to read."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, or_, select

from storage.tables import metadata

# section -> (its table, the columns that name a person)
SECTIONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "you": ("people", ("user",)),
    "employers": ("employers", ("user",)),
    "handles": ("handles", ("user",)),
    "channels": ("memberships", ("user",)),
    "roles": ("roles", ("user",)),
    "feedback": ("feedback", ("author", "for_user")),
    "feedback from your messages": ("feedback", ("source_author",)),
    "endorsements": ("endorsements", ("user",)),
    "action items you created": ("actions", ("created_by",)),
    "action items you own": ("action_owners", ("user",)),
    "commitments that you sponsor": ("sponsorships", ("sponsor",)),
    "how you want your summaries": ("lead_wishes", ("user",)),
    "meetings": ("attendance", ("user",)),
    "your home tab": ("homes", ("user",)),
    "decisions": ("decisions", ("by",)),
    "what you did": ("events", ("actor",)),
}
# What others said of their message is not theirs; nor is what the bot notes for itself.
_ONLY = {"feedback from your messages": ("number", "source", "created_at")}
_NEVER = {
    "what you did": ("was_heard",),
    "your home tab": ("shown", "redraw_at"),
    "decisions": ("present", "found_by"),
    "action items you created": ("channel", "origin"),
    "feedback": ("relay", "likely", "route", "is_indexed", "was_offered", "in_thread"),
}
# column -> (what its number stands for, the table and the column that name it)
_NAMED = {
    "group_id": ("group", "groups", "slug"),
    "area_id": ("area", "areas", "slug"),
    "meeting_id": ("meeting", "meetings", "number"),
}


def about(db: Connection, workspace: str, user: str) -> dict[str, list[dict[str, Any]]]:
    """Section -> rows, without empty sections. What is anonymous is tied to nobody, so it is not here."""
    found = {section: _rows(db, workspace, user, section) for section in SECTIONS}
    return {section: _named(db, rows) for section, rows in found.items() if rows}


def _rows(db: Connection, workspace: str, user: str, section: str) -> list[dict[str, Any]]:
    name, naming = SECTIONS[section]
    table = metadata.tables[name]
    never = {"workspace", *_NEVER.get(section, ())}
    told = [c for c in table.c if c.name in _ONLY.get(section, table.c) and c.name not in never]
    query = select(*told).where(table.c.workspace == workspace, or_(*(table.c[c] == user for c in naming)))
    rows = db.execute(query.order_by(*table.primary_key)).mappings()
    return [{k: v for k, v in row.items() if v is not None} for row in rows]


def _named(db: Connection, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Short names in place of the numbers of groups and areas."""
    for column, (name, of, told) in _NAMED.items():
        table = metadata.tables[of]
        wanted = {row[column] for row in rows if column in row}
        known = dict(db.execute(select(table.c.id, table.c[told]).where(table.c.id.in_(wanted))).all())
        for row in rows:
            if column in row:
                row[name] = known.get(row.pop(column))
    return rows
