"""The list of products: what a release puts into it, what typing finds, and what orders say of it."""

import os
import subprocess
import sys
import zipfile

import pytest
from sqlalchemy import delete, update

from server.__main__ import main
from server.db import reading, writing
from server.medication.models import Medicine
from server.medication.spelling import made_safe
from server.people.models import AllergyStatus, ServiceUser
from server.products.built_in import built_in, put_built_in
from server.products.codes import is_code
from server.products.models import Product, ProductLevel, ProductWord
from server.products.queries import product_named, suggestions
from server.settings import settings
from tests.agencies import DAY, all_of, change
from tests.releases import NOT_CONTROLLED, SCHEDULE_2, TABLETS, amp, code, release, vmp

METFORMIN, MORPHINE, MADE_UP = 1, 2, 3
GENERICS = [vmp(METFORMIN, "Metformin 500mg tablets"), vmp(MORPHINE, "Morphine 5mg modified-release tablets")]
BRANDS = [amp(11, METFORMIN, "Glucophage 500mg tablets"), amp(12, METFORMIN, "Metformin 500mg tablets")]
DOORSTEPS_OWN = vmp(MADE_UP, "Doorstepol 20mg capsules")
EXPANDING = '<!DOCTYPE lol [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.fixture
def folder(browser, tmp_path):
    """Where releases lie. When the test is over, the list is again what came with Doorstep."""
    yield tmp_path / "release"
    with writing() as db:
        db.execute(update(Medicine).values(product_id=None))
        db.execute(delete(ProductWord))
        db.execute(update(Product).values(generic_id=None))
        db.execute(delete(Product))
        db.commit()
    put_built_in(settings().database_url)


@pytest.fixture
def import_it(tmp_path, capsys):
    """Run the command; answers what the shell is told and what was printed."""

    def run(path, *options):
        capsys.readouterr()
        told = main(["import-products", str(path), "--report", str(tmp_path / "report.txt"), *options])
        return told, capsys.readouterr().out

    return run


def product(number):
    """The one with a code made by `tests.releases.code`."""
    [found] = all_of(Product, Product.code == code(number))
    return found


def named(name):
    with reading() as db:
        return product_named(db, name)


def suggested(typed):
    with reading() as db:
        return [one.shown for one in suggestions(db, typed)]


def damaged(path, old, new):
    path.write_text(path.read_text().replace(old, new, 1))


# Codes and names


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("318135008", True),
        ("34186711000001102", True),
        ("318135009", False),
        ("318315008", False),
        ("31813", False),
        ("3181350O8", False),
        ("３１８１３５００８", False),
        ("", False),
    ],
)
def test_a_code_with_a_digit_mistyped_or_two_that_changed_places_is_none(text, is_one):
    assert is_code(text) == is_one


@pytest.mark.parametrize(
    "name",
    [
        "Levothyroxine sodium 50microgram tablets", "levothyroxine  SODIUM 50 microgram tablets",
        "Levothyroxine sodium 50 micrograms tablets", "Levothyroxine sodium 50mcg tablets",
    ],
)  # fmt: skip
def test_a_product_is_found_in_any_spelling_of_its_name(browser, name):
    assert named(name).name == "Levothyroxine sodium 50microgram tablets"


@pytest.mark.parametrize("name", ["Levothyroxine sodium 25 micrograms tablet", "Levothyroxine", "", "—"])
def test_what_is_not_the_whole_name_is_no_product(browser, name):
    assert named(name) is None


def test_h9_every_name_that_comes_with_doorstep_is_shown_as_orders_are_written():
    assert {one.name for one in built_in() if made_safe(one.shown) != one.shown} == set()
    assert "Metformin 500 mg tablets" in {one.shown for one in built_in()}


def test_a_makers_name_is_not_read_as_how_often(folder, import_it, office, jeans):
    release(folder, [*GENERICS, vmp(6, "Hypodermic insulin needles 5mm")], [amp(13, 6, "BD Viva insulin needles 5mm")])
    import_it(folder)
    assert suggested("bd viva") == ["BD Viva insulin needles 5mm"]
    assert f"SNOMED code {code(13)}" in order(office, jeans, "BD Viva insulin needles 5mm")
    assert "Write: Metformin 500 mg twice a day" in order(office, jeans, "Metformin 500 mg BD")


