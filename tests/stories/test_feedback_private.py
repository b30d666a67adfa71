"""A private group's feedback is seen by its members, its leads and the admins, and by who gave it; by nobody else."""

from __future__ import annotations

from tests.cards import dm_card, gives, lead_card, whispered
from tests.world import T, World, product_working_group

SECRET = "the quarterly numbers of Acme are wrong in billing exports"


def private_group(world: World) -> None:
    """Carl and Lea are in #secret-wg; F-1 is said there, F-2 in the public group."""
    product_working_group(world)
    world.does("invites", "carl", "secret-wg", "ada")
    world.types("ada", '/wg group create secret "Secret Group"', "secret-wg")
    world.types("ada", "/wg group chair add @carl", "secret-wg")
    world.types("ada", "/wg group chair remove @ada", "secret-wg")
    world.does("leaves", "ada", "secret-wg")
    world.types("carl", '/wg area add billing "Billing exports" lead @lea', "secret-wg")
    world.types("lea", f"/wg feedback ##billing {SECRET}", "secret-wg")
    world.types("olga", "/wg feedback ##nova hosts reboot at night")


def test_strangers_find_nothing(world: World) -> None:
    private_group(world)
    stranger, sees = "ana", ("carl", "lea", "ada")
    assert world.text(dm_card(world, "lea", 1))
    for who in sees:
        assert "billing exports" in world.types(who, "/wg feedback show F-1", "general").text, who
    unknown = "I know no F-1 that you may see"
    for said in (
        *("show F-1", "endorse F-1", "withdraw F-1", "edit F-1 mine now", "accept F-1", "ask F-1 why?"),
        *("merge F-1 into F-2", "merge F-2 into F-1", "unmerge F-1", "route F-1 nova", "resolve F-1 done"),
    ):
        assert unknown in world.types(stranger, f"/wg feedback {said}").text, said
    assert unknown in world.types(stranger, "/wg trace F-1").text
    assert unknown.replace("F-1", "F-99") in world.types(stranger, "/wg trace F-99").text, (
        "as if it did not exist"
    )
    assert "F-1*" not in world.types(stranger, "/wg feedback list", "general").text
    assert "1 item" in world.types(stranger, "/wg feedback list", "general").text, "nor is it counted"
    assert "the admins" in world.types(stranger, "/wg area explain ##billing exports", "general").text
    assert "I know no group `secret`" in world.types(stranger, "/wg feedback slow in:secret").text
    receipt = world.types(stranger, "/wg feedback billing exports are wrong ##billing", "general").text
    assert "Ada Admin, who will find its place" in receipt


def test_what_is_shared_stays_within_the_group(world: World) -> None:
    private_group(world)
    for said in ("/wg feedback show F-1 share", "/wg trace F-1 share"):
        assert "F-1 belongs to a private group" in world.types("lea", said, "general").text
    world.types("lea", "/wg feedback list share", "general")
    shared = world.channel("general")[-1]
    assert "F-2*" in world.text(shared) and "F-1*" not in world.text(shared)
    world.types("lea", "/wg feedback show F-1 share", "secret-wg")
    assert "billing exports" in world.text(world.channel("secret-wg")[-1])


def test_a_button_gives_no_right(world: World) -> None:
    private_group(world)
    world.types("lea", "/wg feedback show F-1 share", "secret-wg")
    shared = world.channel("secret-wg")[-1]
    world.does("invites", "carl", "secret-wg", "ana")
    world.does("leaves", "ana", "secret-wg")
    world.types("carl", "/wg feedback ##nova here is a button", "general")
    hers = world.types("ana", "/wg feedback show F-3", "general").messages[0]
    row = shared["blocks"][-1]
    for forged in row["elements"]:
        world.does("uses", world.workspace.person("ana"), hers, row, forged, None)
        assert "I know no F-1 that you may see" in whispered(world, "ana", "general")
    world.clicks("carl", shared, "Endorse")
    assert "F-1 now has 1 endorsement" in whispered(world, "carl", "secret-wg")


def test_a_shared_list_turns_its_pages_for_each_reader_alone(world: World) -> None:
    private_group(world)
    gives(world, "ana", *(f"##nova number {number}" for number in range(9)))
    world.types("lea", "/wg feedback list share", "general")
    shared = world.channel("general")[-1]
    before = world.text(shared)
    world.clicks("lea", shared, "More →")
    assert world.text(world.hands.message(shared["channel"], shared["ts"])) == before
    assert "billing exports" in whispered(world, "lea", "general")
    world.clicks("ana", shared, "More →")
    assert "F-2*" in whispered(world, "ana", "general")
    assert "billing exports" not in whispered(world, "ana", "general")


