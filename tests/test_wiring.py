"""What is drawn is handled, what is declared is reached: nothing hangs in the air between features and Slack."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from inspect import signature
from pathlib import Path

import pytest

from bot.slack_events import SUBSCRIBED
from handlers.commands import Command
from handlers.minutes.rules import HANDS, KEPT_OUT, NOTED, UNDONE, WAVES
from handlers.routes import routes

ROOT = Path(__file__).parents[1]
HANDLERS = sorted((ROOT / "handlers").rglob("*.py"))
DOTTED = re.compile(r"[a-z]+(\.[a-z_]+)+(:[a-z]*)?")  # "feedback.accept", "feedback.verdict:yes"


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def calls(*names: str) -> Iterator[tuple[Path, ast.Call]]:
    for path in HANDLERS:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and name_of(node) in names:
                yield path, node


def name_of(call: ast.Call) -> str:
    called = call.func
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def said(node: ast.expr | None) -> str | None:
    """A constant text, or an f-string with its holes as `*`."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "*" for part in node.values)
    return None


def argument(call: ast.Call, place: int, name: str) -> ast.expr | None:
    named = next((k.value for k in call.keywords if k.arg == name), None)
    return call.args[place] if len(call.args) > place else named


def known_names() -> set[str]:
    return {*routes.clicks, *routes.submits, *routes.shortcuts, *(job.name for job in routes.jobs)}


def fits(pattern: str, names: set[str]) -> bool:
    form = re.compile(re.escape(pattern).replace(r"\*", ".+"))
    return any(form.fullmatch(name) for name in names)


def test_every_button_and_menu_that_is_drawn_is_handled() -> None:
    places = {"button": (1, "click"), "select": (0, "click")}
    drawn = [(path, said(argument(call, *places[name_of(call)]))) for path, call in calls(*places)]
    ids = [(path.name, one.partition(":")[0]) for path, one in drawn if one]
    unhandled = [(name, one) for name, one in ids if one.strip("*") and not fits(one, set(routes.clicks))]
    assert len(ids) > 50 and not unhandled, f"a click on it would do nothing: {unhandled}"


def test_every_dotted_name_in_a_feature_is_a_route() -> None:
    """Catches what hands an id on, such as the buttons of a page."""
    emitted = {said(call.args[0]) for _, call in calls("emit")} | {event for event, _ in routes.consequences}
    known = known_names() | {name for name in emitted if name}
    constants = [
        (path.name, node.value)
        for path in HANDLERS
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and DOTTED.fullmatch(node.value)
    ]
    spaces = {name.partition(".")[0] for name in known}
    named = [(path, one.partition(":")[0]) for path, one in constants if one.partition(".")[0] in spaces]
    astray = [(path, one) for path, one in named if not any(fits(k, {one}) for k in known)]
    assert len(named) > 50 and not astray, f"no route has this name: {astray}"


def forms() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """(where, form id, names of its inputs) of each function that makes a form, with what it calls beside it."""
    for path in HANDLERS:
        functions = {n.name: n for n in ast.walk(tree(path)) if isinstance(n, ast.FunctionDef)}
        for function in functions.values():
            for call in made_in(function, "Form"):
                form_id = said(argument(call, 0, "id"))
                if form_id:
                    yield (
                        f"{path.name}:{function.name}",
                        form_id,
                        tuple(sorted(inputs_of(function, functions, set()))),
                    )


def made_in(function: ast.FunctionDef, *names: str) -> list[ast.Call]:
    return [n for n in ast.walk(function) if isinstance(n, ast.Call) and name_of(n) in names]


def inputs_of(function: ast.FunctionDef, beside: dict[str, ast.FunctionDef], seen: set[str]) -> set[str]:
    found: set[str] = set()
    seen.add(function.name)
    for call in (n for n in ast.walk(function) if isinstance(n, ast.Call)):
        name = name_of(call)
        if name == "input_of" or name.endswith("_input"):
            found |= {one for one in [said(argument(call, 0, "name"))] if one and "*" not in one}
        elif name in beside and name not in seen:
            found |= inputs_of(beside[name], beside, seen)
    return found


@pytest.mark.parametrize(("where", "form_id", "inputs"), list(forms()), ids=lambda value: str(value)[:40])
def test_every_form_has_a_handler_that_takes_its_inputs(
    where: str, form_id: str, inputs: tuple[str, ...]
) -> None:
    handlers = [handler for name, handler in routes.submits.items() if fits(form_id, {name})]
    takes = [handler.__name__ for handler in handlers if set(inputs) <= set(signature(handler).parameters)]
    assert takes or not inputs, f"{where}: nobody takes the {sorted(inputs)} that {form_id} sends"
    assert "*" in form_id or len(takes) == len(handlers), f"{where}: {takes} of {handlers} take its inputs"


def test_every_command_has_help_or_is_another_way_to_say_one() -> None:
    helped = [command for command in routes.commands if command.help]
    silent = [
        command.pattern.text for command in routes.commands if not command.help and not _of(command, helped)
    ]
    assert not silent, f"say in help= what it does: {silent}"
    for command in helped:
        assert command.help[0].isupper() or command.help[0].isdigit() or "," in command.help, command.help
        assert command.help.endswith((".", "?")) and len(command.help) < 100, command.help


def _of(command: Command, helped: list[Command]) -> bool:
    depth = len(command.pattern.literals)
    return any(
        other.handler is command.handler or other.pattern.literals[:depth] == command.pattern.literals
        for other in helped
    )


def test_no_two_handlers_answer_the_same() -> None:
    usages = Counter(command.pattern.usage for command in routes.commands)
    jobs = Counter(job.name for job in routes.jobs)
    replies = Counter((route.key.pattern, route.on) for route in routes.replies)
    twice = [name for counted in (usages, jobs, replies) for name, count in counted.items() if count > 1]
    assert not twice, f"which of the two is meant? {twice}"


def test_every_event_that_a_feature_waits_for_comes() -> None:
    told = re.findall(r'self\.tell\(\s*\w+(?:\([^)]*\))?,\s*"(\w+)"', _source("bot"))
    unheard = {name for name, _ in routes.events} - set(told)
    assert not unheard, f"bot/slack_events.py never tells: {unheard}"
    emitted = [said(argument(call, 0, "event")) or "" for _, call in calls("emit")]
    emitted += re.findall(r'\.emit\(\s*"(\w+)"', _source("bot"))
    missing = [name for name, _ in routes.consequences if not any(fits(one, {name}) for one in emitted)]
    assert not missing, f"nobody emits: {missing}"


def test_what_is_subscribed_is_heard() -> None:
    source = (ROOT / "bot/slack_events.py").read_text("utf-8")
    assert not [how for how in SUBSCRIBED.values() if f"async def {how}(" not in source]


def _source(folder: str) -> str:
    return "\n".join(path.read_text("utf-8") for path in (ROOT / folder).glob("*.py"))


def test_every_emoji_that_is_written_or_reacted_with_is_drawn_by_the_page() -> None:
    """Elsewhere people would see its code, such as `:sunny:`."""
    table = re.search(r"`\n(.*?)`", (ROOT / "bot/sandbox/page/emoji.js").read_text("utf-8"), re.DOTALL)
    known = set(table[1].split()[::2]) if table else set()
    texts = [
        node.value
        for path in HANDLERS
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    used = {code for text in texts for code in re.findall(r"(?<!\w):([a-z][a-z0-9_]*):", text)}
    used |= {NOTED, HANDS, WAVES, UNDONE, KEPT_OUT}
    assert len(used) > 10 and not used - known, f"add to emoji.js: {sorted(used - known)}"
