"""Writing About me down: each saving is a version, and the older ones stay."""

from collections.abc import Mapping, Sequence

from server import clock
from server.about_me.headings import HEADINGS
from server.about_me.models import AboutMeVersion
from server.about_me.queries import Written
from server.accounts.asker import Asker
from server.asking import LONGEST_TEXT, Asking, needed, words
from server.db import insert_if_absent, new_id
from server.inbox.unit import Unit
from server.people.models import AboutMe, ServiceUser
from server.problems import BadInput

AT_ONCE = (
    "Somebody else saved a version in the same moment. Yours is still here: look at theirs below, then save again."
)


def write(
    db: Unit, asker: Asker, person: ServiceUser, said: Mapping[str, str], versions: Sequence[Written], who: str
) -> None:
    """The next version. `who` wrote the newest one. Raises BadInput with all that is wrong."""
    newest = versions[0] if versions else None
    if newest and is_the_same(newest, asker, said):
        return
    with Asking(said) as asking:
        told = {field: asking.read(field, words(LONGEST_TEXT)) for field in HEADINGS}
        helped = asking.read("helped", words())
        why = asking.read("why", needed("Say why it is written now."))
        asking.unless_changed(as_typed(newest), newest.version if newest else 0, who)
        if not any(told.values()):
            asking.refuse("important", "Write at least one of these, in the person’s words.")
    version = newest.version + 1 if newest else 1
    is_new = insert_if_absent(
        db, AboutMeVersion, id=new_id(), service_user_id=person.id, version=version, why=why, helped=helped,
        written_by=asker.id, written_at=clock.now(),
    )  # fmt: skip
    if not is_new:
        raise BadInput(AT_ONCE, "why")
    others = [row for row in newest.about_me if row.heading not in HEADINGS.values()] if newest else []
    texts = {heading: told[field] for field, heading in HEADINGS.items()} | {row.heading: row.words for row in others}
    for position, (heading, text) in enumerate(texts.items()):
        if text:
            about = AboutMe(service_user_id=person.id, position=position, heading=heading, words=text, version=version)
            db.add(about)
    person.touch()
    db.add(person)
    db.note(asker, "wrote about me", person.id)


def as_typed(written: Written | None) -> dict[str, str]:
    """A version as its form would have been filled in: headings that are not the standard's have no field."""
    words = {row.heading: row.words for row in written.about_me} if written else {}
    return {field: words.get(heading, "") for field, heading in HEADINGS.items()}


def is_the_same(newest: Written, asker: Asker, said: Mapping[str, str]) -> bool:
    """The button was pressed twice: what would be written stands there already, by the same hand."""
    told = newest.told
    if told is None or told.written_by != asker.id or said.get("seen") == str(newest.version):
        return False
    stands = as_typed(newest) | {"why": told.why}
    return stands == {field: said.get(field, "").strip() for field in stands}