def test_likely_duplicates_keep_the_secret(world: World) -> None:
    private_group(world)
    world.types("ana", "/wg feedback ##blocking ##nova " + SECRET)
    assert "billing" not in world.texts(world.inbox("ana")).replace(SECRET, "")
    assert "F-1" not in world.text(lead_card(world, 3)), (
        "the card in a public group's channel names no secret"
    )
    world.types("ana", "/wg feedback")
    world.submits("ana", text=SECRET + " again")
    assert "F-3" in world.text(world.form("ana")) and "F-1*" not in world.text(world.form("ana"))
    world.does("closes", "ana", world.form("ana"))
    world.types("carl", "/wg feedback")
    world.submits("carl", text=SECRET + " again")
    assert "*F-1*" in world.text(world.form("carl")), "a member is shown it"


def test_a_merge_shows_nobody_what_they_may_not_see(world: World) -> None:
    private_group(world)
    world.types("ana", "/wg feedback endorse F-2")
    refused = world.types("carl", "/wg feedback merge F-2 into F-1").text
    assert "F-1 belongs to a private group" in refused and "Merge F-1 into F-2 instead" in refused
    assert "billing" not in world.texts(world.inbox("ana"))
    assert "F-1 is merged into F-2" in world.types("carl", "/wg feedback merge F-1 into F-2").text
    assert "*You follow F-2*" in world.texts(world.inbox("lea"))


def test_who_may_not_see_a_private_group_hears_no_more_of_what_went_there(world: World) -> None:
    private_group(world)
    world.types("pam", "/wg feedback ##nova ##blocking nodes die at night for:@gus")
    for who in ("ana", "carl"):
        world.types(who, "/wg feedback endorse F-3")
    world.types("carl", "/wg feedback route F-3 billing")
    assert "*F-3* moved to *another group* by Carl Chair" in world.texts(world.channel("nova-leads"))
    for who in ("ana", "gus"):
        inbox = world.texts(world.inbox(who))
        assert "F-3, which you followed, went to another group" in inbox and " F-3*" not in inbox, who
    assert "to another group" in world.types("pam", "/wg trace F-3").text
    world.types("lea", "/wg feedback accept F-3 we close the office")
    assert "close the office" not in world.texts([*world.inbox("ana"), *world.inbox("gus")])
    assert "close the office" in world.texts(world.inbox("carl")), "he is in the private group"
    assert "close the office" in world.texts(world.inbox("pam")), "she gave it"
    # nor does a merge, or taking one back, bring them there
    world.types("ana", "/wg feedback ##nova all nodes die")
    world.types("carl", "/wg feedback merge F-4 into F-2")
    world.types("carl", "/wg feedback route F-2 billing")
    world.types("carl", "/wg feedback ##nova one of mine")
    world.types("carl", "/wg feedback merge F-5 into F-2")
    assert "*You follow F-2*" not in world.texts(world.inbox("ana"))


def test_its_author_sees_it_wherever_it_went(world: World) -> None:
    private_group(world)
    world.types("carl", "/wg feedback route F-2 billing")
    assert "hosts reboot" in world.types("olga", "/wg feedback show F-2").text
    assert "I know no F-2" in world.types("ana", "/wg feedback show F-2").text
    world.at(T(hours=2))
    world.types("lea", "/wg feedback accept F-2 we look into it", "general")
    assert "F-2 is accepted" in world.texts(world.inbox("olga"))


def test_guests_see_their_own_only(world: World) -> None:
    private_group(world)
    world.types("gus", "/wg feedback ##nova hosts reboot at night, all of them", "general")
    assert "F-2" not in world.texts(world.inbox("gus")), "not even as a likely duplicate"
    listed = world.types("gus", "/wg feedback list", "general").text
    assert "F-3*" in listed and "F-2*" not in listed and "1 item" in listed
    assert "all of them" in world.types("gus", "/wg feedback show F-3", "general").text
    for said in ("/wg feedback show F-2", "/wg trace F-2", "/wg feedback endorse F-2"):
        assert "I know no F-2 that you may see" in world.types("gus", said, "general").text
    world.types("ana", "/wg feedback show F-2 share", "general")
    shared = [m for m in world.channel("general") if "hosts reboot" in world.text(m)][-1]
    world.clicks("gus", shared, "Endorse")
    assert "F-2 now has 1 endorsement" in whispered(world, "gus", "general")
    world.clicks("gus", dm_card(world, "gus", 2), "What happened so far")
    assert "endorsed* by Gus Guest" in whispered(world, "gus", "dm")


def test_a_channel_that_turns_private_takes_its_feedback_along(world: World) -> None:
    product_working_group(world)
    world.types("ana", "/wg feedback ##nova hosts reboot at night")
    place = world.workspace.channel("product-wg")
    world.does("leaves", "olga", "product-wg")

    async def convert() -> None:
        subtype = "channel_convert_to_private"
        world.workspace.post(place, world.id("carl"), "made this channel *private*.", subtype=subtype)

    world.run(convert())
    world.settle()
    assert "I know no F-1 that you may see" in world.types("olga", "/wg feedback show F-1", "general").text
    assert "reboot" in world.types("pam", "/wg feedback show F-1", "general").text