def test_what_comes_with_doorstep_has_no_code_and_names_nothing_twice():
    assert {one.code for one in built_in()} == {None}
    assert len({one.words for one in built_in()}) == len(built_in()) >= 150
    assert {one.generic_id for one in built_in()} - {None} <= {one.id for one in built_in()}


def test_a_brand_of_a_controlled_drug_is_one(browser):
    assert (named("Zomorph 10mg modified-release capsules").schedule, named("Senna 7.5mg tablets").schedule) == (
        2,
        None,
    )


# `doorstep import-products`


def test_a_release_is_put_into_the_list(folder, import_it):
    release(folder, GENERICS, BRANDS, controls={MORPHINE: SCHEDULE_2, METFORMIN: NOT_CONTROLLED}, forms={1: TABLETS})
    told, said = import_it(folder)
    glucophage, morphine = product(11), product(MORPHINE)
    assert (told, glucophage.level, glucophage.generic_id) == (0, ProductLevel.AMP, product(METFORMIN).id)
    assert (glucophage.form, glucophage.release, glucophage.schedule) == ("Tablet", "2026-11-23", None)
    assert (morphine.control, morphine.schedule) == ("Schedule 2 (CD)", 2)
    assert "2 new, 2 changed, 0 as before, 0 withdrawn, 0 left out." in said


def test_a_zip_of_it_will_do(folder, import_it):
    files = release(folder, [*GENERICS, DOORSTEPS_OWN])
    with zipfile.ZipFile(packed := folder.with_suffix(".zip"), "w") as archive:
        for file in files.iterdir():
            archive.write(file, f"nhsbsa_dmd/{file.name}")
    assert import_it(packed)[0] == 0
    assert product(MADE_UP).name == "Doorstepol 20mg capsules"


def test_the_same_release_again_changes_nothing(folder, import_it):
    release(folder, GENERICS, BRANDS)
    import_it(folder)
    before = all_of(Product)
    assert "0 new, 0 changed, 4 as before, 0 withdrawn, 0 left out." in import_it(folder)[1]
    assert {one.id: one for one in all_of(Product)} == {one.id: one for one in before}


def test_a_newer_release_renames_and_what_is_gone_is_withdrawn_and_stays(folder, import_it):
    release(folder, [*GENERICS, DOORSTEPS_OWN], BRANDS)
    import_it(folder)
    renamed = vmp(METFORMIN, "Metformin hydrochloride 500mg tablets")
    release(newer := folder.with_name("newer"), [renamed, GENERICS[1]], BRANDS, day="301126")
    assert "0 new, 2 changed, 2 as before, 1 withdrawn, 0 left out." in import_it(newer)[1]
    assert (product(METFORMIN).name, product(MADE_UP).is_withdrawn) == ("Metformin hydrochloride 500mg tablets", True)
    assert suggested("metformin hydro") == ["Metformin hydrochloride 500 mg tablets"]


def test_what_dmd_calls_invalid_is_withdrawn(folder, import_it):
    release(folder, [*GENERICS, DOORSTEPS_OWN | {"INVALID": "1"}])
    import_it(folder)
    assert (product(MADE_UP).is_withdrawn, product(METFORMIN).is_withdrawn) == (True, False)


def test_a_controlled_drug_is_one_until_dmd_says_that_it_is_none(folder, import_it):
    release(folder, GENERICS)
    import_it(folder)
    assert product(MORPHINE).schedule == 2
    release(newer := folder.with_name("newer"), GENERICS, day="301126", controls={MORPHINE: NOT_CONTROLLED})
    import_it(newer)
    assert product(MORPHINE).schedule is None


def test_an_older_release_is_not_put_over_a_newer_one_unless_told_to(folder, import_it):
    release(folder, GENERICS)
    import_it(folder)
    release(older := folder.with_name("older"), GENERICS, day="020126")
    told, said = import_it(older)
    assert (told, product(METFORMIN).release) == (2, "2026-11-23")
    assert "This release is of 2026-01-02, and the list is of 2026-11-23 already." in said
    assert import_it(older, "--older")[0] == 0


def test_a_product_whose_code_changed_is_the_same_product(folder, import_it):
    release(folder, [*GENERICS, DOORSTEPS_OWN])
    import_it(folder)
    before = product(MADE_UP).id
    release(
        newer := folder.with_name("newer"),
        [*GENERICS, vmp(4, "Doorstepol 20mg caps", VPIDPREV=code(MADE_UP))],
        day="301126",
    )
    import_it(newer)
    assert product(4).id == before


