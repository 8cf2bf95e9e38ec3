"""Administrative divisions by name, short name and code, in the years in which they bore them."""

from __future__ import annotations

import pytest

from govreport_nlp.regions import Region, around, lookup, merged_into, regions, today


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


def of(code: str, name: str) -> Region:
    return next(region for region in regions() if (region.code, region.name) == (code, name))


@pytest.mark.parametrize(
    ("then", "now"),
    [
        (("110228", "密云县"), ("110118", "密云区")),  # 县改区: one short name
        (("152101", "海拉尔市"), ("150702", "海拉尔区")),  # another prefecture
        (("520321", "遵义县"), ("520304", "播州区")),  # another name: lexicon/lineage.toml
        (("533421", "中甸县"), ("533401", "香格里拉市")),  # twice
        (("500222", "綦江县"), ("500110", "綦江区")),
        (("500110", "万盛区"), ("500110", "万盛区")),  # its code is another one's today
        (("130103", "桥东区"), ("130103", "桥东区")),  # nobody knows: 石家庄's, which 张家口's is not
        (("310106", "静安区"), ("310106", "静安区")),
    ],
)
def test_what_a_division_is_today(then: tuple[str, str], now: tuple[str, str]) -> None:
    found = today(of(*then))
    assert (found.code, found.name) == now
    assert today(found) == found


def test_what_was_merged_ends_there() -> None:
    assert merged_into(of("310108", "闸北区")) == of("310106", "静安区")
    assert today(of("310108", "闸北区")) == of("310108", "闸北区")
    assert merged_into(of("310106", "静安区")) is None


def test_a_short_name_of_one_division_in_two_years_is_not_ambiguous() -> None:
    assert codes("新疆沙湾", 2022) == ["654203"]
    assert codes("沙湾县", 2022) == ["654223"]


def test_what_became_of_divisions_fits_the_years_of_the_codes() -> None:
    ended = [region for region in regions() if region.until is not None]
    went_on = [region for region in ended if today(region) != region]
    lost = {today(region).name for region in went_on if today(region).until is not None and not merged_into(region)}
    assert lost == {"市郊区", "石嘴山区", "西沙群岛", "南沙群岛", "中沙群岛的岛礁及其海域"}
    assert all(today(region).code[:2] == region.code[:2] for region in went_on)
    assert sum(merged_into(region) is not None for region in ended) > 50
    assert len(went_on) > 640


def test_what_a_division_lies_in() -> None:
    assert around(of("350102", "鼓楼区")) == of("350100", "福州市")
    assert around(of("500242", "酉阳土家族苗族自治县")) == of("500000", "重庆市")
    assert around(of("500000", "重庆市")) is None
