import re
from pathlib import Path

import pytest

from sim.data import FOLDER, checksums, read_bytes
from sim.inputs.files.errors import InputError
from sim.population.areas import BUURTEN, WIJKEN
from sim.population.place_names import named, published
from sim.population.places import PILOT_BUURTEN, find_place, place_key
from sim.population.population import People, build_people, households_missing

HEADER = (
    "code,name,inhabitants,households,age_0_14,age_15_24,age_25_44,age_45_64,age_65,"
    "one_person,without_children,with_children,mean_size"
)
ROW = "A1,Here,1000,500,15,12,25,28,20,40,30,30,2.0"


def test_every_data_file_is_listed_and_whole() -> None:
    shipped = {p.name for p in FOLDER.iterdir() if p.suffix in {".csv", ".gz", ".toml"}}
    assert shipped == set(checksums())
    for name in shipped:
        assert read_bytes(name)


def test_a_damaged_data_file_stops(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    content = (FOLDER / BUURTEN).read_bytes()
    (tmp_path / BUURTEN).write_bytes(content.replace(b"2010", b"2011", 1))
    monkeypatch.setattr("sim.data.FOLDER", tmp_path)
    with pytest.raises(InputError) as caught:
        read_bytes(BUURTEN)
    assert caught.value.code == "storage"
    with pytest.raises(InputError) as caught:
        read_bytes(WIJKEN)
    assert caught.value.code == "missing_file"


def test_the_pilot_has_14000_inhabitants_and_says_how() -> None:
    pilot = find_place("pilot")
    assert pilot.inhabitants == 14000
    assert tuple(area.code for area in pilot.areas) == PILOT_BUURTEN
    # 2225 + 3345 + 1895 + 5310 published; the rest of the 14,000 is western Brusselsepoort.
    assert [area.inhabitants for area in pilot.areas] == [1225, 2225, 3345, 1895, 5310]
    assert pilot.areas[0].households == round(4510 * 1225 / 6250)
    assert "19025" in pilot.notes[0].text


def test_the_country_is_the_sum_of_its_wijken() -> None:
    country = find_place("nederland")
    assert country.inhabitants == 16_974_935
    assert country.areas[0].households == 7_716_205
    assert sum(country.areas[0].age_shares) == pytest.approx(100, abs=0.5)


def test_a_municipality_is_all_its_wijken_with_people() -> None:
    place = find_place("GM0935")
    assert len(place.areas) == 7
    assert all(area.inhabitants > 0 for area in place.areas)


def test_suppressed_cells_are_filled_and_flagged() -> None:
    place = find_place("BU09350301")
    assert "suppressed" in place.notes[0].text
    assert sum(place.areas[0].age_shares) == pytest.approx(100, abs=1)


def test_ruwaard_is_wijk_wk082806() -> None:
    assert find_place("ruwaard").areas == find_place("WK082806").areas


@pytest.mark.parametrize(
    ("name", "near"), [("pilto", "pilot"), ("WK09352", "WK093502"), ("Ruwaart", "ruwaard")]
)
def test_an_unknown_place_names_the_nearest(name: str, near: str) -> None:
    with pytest.raises(InputError) as caught:
        find_place(name)
    assert caught.value.code == "unknown_place"
    assert caught.value.nearest == near


def test_a_wijk_without_inhabitants_is_refused() -> None:
    empty = _empty_wijk()
    with pytest.raises(InputError) as caught:
        find_place(empty)
    assert caught.value.code == "out_of_range"


def test_an_own_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(f"{HEADER},lonely.18_64\n{ROW},33.5\n", encoding="utf-8")
    place = find_place(path)
    area = place.areas[0]
    assert (place.id, place.inhabitants, area.mean_size) == ("mine", 1000, 2.0)
    assert area.indicators == (("lonely", "18_64", 33.5),)


def test_the_order_of_rows_changes_nobody_and_a_code_everybody(tmp_path: Path) -> None:
    other = ROW.replace("A1,Here,1000,500", "B1,There,400,200")

    def people(*rows: str) -> People:
        """The residents of a file with these rows."""
        path = tmp_path / "mine.csv"
        path.write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
        return build_people(find_place(path), None, 3)

    one, turned, coded = (
        people(ROW, other),
        people(other, ROW),
        people(ROW, other.replace("B1", "C1")),
    )
    assert [area.code for area in turned.place.areas] == ["A1", "B1"]
    for name in ("age", "woman", "household", "kind", "area_of_household"):
        assert (getattr(one, name) == getattr(turned, name)).all()
    first = slice(0, 1000)  # of another area nothing changes
    assert (one.age[first] == coded.age[first]).all()
    assert (one.age[1000:] != coded.age[1000:]).any()


def test_households_that_the_ages_cannot_fill_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(f"{HEADER},health_code\n{ROW},NL01\n", encoding="utf-8")
    place = find_place(path)
    young = place.areas[0]._replace(code="A2", age_shares=(100.0, 0.0, 0.0, 0.0, 0.0))
    both = place._replace(areas=(*place.areas, young), inhabitants=2000)
    assert households_missing(build_people(both, None, 3)) == (500, 1000)
    assert households_missing(build_people(find_place("pilot"), None, 3))[0] == 0


def test_a_sign_that_is_no_line_end_stays_in_a_name(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    row = ROW.replace("Here", "He\x85re")
    path.write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
    assert find_place(path).areas[0].name == "He\x85re"


def test_an_own_file_may_use_semicolons_and_decimal_commas(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    row = ROW.replace(",", ";").replace("2.0", "2,1")
    path.write_text(f"{HEADER.replace(',', ';')}\n{row}\n", encoding="utf-8")
    assert find_place(path).areas[0].mean_size == 2.1


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        (f"{HEADER}\n{ROW.replace('1000', '', 1)}\n", "missing_key", "mine.csv:2: inhabitants"),
        (f"{HEADER}\n{ROW.replace('1000', 'many', 1)}\n", "wrong_type", "mine.csv:2: inhabitants"),
        (f"{HEADER}\n{ROW.replace('1000', '0', 1)}\n", "out_of_range", "mine.csv:2: inhabitants"),
        (f"{HEADER}\n{ROW.replace(',500,', ',5000,')}\n", "inconsistent", "mine.csv:2: households"),
        (f"{HEADER}\n{ROW.replace(',15,', ',55,')}\n", "inconsistent", "mine.csv:2: age_0_14"),
        (f"{HEADER}\n{ROW}\n{ROW}\n", "duplicate", "mine.csv: code"),
        (f"{HEADER.replace('mean_size', 'meansize')}\n{ROW}\n", "unknown_key", "mine.csv:1"),
        (f"{HEADER}\n", "missing_key", "mine.csv"),
        (f"{HEADER}\n{ROW}\nA2,There,500\n", "missing_key", "mine.csv:3: households"),
        (f'{HEADER}\nA1,"Here,1000,500\n{ROW}\n', "wrong_type", "mine.csv:2"),
        (f"{HEADER}\nA1,{'x' * 200_000}\n", "wrong_type", "mine.csv:2"),
    ],
)
def test_a_bad_own_file_says_where(tmp_path: Path, text: str, code: str, where: str) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        find_place(path)
    assert caught.value.code == code
    assert where in str(caught.value.where)


def test_an_own_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        find_place(tmp_path / "none.csv")
    assert caught.value.code == "missing_file"


def place_codes(name: str) -> list[str]:
    return [one.code for one in named(name)]


def _empty_wijk() -> str:
    from sim.data import rows

    return next(row["code"] for row in rows(WIJKEN) if row["inhabitants"] == "0")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("GM0828", "GM0828"),
        ("gm0828", "GM0828"),
        ("Oss", "GM0828"),
        ("den haag", "GM0518"),
        ("Ruwaard", "ruwaard"),
        ("Oss-Zuid", "WK082803"),
        ("berghem, oss", "WK082810"),
        ("Caberg", "BU09350205"),
        ("own.csv", "own.csv"),
    ],
)
def test_a_place_is_meant_by_code_name_or_file(text: str, key: str) -> None:
    assert place_key(text) == key


