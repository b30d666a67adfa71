"""Action items as a file that people open elsewhere: CSV and Markdown. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from storage.actions import Action

HEAD = ("number", "action", "owners", "due", "state", "note", "group", "noted on", "from", "message")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Known:
    """What the rows say in words: names, groups, where each came from."""

    owners: Mapping[int, Sequence[str]]
    groups: Mapping[int, str]
    causes: Mapping[int, Sequence[str]]


def as_csv(found: Sequence[Action], known: Known) -> str:
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\r\n")
    out.writerow(HEAD)
    out.writerows([_harmless(cell) for cell in _cells(action, known)] for action in found)
    return text.getvalue()


def _cells(action: Action, known: Known) -> list[str]:
    return [
        action.id,
        action.text,
        ", ".join(known.owners.get(action.number, ())),
        action.due.isoformat(),
        action.state,
        action.note,
        known.groups.get(action.group_id, ""),
        action.created_at.date().isoformat(),
        ", ".join(known.causes.get(action.number, ())),
        action.source or "",
    ]


def _harmless(cell: str) -> str:
    """A spreadsheet must not run what somebody wrote."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def as_markdown(found: Sequence[Action], known: Known, title: str) -> str:
    """A list to tick."""
    lines = [f"# {_flat(title)}", ""]
    for action in found:
        who = ", ".join(known.owners.get(action.number, ())) or "needs an owner"
        facts = [_flat(who), f"due {action.due.isoformat()}", action.state]
        facts += [_flat(", ".join(causes))] if (causes := known.causes.get(action.number)) else []
        mark = " " if action.is_alive else "x"
        lines.append(f"- [{mark}] **{action.id}** {_flat(action.text)} ({'; '.join(facts)})")
    return "\n".join([*lines, ""])


def _flat(text: str) -> str:
    """One line, in which nothing is markup."""
    safe = "".join(f"\\{letter}" if letter in "\\`*_[]<>|#" else letter for letter in text)
    return " ".join(safe.split())
