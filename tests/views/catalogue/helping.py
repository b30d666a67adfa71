"""Help, and the answer to what was not understood."""

from __future__ import annotations

from handlers import helping
from handlers.contract import Settings
from handlers.router import NotUnderstood
from handlers.routes import routes
from tests.views.catalogue.case import Cases, case
from tests.views.rows import COMMAND, LONG

HELPED = [command for command in routes.commands if command.help]
TYPED = ("feedbak list", "meetng move next to thu 17:00", "group lst", "actoin done A-7", f"decids {LONG}")


def cases() -> Cases:
    yield case("all", helping.overview, HELPED, None, COMMAND)
    for noun in ("feedback", "settings", "trace"):
        yield case(noun, helping.overview, HELPED, noun, COMMAND)
    for typed in TYPED:
        found = routes.parse(typed)
        assert isinstance(found, NotUnderstood), typed
        yield case(typed[:30], helping.nearest_answer, found, typed, Settings())
    yield case("nothing near", helping.nearest_answer, NotUnderstood(()), "&%$ <zzz> `x`", Settings())
