"""Said before: likely duplicates are offered, endorsed, merged with every voice, and unmerged again."""

from __future__ import annotations

from dataclasses import replace

from storage import feedback
from storage.feedback import Feedback
from tests.cards import dm_card, lead_card, replies, whispered
from tests.world import T, World, product_working_group

SLOW = "live migration of large instances times out after the upgrade"
AGAIN = "since the upgrade live migration of our large instances times out"


def test_a_typed_one_is_followed_up_with_the_likely_ones(world: World) -> None:
    product_working_group(world)
    world.types("olga", f"/wg feedback ##nova {SLOW}")
    world.types("dev", "/wg feedback ##cinder snapshots of encrypted volumes lose their key")
    world.types("ana", f"/wg feedback ##nova ##blocking {AGAIN}")
    offer = world.inbox("ana")[-1]
    assert "Somebody may have said this already" in world.text(offer) and "*F-1*" in world.text(offer)
    assert "F-2" not in world.text(offer)
    assert offer["thread_ts"] == dm_card(world, "ana", 3)["ts"]
    assert f"Looks like it was said before:\n• *F-1* ##nova {SLOW}" in world.text(lead_card(world, 3))
    assert "`/wg feedback merge F-3 into F-1`" in world.text(lead_card(world, 3))

    world.clicks("ana", offer, "Endorse this instead")
    assert "F-1 now has 1 endorsement" in whispered(world, "ana", "dm")
    assert "1 endorsement" in world.text(lead_card(world, 1))
    assert "*Withdrawn* by Ana Operator" in world.text(lead_card(world, 3))
    assert "*You follow F-1*" in world.text(dm_card(world, "ana", 1))
    world.clicks("ana", offer, "Endorse this instead")
    assert "You endorse F-1 already" in whispered(world, "ana", "dm")
    assert "1 endorsement" in world.text(lead_card(world, 1))
    world.clicks("olga", dm_card(world, "olga", 1), "What happened so far")
    assert "endorsed* by Ana Operator" in whispered(world, "olga", "dm")


def test_only_once_and_never_what_is_settled(world: World) -> None:
    product_working_group(world)
    world.types("olga", f"/wg feedback ##nova {SLOW}")
    world.types("ana", f"/wg feedback ##nova ##blocking {AGAIN}")
    offers = world.texts(world.inbox("ana")).count("said this already")
    world.types("ana", f"/wg feedback edit F-2 {AGAIN} ##nova, always")
    assert world.texts(world.inbox("ana")).count("said this already") == offers == 1
    world.at(T(days=4))
    world.types("ana", "/wg feedback edit F-2 the scheduler ##nova ignores weights")
    world.types("ana", f"/wg feedback edit F-2 {AGAIN} ##nova, always")
    assert "Looks like" in world.text(lead_card(world, 2))
    assert world.texts(world.inbox("ana")).count("said this already") == 1
    for number in (1, 2):
        world.types("lea", f"/wg feedback resolve F-{number} fixed")
        world.submits("lea")
    world.types("pam", f"/wg feedback ##nova ##blocking {AGAIN}")
    assert "said this already" not in world.texts(world.inbox("pam"))
    assert "Looks like" not in world.text(lead_card(world, 3))


def test_the_form_shows_them_before_filing(world: World) -> None:
    product_working_group(world)
    world.types("olga", f"/wg feedback ##nova {SLOW}")
    world.types("ana", "/wg feedback")
    world.submits("ana", text=AGAIN, area="nova", kind="gap", for_name="Acme ops")
    form = world.form("ana")
    assert "*F-1* (waits for an answer)" in world.text(form) and "File it anyway" in str(form["submit"])
    assert "F-2" not in world.types("carl", "/wg feedback list").text, "nothing is filed yet"
    world.clicks("ana", form, "Endorse this instead")
    assert "F-1 now has 1 endorsement" in world.text(world.form("ana"))
    assert world.form("ana").get("submit") is None, "there is nothing left to send"
    world.does("closes", "ana", world.form("ana"))
    assert "F-2" not in world.types("carl", "/wg feedback list").text

    world.types("pam", "/wg feedback")
    world.submits("pam", text=AGAIN, area="nova", kind="gap", for_name="Acme ops", severity="blocking")
    world.submits("pam")
    assert "*F-2*" in whispered(world, "pam")
    card = world.text(lead_card(world, 2))
    assert "Nova compute · gap · :rotating_light: blocking" in card and "Pam Manager for Acme ops" in card
    assert "said this already" not in world.texts(world.inbox("pam")), "she was asked in the form"

    world.types("olga", "/wg feedback")
    world.submits("olga", text=SLOW + " and nobody says why")
    assert "*F-1* (you gave it, waits for an answer)" in world.text(world.form("olga"))


