"""Open forms (modals), home tabs, and the triggers that open them."""

import time
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.sandbox import blockkit
from bot.sandbox.state.refusals import Refused

if TYPE_CHECKING:
    from bot.sandbox.state.roster import Roster

View = dict[str, Any]
Values = dict[str, dict[str, dict[str, Any]]]  # block_id -> action_id -> state of the element

STACK_LIMIT = 3
VIEW_BYTES = 250_000


@dataclass
class Trigger:
    """The right to open one form, for a short while."""

    user: str
    made: float
    used: bool = False


@dataclass
class OpenForm:
    """A view on somebody's screen, with what they typed and what Slack shows at its fields."""

    view: View
    user: str
    typed: Values = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    notice: str = ""


class Forms:
    """Each person has one stack of at most three modals, and one home tab."""

    def __init__(self, roster: "Roster") -> None:
        self.homes: dict[str, View] = {}
        self.stacks: dict[str, list[OpenForm]] = {}
        self.trigger_seconds = 3.0
        self._roster = roster
        self._open: dict[str, OpenForm] = {}
        self._triggers: dict[str, Trigger] = {}
        self._aging: deque[tuple[float, str]] = deque()

    # Triggers

    def trigger(self, user: str) -> str:
        """A new trigger_id; real time counts, also where the workspace's clock is moved."""
        now = time.monotonic()
        while self._aging and self._aging[0][0] < now - 60:
            self._triggers.pop(self._aging.popleft()[1], None)
        trigger_id = f"{int(now * 1000)}.{len(self._triggers)}.{self._roster.ids.next('').lower()}"
        self._triggers[trigger_id] = Trigger(user, now)
        self._aging.append((now, trigger_id))
        return trigger_id

    def exchange(self, trigger_id: str) -> str:
        """Whose trigger it is; a trigger opens one form."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise Refused("expired_trigger_id" if trigger_id.count(".") == 2 else "invalid_trigger_id")
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        if time.monotonic() - trigger.made > self.trigger_seconds:
            raise Refused("expired_trigger_id")
        trigger.used = True
        return trigger.user

    # Modals

    def open(self, user: str, draft: View) -> View:
        """Opens a form of its own; what was open before is put away."""
        for form in self.stacks.pop(user, []):
            self._forget(form)
        return self._show(user, draft, None)

    def push(self, user: str, draft: View) -> View:
        """Opens a form on top of the one that is open."""
        stack = self.stacks.get(user)
        if not stack:
            raise Refused("not_found")
        if len(stack) >= STACK_LIMIT:
            raise Refused("push_limit_reached")
        return self._show(user, draft, stack[-1].view)

    def _show(self, user: str, draft: View, below: View | None) -> View:
        self._unique_external_id(draft, None)
        view = self._complete(draft, self._roster.ids.next("V"))
        view["root_view_id"] = below["root_view_id"] if below else view["id"]
        view["previous_view_id"] = below["id"] if below else None
        form = OpenForm(view, user)
        self._open[view["id"]] = form
        self.stacks.setdefault(user, []).append(form)
        self._roster.changed()
        return view

    def update(
        self, draft: View, view_id: str | None, external_id: str | None, known_hash: str | None
    ) -> View:
        """Redraws an open form or home tab; what was typed into fields of the same ids stays."""
        if external_id and not view_id:
            view_id = next(
                (i for i, form in self._open.items() if form.view["external_id"] == external_id), None
            )
        home = self.home_of(view_id)
        form = self._open.get(view_id or "")
        if form is None and home is None:
            raise Refused("not_found")
        old = form.view if form else home
        if known_hash and known_hash != old["hash"]:
            raise Refused("hash_conflict")
        if form is None:
            return self.publish(home["user"], draft, None)
        return self._redraw(form, draft)

    def _redraw(self, form: OpenForm, draft: View) -> View:
        self._unique_external_id(draft, form)
        new = self._complete(draft, form.view["id"])
        new |= {key: form.view[key] for key in ("root_view_id", "previous_view_id")}
        form.view, form.errors, form.notice = new, {}, ""
        self._roster.changed()
        return new

    def find(self, view_id: str) -> OpenForm:
        form = self._open.get(view_id)
        if form is None:
            raise Refused("not_found")
        return form

    def top(self, user: str) -> OpenForm | None:
        stack = self.stacks.get(user)
        return stack[-1] if stack else None

    def close(self, form: OpenForm, everything: bool = False) -> None:
        """Puts the form away; the one below it shows again unless `everything` goes."""
        stack = self.stacks.get(form.user, [])
        gone = list(stack) if everything else [each for each in stack if each is form]
        for each in gone:
            stack.remove(each)
            self._forget(each)
        if not stack:
            self.stacks.pop(form.user, None)
        self._roster.changed()

    def _forget(self, form: OpenForm) -> None:
        self._open.pop(form.view["id"], None)

    # Home

    def home_of(self, view_id: str | None) -> View | None:
        """The home tab of this id; None when it is a form's, or nobody's."""
        return next((home for home in self.homes.values() if home["id"] == view_id), None)

    def publish(self, user: str, draft: View, known_hash: str | None) -> View:
        """Sets what the app's home tab shows to one person."""
        old = self.homes.get(user)
        if known_hash and old and known_hash != old["hash"]:
            raise Refused("hash_conflict")
        view = self._complete(draft, old["id"] if old else self._roster.ids.next("V"))
        view |= {"root_view_id": view["id"], "previous_view_id": None}
        self.homes[user] = view | {"user": user}
        self._roster.changed()
        return view

    # Drawing

    def _complete(self, draft: View, view_id: str) -> View:
        app = self._roster.app
        blockkit.complete(draft["blocks"], self._roster.ids)
        blockkit.complete_texts([draft.get(name) for name in ("title", "submit", "close")])
        modal = draft["type"] == "modal"
        return {
            "id": view_id,
            "team_id": self._roster.id,
            "type": draft["type"],
            "blocks": draft["blocks"],
            "private_metadata": draft.get("private_metadata") or "",
            "callback_id": draft.get("callback_id") or "",
            "state": {"values": {}},
            "hash": f"{int(self._roster.now())}.{self._roster.ids.short()}",
            "title": draft.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
            "clear_on_close": bool(draft.get("clear_on_close")),
            "notify_on_close": bool(draft.get("notify_on_close")),
            "close": draft.get("close") if modal else None,
            "submit": draft.get("submit") if modal else None,
            "previous_view_id": None,
            "root_view_id": view_id,
            "app_id": app.id,
            "external_id": draft.get("external_id") or "",
            "app_installed_team_id": self._roster.id,
            "bot_id": app.bot_id,
        }

    def _unique_external_id(self, draft: View, but: OpenForm | None) -> None:
        wanted = draft.get("external_id")
        if wanted and any(f.view["external_id"] == wanted for f in self._open.values() if f is not but):
            raise Refused("duplicate_external_id")
