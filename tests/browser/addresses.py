"""Where the demo's pages are that have no fixed address, for looking at every one of them."""

from datetime import UTC, datetime
from uuid import uuid4

from doorstep import Doorstep
from playwright.sync_api import BrowserContext, Page

FIRST = {
    "tomorrow": "a[rel=next]",
    "a visit to come": "[data-holds~=due] .shift__link",
    "a visit done": "[data-holds~=done] .shift__link",
}


def addresses(amina: Page, grace: Page, served: Doorstep) -> dict[str, str]:
    """Where the pages are that have no fixed address."""
    amina.goto(f"{served.url}/today")
    known = {name: href(amina, selector) for name, selector in FIRST.items()}
    hold_one(amina.context, served, amina, known["a visit to come"])
    amina.goto(f"{served.url}/people")
    known |= {"key code": f"{known['a visit to come']}/key-safe", "a person": href(amina, "main a[href^='/people/']")}
    grace.goto(f"{served.url}/held-forms")
    known["a held form"] = href(grace, "main a[href^='/held-forms/']")
    grace.goto(f"{served.url}{known['a visit done']}")
    known["a dose to correct"] = href(grace, "main a[href$='/correction']")
    grace.goto(f"{served.url}/board")
    known["a contradiction"] = href(grace, "main a[href^='/contradictions/']")
    known |= how_they_are(grace, served)
    known |= changed_rota(amina, grace, served) | rota_views(grace, served, known["a person"]) | risks(grace, served)
    return known


def rota_views(grace: Page, served: Doorstep, person: str) -> dict[str, str]:
    """The other ways to look at the rota, and the plan of somebody on it."""
    grace.goto(f"{served.url}/medicine-errors")
    first_error = href(grace, "main a[href^='/medicine-errors/']")
    grace.goto(f"{served.url}/people")
    jean = href(grace, "main a:has-text('Jean Whitcombe')")
    grace.goto(f"{served.url}{jean}/legal")
    legal = href(grace, "main a[href^='/legal/']")
    grace.goto(f"{served.url}{jean}/documents")
    paper = href(grace, "main a[href^='/documents/']:has-text('DNACPR')")
    grace.goto(f"{served.url}{jean}/care-plan")
    part, version = href(grace, "li[data-kind=action] a"), href(grace, "aside a[href^='/plan-versions/']")
    grace.goto(f"{served.url}{jean}/progress")
    goal, score = href(grace, "main a[href*='/progress/goals/']"), href(grace, "main a[href^='/scores/']")
    grace.goto(f"{served.url}{person}/planned-visits")
    return {
        "rota of a day": "/rota/days/2026-11-23", "rota of a day by person": "/rota/days/2026-11-23?view=people-day",
        "rota by person": "/rota/weeks/2026-11-23?view=people", "rota on paper": "/rota/weeks/2026-11-23/paper",
        "a care plan": f"{jean}/care-plan", "a part of a plan": part, "a version of a plan": version,
        "planned visits": f"{person}/planned-visits", "medicines": f"{person}/medicines",
        "a medicine": f"{person}/medicines/new", "a MAR chart": f"{person}/mar",
        "a medicines audit": f"{person}/medicine-audits", "an error to report": f"{person}/medicine-errors/new",
        "a medicine error": first_error,
        "record of a person": f"{person}/record", "a page of the record": f"{person}/record/communication",
        "at the door": f"{person}/record/door", "contacts": f"{person}/record/contacts",
        "a package": f"{person}/record/package", "a discharge": f"{person}/discharges",
        "stock of a person": f"{person}/stock", "legal records": f"{jean}/legal", "a legal record": legal,
        "a timeline": f"{jean}/timeline", "a file audit": f"{jean}/file-audit",
        "documents": f"{jean}/documents", "a document": paper,
        "about me": f"{jean}/about-me",
        "a new legal record": f"{jean}/legal/new/advance_decision",
        "progress": f"{jean}/progress", "how a goal stands": goal, "a score": score,
        "a new score": f"{jean}/progress/scores/own",
        "a planned visit": href(grace, "main a[href^='/planned-visits/']"),
    }  # fmt: skip


