"""Files of one's own place as people, spreadsheets and CBS make them: read as meant, or refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sim
from sim.inputs.files.errors import InputError
from sim.population.areas import Place, municipality
from sim.population.merged import merged
from sim.population.place_columns import NAMES, OPTIONAL, REQUIRED, column_of
from sim.population.place_faults import Fault
from sim.population.places import find_place
from sim.population.population import build_people, households_missing

PAGE = (Path(sim.__file__).parent / "OWN_PLACE.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```csv\n(.*?)```", PAGE, re.DOTALL)
HEADER = (
    "code,name,inhabitants,households,age_0_14,age_15_24,age_25_44,age_45_64,age_65,"
    "one_person,without_children,with_children,mean_size"
)
ROW = "BU99990001,Noord,2220,1010,16,12,26,27,19,38,29,33,2.2"
DUTCH = HEADER.replace(",", ";"), ROW.replace(",", ";").replace("2.2", "2,2")
KWB = (
    "gwb_code_10;regio;recs;a_inw;a_hh;p_00_14_jr;p_15_24_jr;p_25_44_jr;p_45_64_jr;p_65_eo_jr;"
    "p_1p_hh;p_hh_z_k;p_hh_m_k;g_hhgro;a_vrouw",
    "BU99990001;Noord;Buurt;2220;1010;16;12;26;27;19;38;29;33;2,2;1110",
)
ODATA = (
    "WijkenEnBuurten;Gemeentenaam_1;Codering_3;AantalInwoners_5;HuishoudensTotaal_29;k_0Tot15Jaar_8;"
    "k_15Tot25Jaar_9;k_25Tot45Jaar_10;k_45Tot65Jaar_11;k_65JaarOfOuder_12;"
    "Eenpersoonshuishoudens_30;HuishoudensZonderKinderen_31;HuishoudensMetKinderen_32;"
    "GemiddeldeHuishoudensgrootte_33",
    "Noord;Stad  ;BU99990001;2220;1010;355;266;577;599;423;384;293;333;2.2",
)
WORDS = (
    "Code;Naam;Inwoners;Huishoudens;Leeftijd 0-14;Leeftijd 15-24;Leeftijd 25-44;Leeftijd 45-64;"
    "Leeftijd 65+;Eenpersoons;Zonder kinderen;Met kinderen;Gemiddelde grootte".replace("65+", "65"),
    "BU99990001;Noord;2220;1010;16;12;26;27;19;38;29;33;2,2",
)


def read(folder: Path, content: str | bytes) -> Place:
    path = folder / "mine.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return find_place(path)


def refused(folder: Path, content: str | bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        read(folder, content)
    assert caught.value.exit_code == 2
    assert caught.value.text("nl") != caught.value.text("en")
    return caught.value


def codes(place: Place) -> list[str]:
    """Codes of what is told about a place, those of its areas by what they hold."""
    inner = [dict(note.places).get("flag", note) for note in place.notes]
    return [note.code for note in inner]  # type: ignore[union-attr]


def lines(*rows: str) -> str:
    return "\r\n".join((*rows, ""))


def changed(**cells: str) -> str:
    """Header and row with other cells, by column."""
    names = HEADER.split(",")
    row = dict(zip(names, ROW.split(","), strict=True)) | cells
    return lines(";".join(row), ";".join(row.values()))


@pytest.mark.parametrize("rows", [DUTCH, KWB, ODATA, WORDS, (HEADER, ROW)])
def test_headers_of_our_own_in_dutch_and_of_cbs_are_read(
    tmp_path: Path, rows: tuple[str, ...]
) -> None:
    (area,) = read(tmp_path, lines(*rows)).areas
    assert (area.code, area.name, area.women) == ("BU99990001", "Noord", 50.0)
    assert (area.inhabitants, area.households, area.mean_size) == (2220, 1010, 2.2)
    assert area.age_shares == pytest.approx((16, 12, 26, 27, 19), abs=0.1)
    assert area.one_person == pytest.approx(38, abs=0.1)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (lines("sep=;", *DUTCH), []),
        (lines('"SEP=;"', *DUTCH), []),
        (lines("sep=;;;;", *DUTCH), []),
        (lines(*DUTCH).replace(";", "\t"), []),
        (lines(*DUTCH).replace(";", "|"), []),
        (lines(*DUTCH, ";" * 12, ";" * 12), []),
        (lines("", *DUTCH, "", ""), []),
        (lines(*(row + ";;" for row in DUTCH)), []),
        (lines(*DUTCH).replace("\r\n", "\r"), []),
        (lines(*DUTCH).encode("utf-8-sig"), []),
        (lines(*DUTCH).encode("utf-16"), []),
        (lines(*DUTCH).encode("utf-16-le"), []),
        (lines(*DUTCH).encode("utf-16-be"), []),
        (lines(*DUTCH).replace("Noord", "Nóórd").encode("cp1252"), ["read_windows"]),
        (lines(*DUTCH, "Bron: eigen cijfers"), ["footnotes"]),
        (lines(HEADER, ROW, "Bron: CBS, 2016"), ["footnotes"]),
        (lines(*DUTCH, "* voorlopig" + ";" * 12), ["footnotes"]),
        (lines(HEADER + ",woz", ROW + ",210"), ["unused_columns"]),
        (changed(one_person=".", with_children="x"), ["filled"]),
        (changed(age_0_14=""), ["filled"]),
        (changed(mean_size="-99997"), ["filled"]),
        (changed(inhabitants="2 220"), []),
        (changed(inhabitants="2\u00a0220"), []),
        (changed(inhabitants="2.220", mean_size="2,2"), ["read_thousands"]),
        (changed(inhabitants="2,220"), ["read_thousands"]),
        (changed(inhabitants="2.220,0", mean_size="2,2"), []),
        (changed(inhabitants="2220.0", households="1010.00"), []),
        (changed(one_person="38 %"), []),
        (changed(mean_size="2.3"), ["smaller_homes"]),
        (changed(mean_size="1.8"), ["too_many"]),
    ],
)
def test_a_file_is_read_as_meant_and_what_can_be_doubted_is_told(
    tmp_path: Path, content: str | bytes, told: list[str]
) -> None:
    place = read(tmp_path, content)
    assert [(a.inhabitants, a.households) for a in place.areas] == [(2220, 1010)]
    assert codes(place) == told


def test_cells_left_out_are_filled_by_class_and_others_kept(tmp_path: Path) -> None:
    (area,) = read(tmp_path, changed(code="BU09350999", one_person="x")).areas
    assert area.age_shares == (16, 12, 26, 27, 19)
    assert area.mean_size == 2.2
    assert area.one_person + area.without_children + area.with_children == pytest.approx(100, abs=2)


@pytest.mark.parametrize(
    ("content", "fault", "where", "found"),
    [
        (lines(HEADER, ROW.replace("2.2", "2,2")), Fault.LONG, "mine.csv:2", "14"),
        (lines(HEADER, ROW.rpartition(",")[0]), Fault.SHORT, "mine.csv:2: mean_size", "12"),
        (lines(HEADER, ROW, "A2"), Fault.SHORT, "mine.csv:3: name", "1"),
        (lines(*DUTCH, "A2;Zuid" + ";" * 11), Fault.NO_FIGURES, "mine.csv:3", "A2"),
        (lines(HEADER, "A1," + '"Noord' + ROW[16:]), Fault.OPEN_QUOTE, "mine.csv:2", '"'),
        (lines(HEADER, '"BU1\n",' + ROW[11:]), Fault.OPEN_QUOTE, "mine.csv:2", '"'),
        (lines(HEADER + ",name", ROW + ",x"), Fault.SAME_COLUMN, "mine.csv:1", "name, name"),
        (lines(HEADER + ",a_hh", ROW + ",9"), Fault.SAME_COLUMN, "mine.csv:1", "households, a_hh"),
        (lines(HEADER + ",", ROW + ",9"), Fault.NAMELESS, "mine.csv:2", "9"),
        (lines(HEADER + ",womenn", ROW + ",9"), Fault.LIKE_COLUMN, "mine.csv:1", "womenn"),
        (changed(households="0"), Fault.RANGE, "mine.csv:2: households", "0"),
        (changed(households="2221"), Fault.MORE_HOMES, "mine.csv:2: households", "2221"),
        (changed(inhabitants="0"), Fault.RANGE, "mine.csv:2: inhabitants", "0"),
        (changed(inhabitants="."), Fault.LEFT_OUT, "mine.csv:2: inhabitants", "."),
        (changed(inhabitants="2220,5"), Fault.NOT_WHOLE, "mine.csv:2: inhabitants", "2220,5"),
        (changed(inhabitants="2.220"), Fault.TWO_WAYS, "mine.csv:2: inhabitants", "2.220"),
        (changed(inhabitants="2_220"), Fault.NOT_A_NUMBER, "mine.csv:2: inhabitants", "2_220"),
        (changed(inhabitants="٢٢٢٠"), Fault.NOT_A_NUMBER, "mine.csv:2: inhabitants", "٢٢٢٠"),
        (changed(inhabitants="2e3"), Fault.NOT_A_NUMBER, "mine.csv:2: inhabitants", "2e3"),
        (changed(age_0_14="-16"), Fault.RANGE, "mine.csv:2: age_0_14", "-16"),
        (changed(code="=cmd"), Fault.FORMULA, "mine.csv:2: code", "=cmd"),
        (changed(name="@SUM(1)"), Fault.FORMULA, "mine.csv:2: name", "@SUM(1)"),
        (changed(name="#NAAM?"), Fault.FORMULA, "mine.csv:2: name", "#NAAM?"),
        (changed(name="a\x1b[31m"), Fault.HIDDEN_SIGN, "mine.csv:2: name", "a\\u001b[31m"),
        (changed(name="Totaal"), Fault.TOTAL, "mine.csv:2: name", "Totaal"),
        (changed(code="", name=""), Fault.NO_CODE, "mine.csv:2: code", ""),
        (
            changed(age_0_14="100", age_15_24="0", age_25_44="0", age_45_64="0", age_65="0"),
            Fault.UNFILLED,
            "mine.csv:2: households",
            "1010",
        ),
        (
            changed(
                age_0_14="0", age_15_24="0", age_25_44="0", age_45_64="0", age_65="100",
                one_person="0", without_children="0", with_children="100",
            ),
            Fault.KINDS,
            "mine.csv:2: with_children",
            "100 %",
        ),
        (changed(mean_size="5"), Fault.SIZE, "households .. mean_size", "1010 x 5 = 5050"),
        (
            lines(HEADER, ROW.replace("BU99990001", "WK999900"), ROW),
            Fault.WITHIN,
            "mine.csv:2: code",
            "WK999900, BU99990001",
        ),
        (
            lines(HEADER + ",health_code", ROW + ",GM0936"),
            Fault.NO_HEALTH,
            "mine.csv:2: health_code",
            "GM0936",
        ),
        (b"PK\x03\x04rest", Fault.WORKBOOK, "mine.csv", ".csv"),
        (b"\xff\xfea", Fault.NOT_TEXT, "mine.csv", None),
        (b"a\0b,c\x81", Fault.NO_AREAS, "mine.csv", None),
        ("\n\n", Fault.NO_AREAS, "mine.csv", "0"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_with_row_and_column(
    tmp_path: Path, content: str | bytes, fault: Fault, where: str, found: str | None
) -> None:
    error = refused(tmp_path, content)
    code, english, dutch = fault.value
    assert (error.code, error.message) == (code, english) and dutch in error.text("nl")
    assert str(error.where).endswith(where)
    assert found is None or error.found == found


def test_a_file_that_is_a_folder_or_has_an_impossible_name(tmp_path: Path) -> None:
    for name in (str(tmp_path), "a\0b.csv"):
        with pytest.raises(InputError) as caught:
            find_place(Path(name))
        assert caught.value.message == Fault.UNREADABLE.value[1]


def test_a_workbook_by_name_is_asked_for_as_csv(tmp_path: Path) -> None:
    path = tmp_path / "mine.xlsx"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(InputError) as caught:
        find_place(str(path))
    assert "CSV UTF-8" in caught.value.text("en") and "Opslaan als" in caught.value.text("nl")


def test_a_merged_municipality_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        find_place("gm1979")
    assert caught.value.found == "GM1979 (Eemsdelta, 2021)"
    assert caught.value.allowed == "GM0003 (Appingedam), GM0010 (Delfzijl), GM0024 (Loppersum)"
    gone = refused(tmp_path, lines(HEADER + ",health_code", ROW + ",GM0381"))
    assert (gone.found, gone.allowed) == ("GM0381 (Bussum, 2016)", "GM1942 (Gooise Meren)")
    assert merged("GM9999", "place") is None
    with pytest.raises(InputError) as caught:
        find_place("BU19790101")
    assert str(caught.value.found).startswith("BU19790101: GM1979")


def test_only_codes_of_cbs_name_a_municipality() -> None:
    assert [municipality(code) for code in ("WK093502", "BU09350207")] == ["GM0935"] * 2
    assert {municipality(code) for code in ("Wi0935", "A1", "NL01", "BU93", "XX0935")} == {""}


def test_an_area_without_a_code_has_its_name_so_that_rows_may_move(tmp_path: Path) -> None:
    rows = [ROW.replace("BU99990001,Noord", f",{name}") for name in ("Zuid", "Noord")]
    turned = [read(tmp_path, lines(HEADER, *order)).areas for order in (rows, rows[::-1])]
    assert [area.code for area in turned[0]] == ["Noord", "Zuid"]
    assert turned[0] == turned[1]


@pytest.mark.parametrize(
    ("number", "people", "told"),
    [
        (0, [2220, 1480], ["read_thousands"]),
        (1, [2220], ["footnotes", "read_thousands", "filled"]),
    ],
)
def test_the_examples_of_the_page_are_read_and_built(
    tmp_path: Path, number: int, people: list[int], told: list[str]
) -> None:
    assert len(EXAMPLES) == 2
    place = read(tmp_path, EXAMPLES[number])
    built = build_people(place, None, 1)
    assert [area.inhabitants for area in place.areas] == people
    assert codes(place) == told
    assert len(built.age) == sum(people) and households_missing(built)[0] == 0


def test_the_page_has_every_column_with_names_that_are_read() -> None:
    rows = [line.split(" | ") for line in PAGE.splitlines() if line.startswith("| `")]
    own = [row[0].strip("|` ") for row in rows]
    assert sorted(own) == sorted(name for name in (*REQUIRED, *OPTIONAL) if "." not in name)
    for row in rows:
        names = re.findall("`(\\w+)`", f"{row[0]} {row[1]} {row[3] if len(row) > 3 else ''}")
        meant = {(column_of(name) or "").removesuffix("_count") for name in names}
        assert meant == {row[0].strip("|` ")}
    assert set(NAMES.values()) >= {*REQUIRED, *OPTIONAL}
