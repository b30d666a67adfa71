"""What people typed, between Slack's markup and plain text; nothing leaves here that could ping somebody."""

from __future__ import annotations

import html
import re

_MARKUP = re.compile(r"<([^<>\s][^<>]*)>")
_SPECIAL = re.compile(r"@(?=channel\b|here\b|everyone\b|group\b)", re.IGNORECASE)
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069\\s]+")


def plain(text: str) -> str:
    """Slack's markup as a person reads it: `<@U1|ana>` is "@ana", `&lt;` is "<"."""
    return html.unescape(_MARKUP.sub(_spoken, text)).replace("\0", "").strip()


def _spoken(found: re.Match[str]) -> str:
    target, bar, label = found[1].partition("|")
    if target[0] in "@#":
        return target[0] + (label or target[1:])
    if target[0] == "!":
        return label or "@" + target[1:].partition("^")[0]
    return f"{label} ({target})" if bar and label and label not in target else target


def escape(text: str) -> str:
    """Safe to post as mrkdwn: no mention, no link that hides its target, no live `@channel`."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SPECIAL.sub("@\u2060", safe)


def clip(text: str, limit: int) -> str:
    """At most `limit` characters, cut at a word where one ends in the last quarter."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    space = cut.rfind(" ", limit * 3 // 4)
    return (cut[:space] if space > 0 else cut).rstrip(" \n\t,.;:-•") + "…"


def one_line(text: str, limit: int = 140) -> str:
    """One line of what somebody wrote, escaped."""
    return escape(clip(" ".join(text.split()), limit))


def quote(text: str) -> str:
    """As a mrkdwn quotation, already escaped text expected."""
    return "\n".join(f">{line}" for line in text.splitlines() or [""])


def is_blank(text: str) -> bool:
    """Nothing a person could read: white space, zero-width and direction marks only."""
    return not _INVISIBLE.sub("", text)


def counted(count: int, one: str, many: str | None = None) -> str:
    """ "1 item", "3,000 items"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