def test_a_name_finds_the_place_that_its_code_finds() -> None:
    assert find_place("Oss") == find_place("GM0828")


def test_a_name_that_several_places_have_names_their_codes() -> None:
    with pytest.raises(InputError) as caught:
        find_place("Centrum", "--place")
    error = caught.value
    assert (error.code, error.where) == ("ambiguous_place", "--place")
    assert "WK082800" in place_codes("Centrum") and str(error.allowed).count("WK") == 8
    assert f"+{len(place_codes('Centrum')) - 8}" in str(error.allowed)


def test_a_municipality_is_offered_before_a_wijk_of_its_name() -> None:
    both = next(
        one.name
        for one in published()
        if one.kind == "municipality"
        and any(o.name == one.name and o.kind == "wijk" for o in published())
    )
    with pytest.raises(InputError) as caught:
        find_place(both)
    assert re.search(r"GM\d{4} .*WK\d{6}", str(caught.value.allowed))


def test_a_part_of_a_name_is_answered_with_the_places_that_have_it() -> None:
    with pytest.raises(InputError) as caught:
        find_place("Bussum")
    assert (caught.value.code, caught.value.nearest) == ("unknown_place", None)
    assert "WK194200" in str(caught.value.allowed)


def test_buurten_with_a_plus_between_them_are_one_place() -> None:
    key = "BU09350402+BU09350400"
    assert place_key("Wittevrouwenveld + bu09350400") == key
    found = find_place(key)
    parts = [find_place(code) for code in key.split("+")]
    assert (found.id, found.name) == (key, "Wittevrouwenveld + Wyckerpoort (Maastricht)")
    assert found.areas == tuple(area for part in parts for area in part.areas)
    assert found.inhabitants == sum(part.inhabitants for part in parts)
    assert find_place("WK082806+WK093500").name == "Ruwaard (Oss) + Wijk 00 Centrum (Maastricht)"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("BU09350402+BU09350402", "duplicate"),
        ("BU09350402+WK082806", "inconsistent"),
        ("BU09350402+GM0828", "inconsistent"),
        ("BU09350402+pilot", "inconsistent"),
        ("BU09350402+", "unknown_place"),
        ("BU09350402+BU0935040", "unknown_place"),
    ],
)
def test_parts_that_make_no_place_are_refused(text: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        find_place(text, "--place")
    assert (caught.value.code, caught.value.where) == (code, "--place")