def test_what_came_with_doorstep_gets_its_code_by_its_name(folder, import_it):
    before = named("Metformin 500 mg tablets").id
    release(folder, GENERICS)
    import_it(folder)
    assert product(METFORMIN).id == before


def test_a_name_of_ours_that_a_whole_release_does_not_have_is_not_offered_any_more(folder, import_it):
    ours = [one.name for one in built_in() if one.level == ProductLevel.VMP and "Senna" not in one.name]
    release(folder, [vmp(number, name) for number, name in enumerate(ours)])
    said = import_it(folder)[1]
    assert "dm+d has no product called Senna 7.5mg tablets; it is not offered any more." in said
    assert (suggested("senna"), named("Senna 7.5mg tablets").code) == ([], None)


# Rows that cannot be taken


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (DOORSTEPS_OWN | {"VPID": None}, "it has no code (VPID)"),
        (DOORSTEPS_OWN | {"NM": " "}, "it has no name (NM)"),
        (DOORSTEPS_OWN | {"NM": "…"}, "its name has no words: …"),
        (DOORSTEPS_OWN | {"NM": "Doorstepol " * 40}, "its name is longer than 255 letters"),
        (DOORSTEPS_OWN | {"VPID": "900A"}, "its VPID is not digits: 900A"),
        (DOORSTEPS_OWN | {"VPID": "318135009"}, "its VPID fails the SNOMED check digit: 318135009"),
        (GENERICS[0], f"its VPID {code(METFORMIN)} came before in this file"),
    ],
)
def test_a_bad_row_is_left_out_and_told_and_the_rest_is_put_in(folder, import_it, tmp_path, row, why):
    release(folder, [GENERICS[0], row, GENERICS[1]])
    told, said = import_it(folder)
    assert (told, product(MORPHINE).level) == (1, ProductLevel.VMP)
    assert f"f_vmp2_3231126.xml, line 5: {why}" in said
    assert f"f_vmp2_3231126.xml, line 5: {why}" in (tmp_path / "report.txt").read_text()
    assert "1 left out." in said


def test_a_brand_of_an_unknown_generic_is_left_out(folder, import_it):
    release(folder, GENERICS, [amp(11, 99, "Lonely 5mg tablets"), BRANDS[1]])
    told, said = import_it(folder)
    assert (told, product(12).generic_id) == (1, product(METFORMIN).id)
    assert f"f_amp2_3231126.xml, line 4: its generic, VPID {code(99)}, is not in the list" in said


def test_a_controlled_drug_of_no_known_category_is_told(folder, import_it):
    release(folder, GENERICS, controls={MORPHINE: "0099"})
    assert f"CONTROL_INFO of VPID {code(MORPHINE)}: no category 0099" in import_it(folder)[1]


def test_a_row_left_out_is_not_taken_for_gone(folder, import_it):
    release(folder, GENERICS)
    import_it(folder)
    release(newer := folder.with_name("newer"), [GENERICS[0], GENERICS[1] | {"NM": ""}], day="301126")
    import_it(newer)
    assert not product(MORPHINE).is_withdrawn


def test_a_file_that_breaks_off_is_taken_as_far_as_it_goes_and_nothing_is_withdrawn(folder, import_it):
    release(folder, [*GENERICS, DOORSTEPS_OWN], controls={MORPHINE: SCHEDULE_2})
    import_it(folder)
    morphine = GENERICS[1] | {"NM": "Morphine 5mg MR tablets"}
    release(newer := folder.with_name("newer"), [GENERICS[0], morphine, DOORSTEPS_OWN], day="301126")
    damaged(newer / "f_vmp2_3301126.xml", f"<VMP><VPID>{code(MADE_UP)}", f"<VMP><VPID>{code(MADE_UP)}</VMP>")
    told, said = import_it(newer)
    assert (told, product(MORPHINE).name, product(MORPHINE).schedule) == (1, "Morphine 5mg MR tablets", 2)
    assert "f_vmp2_3301126.xml: it breaks off (mismatched tag: line 6" in said
    assert not product(MADE_UP).is_withdrawn


