"""files.*: uploads in three steps, as Slack wants them."""

from typing import Any

from bot.sandbox.methods.args import Answer, Args, living
from bot.sandbox.methods.chat import permalink
from bot.sandbox.state.refusals import Refused
from bot.sandbox.workspace import Workspace

LONGEST_ALT = 1000
TYPES = {"txt": "text/plain", "md": "text/plain", "png": "image/png"}
_PNG = b"\x89PNG\r\n\x1a\n"


def get_upload_url(ws: Workspace, args: Args) -> Answer:
    name, length = args.need("filename"), args.whole("length", 0)
    if length < 1:
        raise Refused.because("invalid_arguments", ["must be greater than 0 [json-pointer:/length]"])
    file_id = ws.ids.next("F")
    alt = args.text("alt_txt")
    if len(alt) > LONGEST_ALT:
        raise Refused("alt_txt_too_long")
    known = {"id": file_id, "name": name, "size": length, "user": ws.app.user_id}
    ws.files[file_id] = {**known, "alt_txt": alt, "content": None}
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
    if args.text("channel_id")[:1] not in "CGDZ":
        why = "input must match regex pattern: ^[CGDZ][A-Z0-9]{8,}$ [json-pointer:/channel_id]"
        raise Refused.because("invalid_arguments", [why])
    channel = living(ws, args.text("channel_id"))
    thread_ts = args.text("thread_ts") or None
    text = args.text("initial_comment")
    message = ws.post(channel, ws.app.user_id, text, None, thread_ts, files=shared, upload=True)
    message["permalink"] = permalink(ws, channel, message["ts"])


def as_file(ws: Workspace, file: dict[str, Any]) -> dict[str, Any]:
    """The file object of messages."""
    extension, kind = file["name"].rpartition(".")[2], type_of(file)
    address = f"{ws.base_url}/files/{file['user']}/{file['id']}/{file['name']}"
    now = int(ws.now())
    return {
        "id": file["id"],
        "created": now,
        "timestamp": now,
        "name": file["name"],
        "title": file.get("title", file["name"]),
        "mimetype": kind,
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
        **(_as_image(file, address) if kind == "image/png" else {}),
    }


def type_of(file: dict[str, Any]) -> str:
    """By its name; what only calls itself a picture is none."""
    kind = TYPES.get(file["name"].rpartition(".")[2], "application/octet-stream")
    is_false = kind == "image/png" and not (file["content"] or b"").startswith(_PNG)
    return "application/octet-stream" if is_false else kind


def _as_image(file: dict[str, Any], address: str) -> dict[str, Any]:
    """Its size stands in the head of a PNG; this workspace makes no smaller copies."""
    wide, high = (int.from_bytes(file["content"][at : at + 4]) for at in (16, 20))
    alt = {"alt_txt": file["alt_txt"]} if file["alt_txt"] else {}
    return {"original_w": wide, "original_h": high, "thumb_360": address, **alt}
