"""Importing a dm+d release: generics first, then what is a form of them, then what is gone."""

import re
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import select as columns_of
from sqlalchemy import text
from sqlmodel import col, func, select

from server.db import reading, writing
from server.products.levels import Level
from server.products.models import Product, ProductLevel
from server.products.release_facts import CATEGORIES, NOT_CONTROLLED, Generic, GenericFacts, amp_in, vmp_in
from server.products.release_reports import Report
from server.products.release_rows import NotWhole, Row, check_kind, rows_in
from server.products.releases import Release, ReleaseFile, ReleaseProblem, release_at

IS_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def run_import(path: Path, report_path: Path, say: Callable[[str], None], *, older: bool) -> int:
    """Import, saying how far it is; answers what the shell is told: 1 when rows were left out, 2 when all was."""
    try:
        with release_at(path) as release:
            refuse_what_is_none(release, older=older)
            with Report(report_path, say) as report:
                import_release(release, report)
    except ReleaseProblem as problem:
        say(str(problem))
        return 2
    say("\n".join(report.lines()))
    return 0 if report.is_clean else 1


def refuse_what_is_none(release: Release, *, older: bool) -> None:
    """Raises ReleaseProblem, before anything is changed."""
    for file in (release.lookups, release.vmps, release.amps):
        check_kind(file)
    if not older:
        refuse_older(release)


def refuse_older(release: Release) -> None:
    with reading() as db:
        newest = db.exec(select(func.max(Product.release))).one()
    if newest and IS_DAY.fullmatch(release.day) and IS_DAY.fullmatch(newest) and release.day < newest:
        raise ReleaseProblem(
            f"This release is of {release.day}, and the list is of {newest} already. "
            "Give --older to go back to the older names all the same."
        )


def import_release(release: Release, report: Report) -> None:
    """Generics before the brands that are forms of them."""
    facts = facts_in(release, report)
    vmps = Level(ProductLevel.VMP, release.vmps, "VPID", release.day, report)
    vmps.put("VMPS", lambda row: vmp_in(row.fields, facts))
    generics = generics_known()
    amps = Level(ProductLevel.AMP, release.amps, "APID", release.day, report)
    amps.put("AMPS", lambda row: amp_in(row.fields, generics))
    for level in (vmps, amps):
        level.withdraw_what_is_gone()
    tell_planner()
    report.remark(f"The list is now of the dm+d release of {release.day}.")


def facts_in(release: Release, report: Report) -> GenericFacts:
    """What the lookup file and the other sections say of VMPs: their form and why they are controlled drugs."""
    words, facts = {"FORM": dict[str, str](), "CONTROL_DRUG_CATEGORY": dict(CATEGORIES)}, GenericFacts()
    for row in told_rows(release.lookups, report, *words):
        if description := row.fields.get("DESC", "").strip():
            words[row.section][row.fields.get("CD", "").strip()] = description
    forms, categories = words["FORM"], words["CONTROL_DRUG_CATEGORY"] | {NOT_CONTROLLED: ""}
    for row in told_rows(release.vmps, report, "DRUG_FORM", "CONTROL_DRUG_INFO"):
        vpid, category = row.fields.get("VPID", "").strip(), row.fields.get("CATCD", "").strip()
        if row.section == "DRUG_FORM":
            if form := forms.get(row.fields.get("FORMCD", "").strip()):
                facts.forms.setdefault(vpid, form)
        elif category in categories:
            facts.controls[vpid] = categories[category]
        else:
            report.leave_out(release.vmps, row.line, f"CONTROL_INFO of VPID {vpid}: no category {category or 'at all'}")
    return facts


def told_rows(file: ReleaseFile, report: Report, *sections: str) -> Iterator[Row]:
    try:
        yield from rows_in(file, *sections)
    except NotWhole as why:
        report.leave_out(file, None, f"it breaks off ({why}); what was known of forms and controlled drugs stays")


def generics_known() -> dict[str, Generic]:
    """By VPID."""
    wanted = columns_of(Product.code, Product.id, Product.words, Product.form, Product.control)  # type: ignore[call-overload]
    with reading() as db:
        found = db.execute(wanted.where(Product.level == ProductLevel.VMP, col(Product.code).is_not(None)))
        return {code: Generic(*columns) for code, *columns in found}


def tell_planner() -> None:
    """PostgreSQL plans by what it last counted; with it suggestions take a tenth of the time from the first on."""
    with writing() as db:
        if db.get_bind().dialect.name == "postgresql":
            db.execute(text("ANALYZE products, product_words"))
        db.commit()


def add_release(command: ArgumentParser) -> None:
    """What the command line may say."""
    command.add_argument("release", type=Path, metavar="FOLDER", help="a dm+d release: its folder, or its zip")
    command.add_argument("--report", type=Path, default=Path("import-products-report.txt"), help="what was left out")
    command.add_argument("--older", action="store_true", help="even when the list is of a newer release")