def test_a_lookup_file_that_breaks_off_is_told_and_the_products_are_put_in(folder, import_it):
    release(folder, GENERICS, controls={MORPHINE: SCHEDULE_2})
    damaged(folder / "f_lookup2_3231126.xml", "</LOOKUP>", "")
    told, said = import_it(folder)
    assert (told, product(MORPHINE).schedule) == (1, 2)
    assert "f_lookup2_3231126.xml: it breaks off (no element found: line" in said


def test_a_part_of_a_release_withdraws_nothing(folder, import_it):
    release(folder, [*GENERICS, DOORSTEPS_OWN])
    import_it(folder)
    release(part := folder.with_name("part"), GENERICS[:1], day="301126")
    assert "2 of 3 generics are not in f_vmp2_3301126.xml: it looks like a part of a release" in import_it(part)[1]
    assert not product(MADE_UP).is_withdrawn


def test_entities_are_never_expanded(folder, import_it):
    release(folder, GENERICS)
    damaged(folder / "f_vmp2_3231126.xml", "<VIRTUAL_MED_PRODUCTS", f"{EXPANDING}<VIRTUAL_MED_PRODUCTS")
    told, said = import_it(folder)
    assert (told, all_of(Product, Product.code.is_not(None))) == (2, [])
    assert "it has a DOCTYPE, which no file of dm+d has" in said


def lacks_a_file(folder):
    (folder / "f_amp2_3231126.xml").unlink()


def is_no_xml(folder):
    (folder / "f_vmp2_3231126.xml").write_text("Please sign in to TRUD.")


def is_a_web_page(folder):
    (folder / "f_lookup2_3231126.xml").write_text("<html><body>Please sign in to TRUD.</body></html>")


def has_two_releases(folder):
    release(folder, GENERICS, day="301126")


def mixes_two_releases(folder):
    (folder / "f_vmp2_3231126.xml").rename(folder / "f_vmp2_3301126.xml")


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lacks_a_file, "There is no file f_amp2_*.xml in"),
        (is_no_xml, "f_vmp2_3231126.xml is not XML (syntax error: line 1"),
        (is_a_web_page, "f_lookup2_3231126.xml is not a file of dm+d: it begins with html."),
        (has_two_releases, "There are 2 files f_vmp2_*.xml in"),
        (mixes_two_releases, "are of different releases: 3231126, 3301126."),
    ],
)
def test_what_is_no_release_is_told_and_nothing_is_put_in(folder, import_it, spoil, sentence):
    spoil(release(folder, GENERICS))
    told, said = import_it(folder)
    assert (told, all_of(Product, Product.code.is_not(None))) == (2, [])
    assert sentence in said
    assert not folder.with_name("report.txt").exists()


def test_a_folder_that_is_not_there_and_a_file_that_is_no_zip_are_told(folder, import_it, tmp_path):
    (tmp_path / "release.zip").write_text("not a zip")
    assert import_it(folder) == (2, f"{folder} is not there. Name the folder or the zip of a dm+d release.\n")
    assert import_it(tmp_path / "release.zip") == (2, f"{tmp_path}/release.zip is neither a folder nor a zip.\n")


def test_a_report_that_cannot_be_written_is_told_before_anything_is_put_in(folder, import_it, tmp_path):
    told, said = import_it(release(folder, GENERICS), "--report", str(tmp_path / "nowhere" / "report.txt"))
    assert (told, all_of(Product, Product.code.is_not(None))) == (2, [])
    assert "report.txt cannot be written (No such file or directory). Say --report FILE." in said


def test_an_import_that_is_killed_leaves_a_list_to_work_with_and_is_finished_by_running_it_again(folder, import_it):
    release(folder, [vmp(number, f"Doorstepol {number + 1}mg tablets") for number in range(12_000)])
    command = [sys.executable, "-m", "server", "import-products", str(folder), "--report", f"{folder}/report.txt"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | {"PYTHONUNBUFFERED": "1"}) as importing:
        assert b"5,000 rows" in importing.stdout.readline()
        importing.kill()
    assert 4_500 <= len(all_of(Product.id, Product.code.is_not(None))) < 12_000
    assert suggested("doorstepol 17 ")[0] == "Doorstepol 17 mg tablets"
    assert import_it(folder)[0] == 0
    assert len(all_of(Product.id, Product.code.is_not(None))) == 12_000


