"""files.*: uploads in three steps, as Slack wants them."""

from typing import Any

from bot.sandbox.methods.args import Answer, Args, living
from bot.sandbox.methods.chat import permalink
from bot.sandbox.state.refusals import Refused
from bot.sandbox.workspace import Workspace


def get_upload_url(ws: Workspace, args: Args) -> Answer:
    name, length = args.need("filename"), args.whole("length", 0)
    if length < 1:
        raise Refused.because("invalid_arguments", ["must be greater than 0 [json-pointer:/length]"])
    file_id = ws.ids.next("F")
    ws.files[file_id] = {"id": file_id, "name": name, "size": length, "user": ws.app.user_id, "content": None}
    return {"file_id": file_id, "upload_url": f"{ws.base_url}/upload/{file_id}"}


def receive(ws: Workspace, file_id: str, content: bytes) -> bool:
    """The second step, at the upload URL; False for what was not announced."""
    if file_id not in ws.files:
        return False
    ws.files[file_id]["content"] = content
    return True


def complete_upload(ws: Workspace, args: Args) -> Answer:
    wanted = args.structure("files") or []
    for each in wanted:
        file = ws.files.get(each.get("id", ""))
        if file is None or file["content"] is None:
            raise Refused("file_not_found")
        file["title"] = each.get("title") or file["name"]
    shared = [as_file(ws, ws.files[each["id"]]) for each in wanted]
    if args.text("channel_id"):
        _share(ws, args, shared)
    return {"files": shared}


def _share(ws: Workspace, args: Args, shared: list[dict[str, Any]]) -> None:
    channel = living(ws, args.text("channel_id"))
    thread_ts = args.text("thread_ts") or None
    text = args.text("initial_comment")
    message = ws.post(channel, ws.app.user_id, text, None, thread_ts, files=shared, upload=True)
    message["permalink"] = permalink(ws, channel, message["ts"])


def as_file(ws: Workspace, file: dict[str, Any]) -> dict[str, Any]:
    """The file object of messages."""
    extension = file["name"].rpartition(".")[2]
    address = f"{ws.base_url}/files/{file['user']}/{file['id']}/{file['name']}"
    now = int(ws.now())
    return {
        "id": file["id"],
        "created": now,
        "timestamp": now,
        "name": file["name"],
        "title": file.get("title", file["name"]),
        "mimetype": "text/plain" if extension in ("txt", "md") else "application/octet-stream",
        "filetype": extension,
        "pretty_type": extension.upper(),
        "user": file["user"],
        "size": len(file["content"] or b""),
        "mode": "hosted",
        "is_external": False,
        "is_public": True,
        "url_private": address,
        "url_private_download": address,
        "permalink": address,
    }