def test_endorsing(world: World) -> None:
    product_working_group(world)
    world.types("olga", f"/wg feedback ##nova {SLOW}")
    assert "F-1 now has 1 endorsement" in world.types("ana", "/wg feedback endorse F-1").text
    assert "F-1 now has 2 endorsements" in world.types("pam", "/wg feedback endorse f-1").text
    assert "You endorse F-1 already" in world.types("pam", "/wg feedback endorse F-1").text
    assert "F-1 is your own" in world.types("olga", "/wg feedback endorse F-1").text
    assert "2 endorsements" in world.text(lead_card(world, 1))
    assert "2 endorsements" in world.text(dm_card(world, "olga", 1))
    world.types("lea", "/wg feedback resolve F-1 the timeout grows with the memory now")
    world.submits("lea")
    assert "Does this answer you?" in world.text(world.inbox("olga")[-1])
    for follower in ("ana", "pam"):
        assert "*F-1 is resolved* by Lea Lead:\n>the timeout" in world.text(world.inbox(follower)[-1])
        assert "Does this answer you?" not in world.texts(world.inbox(follower))
    assert "F-1 is resolved. If it still hurts" in world.types("dev", "/wg feedback endorse F-1").text


def test_a_merge_carries_every_voice_and_unmerge_gives_them_back(world: World) -> None:
    product_working_group(world)
    world.types("ana", f"/wg feedback ##nova {AGAIN} for:@gus")
    world.types("olga", f"/wg feedback ##nova ##blocking {SLOW}")
    world.types("pam", "/wg feedback endorse F-1")
    world.types("dev", "/wg feedback endorse F-1")
    world.types("dev", "/wg feedback endorse F-2")
    merged = world.types("lea", "/wg feedback merge F-1 into F-2", "nova-leads").text
    assert "F-1 is merged into F-2" in merged
    assert "4 endorsements" in world.text(lead_card(world, 2)), "Ana, Gus, Pam and Dev, once each"
    assert "*Merged* into F-2" in world.text(lead_card(world, 1))
    assert "F-1* says the same as *F-2*" in world.texts(world.inbox("ana"))
    assert "it says the same as F-2 and counts there" in world.text(dm_card(world, "ana", 1))
    for follower in ("ana", "gus", "pam", "dev"):
        assert "*You follow F-2*" in world.text(dm_card(world, follower, 2))
    assert "You endorse F-2 already" in world.types("pam", "/wg feedback endorse F-1").text
    world.types("lea", "/wg feedback accept F-2")
    assert "F-2 is accepted" in world.texts(world.inbox("gus"))
    world.types("carl", "/wg feedback endorse F-2")

    assert "F-1 stands on its own again" in world.types("lea", "/wg feedback unmerge F-1").text
    assert "3 endorsements" in world.text(lead_card(world, 2)), (
        "Pam said it herself since, and Carl came later"
    )
    assert "3 endorsements" not in world.text(lead_card(world, 1))
    assert "*Waits for an answer* · unmerged by Lea Lead" in world.text(lead_card(world, 1))
    assert "*You follow F-2*" not in world.texts(world.inbox("ana"))
    assert "*You follow F-2*" in world.text(dm_card(world, "pam", 2))
    assert "2 endorsements" in world.text(lead_card(world, 1)), "Pam and Dev"
    trace = world.types("ana", "/wg trace F-2").text
    assert "merged in* by Lea Lead: F-1" in trace and "unmerged from* by Lea Lead: F-1" in trace
    world.types("lea", "/wg feedback resolve F-2 fixed")
    world.submits("lea")
    assert "F-2 is resolved" not in world.texts(world.inbox("ana"))


