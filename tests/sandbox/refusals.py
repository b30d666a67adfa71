"""The error with which a call is refused, for the tests of every method."""

from collections.abc import Awaitable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError


async def refused(call: Awaitable[Any]) -> str:
    """Slack's word for it."""
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value.response["error"]
