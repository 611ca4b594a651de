"""What the web may do with a person's timeline: read it, and search it. What is sought stands in no address."""

from collections.abc import Mapping

from litestar import Response

from server.accounts.asker import Asker as AskerInfo
from server.board.queries import held_count
from server.dependencies import COORDINATORS, Asker, Db, Fields, PathId, act, page
from server.inbox.unit import Unit
from server.people.models import ServiceUser
from server.people.queries import person_of
from server.problems import BadInput
from server.templating import html
from server.timeline.items import GROUP_WORDS
from server.timeline.queries import Sought, said_of, sought_at_first, sought_in, timeline


@page("/people/{service_user_id:uuid}/timeline", COORDINATORS, writes=True)
def show_timeline(db: Db, asker: Asker, service_user_id: PathId) -> Response[str]:
    person, sought = person_of(db, asker, service_user_id), sought_at_first(asker)
    return timeline_page(db, asker, person, sought, said_of(sought))


@act("/people/{service_user_id:uuid}/timeline", COORDINATORS)
def search_timeline(db: Db, asker: Asker, service_user_id: PathId, data: Fields) -> Response[str]:
    person = person_of(db, asker, service_user_id)
    try:
        sought = sought_in(data)
    except BadInput as problem:
        return timeline_page(db, asker, person, None, data, problem)
    return timeline_page(db, asker, person, sought, data)


def timeline_page(
    db: Unit, asker: AskerInfo, person: ServiceUser, sought: Sought | None, said: Mapping[str, str],
    problem: BadInput | None = None,
) -> Response[str]:  # fmt: skip
    """The days that are asked for; none when it is not clear which. Reading is on record, as of a visit."""
    days = timeline(db, asker, person, sought) if sought else {}
    db.note(asker, "read timeline", person.id)
    return html(
        "timeline/timeline.html", 422 if problem else 200, asker=asker, person=person, days=days, sought=sought,
        said=said, problem=problem, group_words=GROUP_WORDS, held=held_count(db, asker),
    )  # fmt: skip


timeline_routes = [show_timeline, search_timeline]