def test_the_command_explains_itself(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["import-products", "--help"])
    assert (stopped.value.code, "usage: doorstep import-products" in capsys.readouterr().out) == (0, True)


# Which one a name is


def test_a_brand_that_several_suppliers_sell_is_their_generic(folder, import_it):
    release(
        folder, GENERICS, [amp(11, METFORMIN, "Glucorex 500mg tablets"), amp(12, METFORMIN, "Glucorex 500mg tablets")]
    )
    import_it(folder)
    assert named("Glucorex 500 mg tablets").id == product(METFORMIN).id


def test_the_original_is_meant_where_others_import_it(folder, import_it):
    imported = amp(10, METFORMIN, "Glucophage 500mg tablets", PARALLEL_IMPORT="0001")
    release(folder, GENERICS, [imported, BRANDS[0]])
    import_it(folder)
    assert named("Glucophage 500 mg tablets").id == product(11).id


# While typing


def test_what_begins_with_the_words_comes_first_then_generics(folder, import_it):
    brands = [amp(11, METFORMIN, "Senade 7.5mg tablets"), amp(12, METFORMIN, "Metsena 500mg tablets")]
    release(folder, [*GENERICS, vmp(5, "Ispaghula husk 3.5g / Senna 2g sachets")], brands)
    import_it(folder)
    assert suggested("sen") == [
        "Senna 7.5 mg/5 ml oral solution sugar free", "Senna 7.5 mg tablets", "Senade 7.5 mg tablets",
        "Ispaghula husk 3.5 g / Senna 2 g sachets",
    ]  # fmt: skip


def test_what_is_withdrawn_comes_last_and_says_so(folder, import_it, office):
    release(folder, [*GENERICS, vmp(5, "Metformin 100mg tablets", INVALID="1")])
    import_it(folder)
    assert suggested("metformin")[-1] == "Metformin 100 mg tablets"
    assert "Metformin 100 mg tablets Not in dm+d any more" in office.post("/products/suggestions", name="metf").text


@pytest.mark.parametrize("typed", ["500mg para", "PARA 500 MG", "tablets paracetamol 500", "paracetamol 500 mg tab"])
def test_words_are_found_in_any_order(browser, typed):
    assert "Paracetamol 500 mg tablets" in suggested(typed)


@pytest.mark.parametrize("typed", ["", "p", " p ", "%%", "qqqq", "paracetamol qqqq", "500"])
def test_nothing_is_suggested_for_a_letter_or_for_what_is_not_there(browser, typed):
    assert suggested(typed) == []


def test_what_is_weaker_comes_before_what_is_stronger(browser):
    assert suggested("codeine") == ["Codeine 15 mg tablets", "Codeine 30 mg tablets"]
    assert [name.split()[1] for name in suggested("morphine")] == ["5", "10", "10", "10"]


def test_at_most_twelve_are_suggested(browser):
    assert len(suggested("tablets")) == 12


def test_a_name_that_several_suppliers_sell_is_suggested_once(folder, import_it):
    release(folder, GENERICS, [*BRANDS, amp(13, METFORMIN, "Glucophage 500mg tablets")])
    import_it(folder)
    assert suggested("gluco") == ["Glucophage 500 mg tablets"]
    assert suggested("metformin 500mg tab").count("Metformin 500 mg tablets") == 1


def test_a_controlled_drug_says_so_while_it_is_typed(office):
    assert "Controlled drug, schedule 2" in office.post("/products/suggestions", name="zomorph").text


def test_what_is_typed_stands_in_no_address_and_in_no_log(office, jeans, caplog):
    assert 'hx-post="/products/suggestions"' in office.get(f"{jeans}/new").html
    office.post("/products/suggestions", name="Zomorph 10mg")
    assert office.ask("GET", "/products/suggestions?name=Zomorph").status_code in (404, 405)
    assert "zomorph" not in caplog.text.lower().replace("?name=zomorph", "")


def test_workers_are_not_asked_for_names_and_told_none(phone):
    assert phone.ask("POST", "/products/suggestions", data={"name": "zomorph"}).status_code == 404


# On orders

ORDER = {
    "kind": "scheduled", "amount": "1 tablet, by mouth", "support": "administer", "times": "08:20", "from_on": str(DAY),
    **{f"weekday_{day}": "1" for day in ("MO", "TU", "WE", "TH", "FR", "SA", "SU")},
}  # fmt: skip
NOT_LISTED = "Not from the list of products"
NOT_ORDERED_AS_ONE = "A controlled drug, schedule 2, that is not ordered as one."


