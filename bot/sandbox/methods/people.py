"""users.*, team.info, auth.test: who is here."""

from typing import Any

from bot.sandbox.methods.args import Answer, Args, granted
from bot.sandbox.state.refusals import Refused
from bot.sandbox.workspace import Workspace


def auth_test(ws: Workspace, args: Args) -> Answer:
    app = ws.app
    return {
        "url": f"{ws.base_url}/",
        "team": ws.name,
        "user": ws.people[app.user_id].name,
        "team_id": ws.id,
        "user_id": app.user_id,
        "bot_id": app.bot_id,
        "is_enterprise_install": False,
    }


def api_test(ws: Workspace, args: Args) -> Answer:
    if error := args.text("error"):
        raise Refused(error, args=dict(args))
    return {"args": dict(args)}


def info(ws: Workspace, args: Args) -> Answer:
    person = ws.people.get(args.need("user", "user_not_found"))
    if person is None:
        raise Refused("user_not_found")
    return {"user": _shown(ws, person.as_user())}


def list_all(ws: Workspace, args: Args) -> Answer:
    page, metadata = args.page(list(ws.people.values()), 1000)
    return {"members": [_shown(ws, each.as_user()) for each in page], "cache_ts": int(ws.now())} | metadata


def lookup_by_email(ws: Workspace, args: Args) -> Answer:
    granted(ws, "users:read.email")
    email = args.need("email").lower()
    found = (each for each in ws.people.values() if each.email.lower() == email and not each.deleted)
    person = next((each for each in found if not each.is_bot), None)
    if person is None:
        raise Refused("users_not_found")
    return {"user": person.as_user()}


def _shown(ws: Workspace, user: dict[str, Any]) -> dict[str, Any]:
    """Without the address where the app may not read it."""
    if ws.app.scopes is not None and "users:read.email" not in ws.app.scopes:
        user["profile"].pop("email", None)
    return user


def team_info(ws: Workspace, args: Args) -> Answer:
    icon = {"image_default": True}
    team = {"id": ws.id, "name": ws.name, "domain": ws.domain, "url": f"{ws.base_url}/", "icon": icon}
    return {"team": team | {"email_domain": "example.org"}}


def bot_info(ws: Workspace, args: Args) -> Answer:
    if args.text("bot", ws.app.bot_id) != ws.app.bot_id:
        raise Refused("bot_not_found")
    return {"bot": ws.app.profile | {"user_id": ws.app.user_id}}
