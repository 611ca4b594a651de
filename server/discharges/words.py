"""Why care ended, as pages say it."""

from server.discharges.models import DischargeReason

DISCHARGE_WORDS = {
    DischargeReason.INDEPENDENT: "They manage without us",
    DischargeReason.LONG_TERM: "Another provider goes on with the care",
    DischargeReason.HOSPITAL: "In hospital",
    DischargeReason.CARE_HOME: "Moved to a care home",
    DischargeReason.MOVED: "Moved away",
    DischargeReason.DECLINED: "They do not want the care",
    DischargeReason.FUNDING_ENDED: "The package ended",
    DischargeReason.WE_ENDED_IT: "We ended it",
    DischargeReason.DIED: "They died",
    DischargeReason.OTHER: "Another reason",
}
