"""Every table: importing this module makes `metadata` complete."""

from storage import (
    action_due,
    actions,
    addresses,
    agenda,
    decisions,
    direction,
    endorsements,
    feedback,
    gatherings,
    groups,
    habits,
    items,
    links,
    meetings,
    minutes,
    news,
    outbox,
    pacing,
    people,
    published,
    registry,
    terms,
)
from storage.db import metadata

MODULES = (
    people,
    groups,
    items,
    feedback,
    endorsements,
    links,
    actions,
    action_due,
    gatherings,
    terms,
    outbox,
    pacing,
    registry,
    meetings,
    habits,
    addresses,
    agenda,
    minutes,
    published,
    news,
    direction,
    decisions,
)

__all__ = ["MODULES", "metadata"]
