"""Administrative divisions by name, short name and code, in the years in which they bore them."""

from __future__ import annotations

import pytest

from govreport_nlp.regions import Region, lookup, regions


def codes(name: str, year: int | None = None) -> list[str]:
    return [region.code for region in lookup(name, year)]


@pytest.mark.parametrize("name", ["酉阳土家族苗族自治县", "酉阳自治县", "酉阳县", "酉阳", "500242", "重庆市酉阳县", " 酉阳 "])
def test_one_county_has_one_code_however_it_is_called(name: str) -> None:
    assert codes(name) == ["500242"]


def test_a_county_that_became_a_district_has_the_code_of_its_year() -> None:
    assert codes("长安县", 2001) == ["610121"]
    assert codes("西安市长安", 2001) == ["610121"]
    assert codes("西安市长安区", 2020) == ["610116"]
    assert codes("海拉尔", 2000) == ["152101"]
    assert codes("海拉尔", 2018) == ["150702"]


def test_a_name_of_several_yields_all_of_them() -> None:
    assert codes("鼓楼区") == ["320106", "320302", "350102", "410204"]
    assert codes("吉林") == ["220000", "220200"]
    assert codes("南京鼓楼区") == ["320106"]


def test_nobody_knows_an_invented_county() -> None:
    assert codes("云澜县") == []
    assert codes("") == []


@pytest.mark.parametrize(("name", "short"), [("湖南省", "湖南"), ("内蒙古自治区", "内蒙古"), ("赵县", "赵县"), ("海拉尔区", "海拉尔")])
def test_short_names(name: str, short: str) -> None:
    assert lookup(name)[0].short == short


def test_levels_and_what_lies_within() -> None:
    hunan, changsha, yuelu = (lookup(name)[0] for name in ("湖南省", "长沙市", "岳麓区"))
    assert [region.level for region in (hunan, changsha, yuelu)] == ["province", "prefecture", "county"]
    assert yuelu.within(changsha)
    assert yuelu.within(hunan)
    assert not hunan.within(hunan)
    assert not lookup("海拉尔区")[0].within(hunan)


def test_the_list_is_whole_and_in_order() -> None:
    known = regions()
    assert list(known) == sorted(known)
    assert all(region.until is None or region.since <= region.until for region in known)
    assert sum(region.level == "province" and region.until is None for region in known) == 34
    assert Region("500242", "酉阳土家族苗族自治县", 1997) in known
