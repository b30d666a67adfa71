"""Who is who is asked again and again within a deed: read once a transaction, until somebody changes it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, event

Of = ParamSpec("Of")
Answer = TypeVar("Answer")

WHO_IS_WHO = frozenset(
    ("people", "channels", "memberships", "groups", "areas", "aliases", "roles", "lead_wishes")
)
"""The tables that kept questions ask."""

_answers: WeakKeyDictionary[Connection, dict[Any, Any]] = WeakKeyDictionary()


def kept(
    question: Callable[Concatenate[Connection, Of], Answer],
) -> Callable[Concatenate[Connection, Of], Answer]:
    """For a question to tables of `WHO_IS_WHO` alone, whose answer nobody changes."""

    @wraps(question)
    def ask(db: Connection, *of: Of.args, **more: Of.kwargs) -> Answer:
        known = _answers.get(db)
        if known is None:
            known = _answers[db] = {}
        key = (question, of, *more.items())
        if key not in known:
            known[key] = question(db, *of, **more)
        answer: Answer = known[key]
        return answer

    return ask


def forget(db: Connection) -> None:
    """What was read may have been taken back."""
    _answers.pop(db, None)


def watch(engine: Engine) -> None:
    """From now on a change makes its transaction ask anew."""

    @event.listens_for(engine, "before_execute")
    def _before(db: Connection, clause: Any, *_: object) -> None:
        if clause.is_dml and clause.table.name in WHO_IS_WHO:
            forget(db)