@pytest.fixture
def jeans(agencies):
    """The address of Jean's medicines."""
    return f"/people/{agencies.jean.id}/medicines"


def order(office, jeans, name, **said):
    """Grace orders it by name; answers the page of Jean's medicines."""
    return office.post(jeans, **ORDER | {"name": name} | said).text


def ordered(agencies, name):
    [row] = all_of(Medicine, Medicine.service_user_id == agencies.jean.id, Medicine.name == name)
    return row


def test_an_order_keeps_the_product_that_its_name_is(agencies, office, jeans):
    order(office, jeans, "metformin  500 mg  tablets")
    assert ordered(agencies, "metformin 500 mg tablets").product_id == named("Metformin 500mg tablets").id


def test_what_is_not_in_the_list_is_ordered_all_the_same_and_marked(agencies, office, jeans):
    change(Medicine, Medicine.service_user_id == agencies.jean.id, ended_on=DAY.replace(day=1))
    assert f"{NOT_LISTED}." in order(office, jeans, "Dragon balm").partition("Ended")[0]
    assert ordered(agencies, "Dragon balm").product_id is None
    assert NOT_LISTED in office.get(f"/people/{agencies.jean.id}/mar").text


def test_a_changed_order_names_the_product_that_its_new_name_is(agencies, office, jeans):
    order(office, jeans, "Dragon balm")
    change_it = f"/medicines/{ordered(agencies, 'Dragon balm').id}/versions"
    office.post(change_it, **ORDER | {"name": "Clotrimazole 1% cream", "why": "Dr Patel."})
    assert ordered(agencies, "Clotrimazole 1% cream").product_id == named("Clotrimazole 1% cream").id


def test_a_compliance_aid_is_no_product_and_not_marked(agencies, office, jeans):
    change(Medicine, Medicine.service_user_id == agencies.jean.id, ended_on=DAY.replace(day=1))
    shown = order(office, jeans, "Blister pack", kind="compliance_aid", contents="Metformin 500 mg tablets")
    assert NOT_LISTED not in shown.partition("Ended")[0]


def test_the_code_and_the_generic_of_a_brand_are_shown(folder, import_it, office, jeans):
    release(folder, GENERICS, BRANDS)
    import_it(folder)
    shown = order(office, jeans, "Glucophage 500 mg tablets")
    assert f"A form of Metformin 500 mg tablets. SNOMED code {code(11)}." in shown


def test_a_controlled_drug_is_shown_and_flagged_until_it_is_ordered_as_one(office, jeans):
    shown = order(office, jeans, "Morphine 5 mg modified-release tablets")
    assert "Controlled drug, schedule 2." in shown
    assert NOT_ORDERED_AS_ONE in shown


def test_one_that_is_ordered_as_a_controlled_drug_is_not_flagged(office, jeans):
    shown = order(office, jeans, "Morphine 5 mg modified-release tablets", kind="controlled")
    assert "Controlled drug, schedule 2." in shown
    assert NOT_ORDERED_AS_ONE not in shown


def test_a_sleeping_tablet_is_named_as_controlled_and_not_flagged(office, jeans):
    shown = order(office, jeans, "Zopiclone 3.75 mg tablets")
    assert "Controlled drug, schedule 4." in shown
    assert "not ordered as one" not in shown


def test_h2_a_brand_and_its_generic_are_flagged_as_the_same_medicine(office, jeans):
    order(office, jeans, "Eliquis 5 mg tablets")
    assert order(office, jeans, "Apixaban 5 mg tablets").count("Another order of the same medicine counts, too.") == 2


def test_h5_an_allergy_to_the_generic_is_flagged_on_its_brand(agencies, office, jeans):
    recorded = {"allergy_status": AllergyStatus.RECORDED, "allergies": "apixaban (rash)"}
    change(ServiceUser, ServiceUser.id == agencies.jean.id, **recorded)
    assert "The allergies name apixaban: apixaban (rash)" in order(office, jeans, "Eliquis 5 mg tablets")


def test_more_words_than_a_name_has_are_no_error(office):
    assert office.post("/products/suggestions", name="a " * 2000).status == 200
