"""views.*: forms (modals) and the home tab."""

import json

from bot.sandbox import blockkit
from bot.sandbox.methods.args import Answer, Args
from bot.sandbox.state.forms import VIEW_BYTES, View
from bot.sandbox.state.refusals import Refused
from bot.sandbox.workspace import Workspace


def open_form(ws: Workspace, args: Args) -> Answer:
    draft = checked_view(args.structure("view"), "modal")
    return {"view": ws.forms.open(ws.forms.exchange(args.need("trigger_id")), draft)}


def push(ws: Workspace, args: Args) -> Answer:
    draft = checked_view(args.structure("view"), "modal")
    return {"view": ws.forms.push(ws.forms.exchange(args.need("trigger_id")), draft)}


def update(ws: Workspace, args: Args) -> Answer:
    view, view_id, external_id = args.structure("view"), args.text("view_id"), args.text("external_id")
    if not view_id and not external_id:
        raise Refused.because("invalid_arguments", ["missing required field: view_id"])
    draft = checked_view(view, "home" if ws.forms.home_of(view_id) else "modal")
    return {"view": ws.forms.update(draft, view_id, external_id, args.text("hash"))}


def publish(ws: Workspace, args: Args) -> Answer:
    user = args.need("user_id")
    if user not in ws.people:
        raise Refused("user_not_found")
    draft = checked_view(args.structure("view"), "home")
    return {"view": ws.forms.publish(user, draft, args.text("hash"))}


def checked_view(view: View | None, kind: str) -> View:
    """The view, or invalid_arguments with what is wrong about it."""
    if len(json.dumps(view)) > VIEW_BYTES:
        raise Refused("view_too_large")
    if faults := blockkit.view_faults(view, kind):
        first = "failed to match all allowed schemas [json-pointer:/view]"
        raise Refused.because("invalid_arguments", [first, *faults])
    return view
