"""What rules and nations are called on screens."""

from server.allocations.models import Nation, Rule

RULE_WORDS = {
    Rule.TRAINING: "Only who is trained in what the visit needs",
    Rule.DECLINED: "Nobody whom the person does not want",
    Rule.WANTED: "Women only or men only, where the person asked for it",
    Rule.REST: "Rest between two shifts",
    Rule.HOURS: "Not more hours than agreed",
    Rule.TRAVEL: "Time enough for the way",
}
"""Those that an agency may turn off."""
NATION_WORDS = {
    Nation.ENGLAND: "England",
    Nation.WALES: "Wales",
    Nation.SCOTLAND: "Scotland",
    Nation.NORTHERN_IRELAND: "Northern Ireland",
}
