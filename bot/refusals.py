"""What Slack's Web API answers when it does not do as asked, and how it looks when there is no answer."""

from __future__ import annotations

import aiohttp
from slack_sdk.errors import SlackApiError

NO_ANSWER = (aiohttp.ClientError, TimeoutError, OSError)


def answer_of(refusal: SlackApiError) -> tuple[int, str]:
    """(HTTP status, Slack's error name); a proxy's page in between has no name."""
    response = refusal.response
    data = response.data if isinstance(response.data, dict) else {}
    return int(response.status_code or 0), str(data.get("error", ""))


def error_of(refusal: SlackApiError) -> str:
    status, error = answer_of(refusal)
    return error or f"HTTP {status}"


def pause_of(refusal: SlackApiError) -> float:
    """For how many seconds Slack asks us to wait; 0 when it does not."""
    status, error = answer_of(refusal)
    if status != 429 and error != "ratelimited":
        return 0.0
    return float(refusal.response.headers.get("Retry-After", 1) or 1)
