"""Who pays, as pages say it."""

from server.packages.models import Funding

FUNDING_WORDS = {
    Funding.COUNCIL: "Council",
    Funding.DIRECT_PAYMENT: "Direct payment",
    Funding.NHS_CHC: "NHS continuing healthcare",
    Funding.NHS_OTHER: "NHS: hospital discharge or urgent response",
    Funding.JOINT: "Council and NHS together",
    Funding.SELF: "They pay themselves",
}


def hours(minutes: int) -> str:
    """`10.5`, as the form has it."""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")