def how_they_are(grace: Page, served: Doorstep) -> dict[str, str]:
    """Of Stanley, who is not as usual, and of Jean, who has marks."""
    grace.goto(f"{served.url}/board")
    message = href(grace, "main a[href^='/soft-signs/']")
    grace.goto(f"{served.url}/people")
    person = str(grace.locator("main a").filter(has_text="Whitcombe").first.get_attribute("href"))
    return {
        "observations of a person": f"{person}/observations?kind=fluids",
        "soft signs of a person": f"{person}/soft-signs",
        "an SBARD message": message,
        "a body map": f"{person}/body-map",
    }  # fmt: skip


def risks(grace: Page, served: Doorstep) -> dict[str, str]:
    """Jean's risks, as they were assessed, and the forms for it."""
    grace.goto(f"{served.url}/risk-forms")
    form = href(grace, "main a[href^='/risk-forms/']:has-text('Moving')")
    grace.goto(f"{served.url}/people")
    jean = href(grace, "main a:has-text('Jean Whitcombe')")
    grace.goto(f"{served.url}{jean}/risk-assessments")
    one = href(grace, "main a[href^='/risk-assessments/']:has-text('Falls')")
    return {
        "risk assessments": f"{jean}/risk-assessments", "a risk assessment": one, "a risk form": form,
        "two versions of a risk": f"{one}/comparison", "a risk to assess again": f"{one}/versions/new",
        "a risk to assess": f"{jean}/risk-assessments/new?kind=skin",
    }  # fmt: skip


def changed_rota(amina: Page, grace: Page, served: Doorstep) -> dict[str, str]:
    """One of Amina's visits is cancelled and published, and one is without her in a draft."""
    amina.goto(f"{served.url}/today")
    due = amina.locator("[data-holds~=due] .shift__link").evaluate_all("all => all.map((link) => link.pathname)")
    plan(grace, served, f"{due[-1][1:]}/cancellation", reason="She is with her son.")
    plan(grace, served, "publications")
    worker = str(amina.locator("body").get_attribute("data-author"))
    plan(grace, served, f"{due[-2][1:]}/absences", worker=worker)
    amina.goto(f"{served.url}/today")
    return {
        "a changed rota": href(amina, "a[href^='/rota-changes/']"), "a visit to plan": f"/rota{due[-2]}",
        "a worker": f"/rota/workers/{worker}", "facts of a worker": f"/workers/{worker}",
        "an account": f"/workers/{worker}/account",
        "a visit to plan on its day": f"/rota{due[-2]}?view=day",
    }  # fmt: skip


def href(page: Page, selector: str) -> str:
    return str(page.locator(selector).first.get_attribute("href"))


def hold_one(context: BrowserContext, doorstep: Doorstep, page: Page, visit: str) -> None:
    """Something that the office has to decide about: a check-in at a time that cannot be read."""
    author = page.locator("body").get_attribute("data-author")
    form = {
        "id": str(uuid4()), "author": author, "sequence": 1, "previous": None, "url": f"{visit}/arrival",
        "body": f"form_version=1&visit={visit.split('/')[-1]}&at=soon", "version": 1,
        "recorded_at": datetime.now(UTC).isoformat(), "page": visit,
    }  # fmt: skip
    batch = {"device": str(uuid4()), "first": 1, "last": 1, "waiting": 1, "forms": [form]}
    answer = context.request.post(f"{doorstep.url}/inbox", data=batch, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.json()["receipts"][0]["state"] == "held"


def plan(grace: Page, doorstep: Doorstep, what: str, **said: str) -> None:
    """Something that the coordinator does to the rota."""
    same_origin = {"Sec-Fetch-Site": "same-origin"}
    assert grace.context.request.post(f"{doorstep.url}/rota/{what}", form=said, headers=same_origin).ok
