"""Ids and secrets that look like Slack's."""

import secrets

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WIDTH = 8
_SPAN = 36**_WIDTH
_STRIDE = 1_103_515_245_371  # odd and no multiple of 3, so that every number of the span comes once


class Ids:
    """Gives out ids in an order that is the same in every run."""

    def __init__(self) -> None:
        self._number = 0

    def next(self, prefix: str) -> str:
        """A new id, such as U07QK2M4XA1."""
        return f"{prefix}0{self._next()}"

    def short(self) -> str:
        """A new short id, as Slack gives to blocks that came without one."""
        return self._next()[-5:]

    def _next(self) -> str:
        self._number += 1
        return _base36(self._number * _STRIDE % _SPAN)


def bot_token() -> str:
    """A token such as an installed app gets."""
    return f"xoxb-{_digits(12)}-{_digits(13)}-{secrets.token_hex(12)}"


def app_token(app_id: str) -> str:
    """A token such as Socket Mode wants."""
    return f"xapp-1-{app_id}-{_digits(13)}-{secrets.token_hex(32)}"


def signing_secret() -> str:
    """The secret with which requests to the app are signed."""
    return secrets.token_hex(16)


def _digits(length: int) -> str:
    return str(secrets.randbelow(9 * 10 ** (length - 1)) + 10 ** (length - 1))


def _base36(number: int) -> str:
    letters = []
    for _ in range(_WIDTH):
        number, rest = divmod(number, 36)
        letters.append(_ALPHABET[rest])
    return "".join(reversed(letters))
