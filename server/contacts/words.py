"""What contacts are, and what each may be told, as pages say it."""

from server.people.models import MayBeTold

ROLE_WORDS = {
    "next_of_kin": "Next of kin",
    "lpa_health": "Lasting power of attorney: health and welfare",
    "lpa_finance": "Lasting power of attorney: property and money",
    "unpaid_carer": "Unpaid carer",
    "gp": "GP",
    "district_nurse": "District nurse",
    "social_worker": "Social worker",
    "pharmacist": "Pharmacist",
    "neighbour": "Neighbour",
    "other": "Other",
}
SHORT_ROLES = ROLE_WORDS | {"lpa_health": "LPA health", "lpa_finance": "LPA money"}
TOLD_WORDS = {
    MayBeTold.NOT_ASKED: "Not asked yet: ask first",
    MayBeTold.NOTHING: "Nothing",
    MayBeTold.EMERGENCIES: "Emergencies only",
    MayBeTold.DAY_TO_DAY: "How the day went",
    MayBeTold.EVERYTHING: "Everything",
}


def roles_in_words(roles: str) -> str:
    """`next_of_kin gp` is `Next of kin, GP`."""
    return ", ".join(SHORT_ROLES.get(role, role) for role in roles.split())
