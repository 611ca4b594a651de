"""What skills, ways to travel and genders are called on screens."""

from server.staff.models import Gender, MedicineLevel, Skill, Travel

SKILL_WORDS = {
    Skill.MEDICINES: "medicines",
    Skill.HOIST: "hoist",
    Skill.PEG: "PEG feeding",
    Skill.CATHETER: "catheter care",
    Skill.STOMA: "stoma care",
    Skill.DEMENTIA: "dementia",
    Skill.END_OF_LIFE: "end-of-life care",
}
LEVEL_WORDS = {
    MedicineLevel.PROMPT: "Prompt only",
    MedicineLevel.ASSIST: "Prompt and assist",
    MedicineLevel.ADMINISTER: "Administer",
    MedicineLevel.DELEGATED: "Administer, also controlled drugs and delegated tasks",
}
LEVEL_LIMITS = {
    MedicineLevel.PROMPT: "to prompt only",
    MedicineLevel.ASSIST: "to assist only",
    MedicineLevel.ADMINISTER: "to administer, but no controlled drugs",
}
"""Of the highest there is none."""
TRAVEL_WORDS = {Travel.CAR: "By car", Travel.BICYCLE: "By bicycle", Travel.BUS: "By bus", Travel.FOOT: "On foot"}
WAY_WORDS = {Travel.CAR: "by car", Travel.BICYCLE: "by bicycle", Travel.BUS: "by bus", Travel.FOOT: "on foot"}
GENDER_WORDS = {Gender.NOT_SAID: "Not said", Gender.WOMAN: "Woman", Gender.MAN: "Man"}
