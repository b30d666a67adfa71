"""The atoms of Block Kit's rules: each looks at one value and yields what Slack would say against it."""

import re
from collections.abc import Callable, Iterator
from typing import Any

Rule = Callable[[Any, str], Iterator[str]]

_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_URL = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:[^\s]+")


def fault(sentence: str, path: str) -> str:
    """A sentence with the place that it is about."""
    return f"{sentence} [json-pointer:{path}]"


def string(longest: int, shortest: int = 1) -> Rule:
    """A string between two lengths."""

    def rule(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield fault("must be a string", path)
        elif len(value) > longest:
            yield fault(f"must be less than {longest + 1} characters", path)
        elif len(value) < shortest:
            yield fault(f"must be more than {shortest - 1} characters", path)

    return rule


def url(longest: int = 3000) -> Rule:
    """An address with a scheme."""
    length = string(longest)

    def rule(value: Any, path: str) -> Iterator[str]:
        found = list(length(value, path))
        yield from found
        if not found and not _URL.fullmatch(value):
            yield fault("must be a valid url", path)

    return rule


def matching(pattern: re.Pattern[str], sentence: str) -> Rule:
    """A string of one form."""

    def rule(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            yield fault(sentence, path)

    return rule


date = matching(_DATE, "must be a valid date in the format YYYY-MM-DD")
time_of_day = matching(_TIME, "must be a valid time in the format HH:mm")
decimal = matching(re.compile(r"-?\d+(\.\d+)?"), "must be a valid number")


def flag(value: Any, path: str) -> Iterator[str]:
    """true or false."""
    if not isinstance(value, bool):
        yield fault("must be a boolean", path)


def anything(value: Any, path: str) -> Iterator[str]:
    """A field whose inside is not looked at."""
    yield from ()


def whole(least: int, most: int) -> Rule:
    """A whole number in a range."""

    def rule(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield fault("must be an integer", path)
        elif value < least:
            yield fault(f"must be greater than or equal to {least}", path)
        elif value > most:
            yield fault(f"must be less than or equal to {most}", path)

    return rule


def choice(*allowed: str) -> Rule:
    """One of a few words."""

    def rule(value: Any, path: str) -> Iterator[str]:
        if value not in allowed:
            yield fault(f"must be one of: {', '.join(allowed)}", path)

    return rule


def items(each: Rule, most: int, least: int = 1) -> Rule:
    """An array between two lengths."""

    def rule(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield fault("must be an array", path)
            return
        if len(value) > most:
            yield fault(f"no more than {most} items allowed", path)
        if len(value) < least:
            yield fault(f"no fewer than {least} items allowed", path)
        for number, item in enumerate(value[: most + 1]):
            yield from each(item, f"{path}/{number}")

    return rule


def shape(required: dict[str, Rule], optional: dict[str, Rule], *more: Rule) -> Rule:
    """An object with these fields and no others; `more` rules see the whole object."""
    known = {"type": anything} | required | optional

    def rule(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield fault("must be an object", path)
            return
        for name in required:
            if value.get(name) is None:
                yield fault(f"missing required field: {name}", path)
        for name, inner in value.items():
            if name not in known:
                yield fault(f"invalid additional property: {name}", path)
            elif inner is not None:
                yield from known[name](inner, f"{path}/{name}")
        for extra in more:
            yield from extra(value, path)

    return rule


def kinds(shapes: dict[str, Rule]) -> Rule:
    """An object whose `type` says which shape it must have."""

    def rule(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield fault("must be an object", path)
        elif value.get("type") is None:
            yield fault("missing required field: type", path)
        elif not isinstance(value["type"], str) or value["type"] not in shapes:
            yield fault(f"unsupported type: {value['type']}", f"{path}/type")
        else:
            yield from shapes[value["type"]](value, path)

    return rule


def text(longest: int = 3000, marked_up: bool = True) -> Rule:
    """A text object; the reason inside comes after Slack's general sentence, as Slack does it."""
    length = string(longest)
    plain = shape({"text": length}, {"emoji": flag})
    mrkdwn = shape({"text": length}, {"verbatim": flag})
    inner = kinds({"plain_text": plain, "mrkdwn": mrkdwn} if marked_up else {"plain_text": plain})

    def rule(value: Any, path: str) -> Iterator[str]:
        found = list(inner(value, path))
        if found:
            yield fault("failed to match all allowed schemas", path)
        yield from found

    return rule
