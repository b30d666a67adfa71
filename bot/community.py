"""The small community of the demo: made up, in the spirit of OpenStack's Product Working Group."""

from __future__ import annotations

from bot.manifest import manifest
from bot.sandbox.workspace import Workspace
from bot.stage import Stage

# handle -> (name, what they do, zone)
PEOPLE = {
    "ana": ("Ana Torres", "Operator, a university cloud", "Europe/Madrid"),
    "maya": ("Maya Okafor", "Chair, Product Working Group", "America/New_York"),
    "jonas": ("Jonas Weber", "Co-chair, Product Working Group", "Europe/Berlin"),
    "ravi": ("Ravi Menon", "Operator, a telecom cloud", "Asia/Kolkata"),
    "sofia": ("Sofia Lind", "Product manager, a cloud vendor", "America/Los_Angeles"),
    "lena": ("Lena Brandt", "Lead, compute", "Europe/Paris"),
    "tom": ("Tom Hale", "Lead, block storage", "America/Chicago"),
    "yuki": ("Yuki Mori", "Lead, networking", "Asia/Tokyo"),
    "dana": ("Dana Levy", "Lead, identity", "Asia/Jerusalem"),
    "marco": ("Marco Riva", "Lead, upgrades; chair, Operators' Group", "Europe/Rome"),
    "priya": ("Priya Nair", "Lead, telemetry; chair, Large Deployments", "Europe/London"),
    "ada": ("Ada Reyes", "Admin of this workspace", "UTC"),
}
# name -> who is in it
CHANNELS = {
    "general": tuple(PEOPLE),
    "product-wg": ("maya", "jonas", "ana", "ravi", "sofia", "lena", "tom", "yuki", "ada"),
    "operators": ("marco", "ana", "ravi", "dana", "lena", "ada"),
    "large-deployments": ("priya", "ravi", "yuki", "tom", "ada"),
    "compute-leads": ("lena", "maya"),
    "storage-leads": ("tom", "maya"),
    "network-leads": ("yuki", "maya"),
    "identity-leads": ("dana", "marco"),
    "upgrade-leads": ("marco", "jonas"),
    "telemetry-leads": ("priya", "yuki"),
}
# who types what, where: the community sets itself up by the commands that everybody has
SET_UP = (
    ("ada", "product-wg", '/wg group create product "Product Working Group"'),
    ("ada", "product-wg", "/wg group chair add @maya"),
    ("ada", "product-wg", "/wg group chair add @jonas co"),
    ("ada", "product-wg", "/wg group chair remove @ada"),
    ("ada", "operators", '/wg group create operators "Operators\' Group"'),
    ("ada", "operators", "/wg group chair add @marco"),
    ("ada", "operators", "/wg group chair remove @ada"),
    ("ada", "large-deployments", '/wg group create large "Large Deployments"'),
    ("ada", "large-deployments", "/wg group chair add @priya"),
    ("ada", "large-deployments", "/wg group chair remove @ada"),
    (
        "maya",
        "product-wg",
        '/wg area add compute "Compute" lead @lena #compute-leads alias nova,hypervisor,migration',
    ),
    (
        "maya",
        "product-wg",
        '/wg area add storage "Block storage" lead @tom #storage-leads alias cinder,volume,snapshot',
    ),
    (
        "maya",
        "product-wg",
        '/wg area add network "Networking" lead @yuki #network-leads alias neutron,router,port',
    ),
    (
        "marco",
        "operators",
        '/wg area add identity "Identity" lead @dana #identity-leads alias keystone,token,login',
    ),
    (
        "marco",
        "operators",
        '/wg area add upgrades "Upgrades" lead @marco #upgrade-leads alias upgrade,rollback',
    ),
    (
        "priya",
        "large-deployments",
        '/wg area add telemetry "Telemetry" lead @priya #telemetry-leads alias metrics,alarm',
    ),
    ("ana", "general", "/wg settings voice operator"),
    ("ravi", "general", "/wg settings voice operator"),
    ("sofia", "general", "/wg settings voice product manager"),
)
MISSION = (
    "Bring what operators, users and product managers need to those who build it, and bring back an answer. "
    "The group has always met on Mondays at 21:00 UTC, and on Tuesdays at 06:00 UTC for the other half of the world."
)


def workspace() -> Workspace:
    """The people and channels, with the bot installed as its manifest says."""
    made = Workspace(name="Open Cloud Community", app_name="Convener", manifest=manifest())
    for handle, (name, title, zone) in PEOPLE.items():
        made.add_person(handle, name, tz=zone, title=title, is_admin=handle == "ada")
    for channel, members in CHANNELS.items():
        made.add_channel(channel, [*members, made.app.user_id])
    return made


# What was said before the newcomer came: they find a place that is lived in.
TALK = (
    ("ravi", "operators", "/wg feedback tokens expire during long image uploads ##painpoint ##identity"),
    ("sofia", "product-wg", "/wg feedback quotas per project are all that customers ask for ##gap ##storage"),
    ("ana", "operators", "/wg feedback endorse F-1"),
)


async def talk(stage: Stage) -> None:
    for who, channel, words in TALK:
        await stage.hands.types(who, channel, words)


async def set_up(stage: Stage) -> bool:
    """Groups, areas and leads, made by typing; False when they are there already (a kept file)."""
    seen = await stage.hands.types("ada", "product-wg", "/wg group show product")
    if "Product Working Group" in seen.text:
        return False
    for who, channel, words in SET_UP:
        await stage.hands.types(who, channel, words)
    await stage.hands.types("maya", "product-wg", "/wg group edit product")
    form = stage.hands.form("maya")
    if form is not None:
        await stage.hands.submits("maya", form, {"mission": MISSION})
    return True