def test_a_merge_that_is_taken_back_has_changed_nothing(world: World) -> None:
    product_working_group(world)
    world.types("ana", "/wg feedback ##nova ##blocking number 1")
    world.types("olga", "/wg feedback ##cinder ##blocking number 2")
    world.types("pam", "/wg feedback ##nova ##blocking number 3")
    world.types("lea", "/wg feedback accept F-3")
    world.types("lea", "/wg feedback ask F-3 how so?")
    before = [item(world, number) for number in (1, 3)]
    for number in (1, 3):
        world.types("carl", f"/wg feedback merge F-{number} into F-2")
    assert "Only the leads and chairs" in world.types("lea", "/wg feedback unmerge F-1").text, (
        "she does not answer F-2"
    )
    for number in (1, 3):
        world.types("carl", f"/wg feedback unmerge F-{number}")
    assert item(world, 1) == before[0]
    assert item(world, 3) == replace(before[1], state="accepted"), "the question was answered by the merge"
    world.types("carl", "/wg feedback merge F-1 into F-2")
    world.at(T(days=8))
    assert "F-1 has waited" not in world.texts(world.inbox("lea"))
    world.types("carl", "/wg feedback unmerge F-1")
    assert world.texts(world.inbox("lea")).count("F-1 has waited 8 days") == 1


def item(world: World, number: int) -> Feedback:
    async def read() -> Feedback | None:
        return await world.app.work.read(lambda db: feedback.get(db, world.workspace.id, number))

    found = world.run(read())
    assert found is not None
    return replace(found, resume_state=None)


def test_chains_of_merges(world: World) -> None:
    product_working_group(world)
    for who, number in (("ana", 1), ("olga", 2), ("pam", 3)):
        world.types(who, f"/wg feedback ##nova ##blocking number {number}")
    world.types("carl", "/wg feedback endorse F-1")
    world.types("lea", "/wg feedback merge F-1 into F-2")
    world.types("lea", "/wg feedback merge F-2 into F-3")
    assert "3 endorsements" in world.text(lead_card(world, 3)), "Ana, Carl, Olga"
    world.types("lea", "/wg feedback unmerge F-1")
    assert "1 endorsement" in world.text(lead_card(world, 3)), "Olga is left"
    assert "You follow" not in world.texts(world.inbox("ana"))
    world.types("lea", "/wg feedback unmerge F-2")
    assert "endorsement" not in world.text(lead_card(world, 3)) + world.text(lead_card(world, 2))


def test_what_cannot_be_merged(world: World) -> None:
    product_working_group(world)
    for number in (1, 2, 3):
        world.types("ana", f"/wg feedback ##nova ##blocking number {number}")
    world.types("dev", "/wg feedback ##cinder number four")
    said = {
        "merge F-1 into F-1": "That is one and the same",
        "merge F-1 into F-9": "I know no F-9 that you may see",
        "merge F-1 into F-4": "Only the leads and chairs of Product Working Group",
        "unmerge F-1": "F-1 is waiting for an answer, so it can't be unmerged",
    }
    for words, sentence in said.items():
        assert sentence in world.types("lea", f"/wg feedback {words}").text
    assert "can merge this feedback" in world.types("ana", "/wg feedback merge F-1 into F-2").text
    world.types("lea", "/wg feedback merge F-1 into F-2")
    assert "Merge into F-2." in world.types("lea", "/wg feedback merge F-3 into F-1").text
    assert (
        "F-1 is merged into F-2, so it can't be accepted"
        in world.types("lea", "/wg feedback accept F-1").text
    )
    world.types("ana", "/wg feedback withdraw F-2")
    assert (
        "F-2 is withdrawn. Merge into one that" in world.types("lea", "/wg feedback merge F-3 into F-2").text
    )


def test_a_gathered_one_comes_to_the_leads_when_it_is_unmerged(world: World) -> None:
    product_working_group(world)
    world.types("ana", "/wg feedback ##nova one")
    world.types("olga", "/wg feedback ##nova two")
    world.types("lea", "/wg feedback merge F-2 into F-1")
    world.at(T(61))
    assert "F-2* ·" not in world.texts(world.channel("nova-leads"))
    world.types("lea", "/wg feedback unmerge F-2")
    world.at(T(200))
    assert "*Waits for an answer*" in world.text(lead_card(world, 2))
    world.says("olga", "hello?", "dm", dm_card(world, "olga", 2))
    assert "*Olga Operator:* hello?" in replies(world, lead_card(world, 2))
    world.at(T(days=8))
    assert "*F-2* has waited 8 days" in world.texts(world.inbox("lea"))
