"""Writes reports of twelve invented counties, three years, two bureaus, with gold: every figure, planted errors and copies.

    python corpora/generator/generate.py OUT [--seed 7] [--sets 1]

`--sets 5` gives sixty counties (枫溪县, 枫溪二县 …) with other figures in the frames of frames.toml. The same arguments give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tomllib
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from figures import Printed, printed, rounded

HERE = Path(__file__).parent
YEARS = (2022, 2023, 2024)
BUREAUS = {"justice": "司法局", "economy": "统计局"}
# least and greatest value of the first year, and how much a year changes it at most
RANGES: dict[str, tuple[int, int, float]] = {
    "suits": (40, 160, 0.3), "reviews": (50, 320, 0.3), "disputes": (900, 6000, 0.2), "aid": (160, 900, 0.2), "consult": (2300, 29000, 0.2),
    "fines": (300_000, 9_000_000, 0.4), "leaflets": (12_000, 58_000, 0.3), "events": (31, 190, 0.3), "drives": (31, 190, 0.3), "gov": (5, 30, 0.4),
    "gdp": (6_000_000_000, 40_000_000_000, 0.1), "revenue": (400_000_000, 4_000_000_000, 0.12), "retail": (2_500_000_000, 16_000_000_000, 0.1),
    "income": (22_000, 46_000, 0.08), "jobs": (2100, 8900, 0.15), "visitors": (900_000, 9_000_000, 0.3), "grain": (60_000, 600_000, 0.05),
    "urban": (40, 70, 0.0), "real": (3, 8, 0.0), "firms": (41, 190, 0.1),
}  # fmt: skip
UNITS = {
    "fines": "元", "gdp": "元", "revenue": "元", "retail": "元", "income": "元", "grain": "吨", "urban": "%", "visitors": "人次", "jobs": "人",
    "leaflets": "份", "real": "%",
}  # fmt: skip
PARTS = {"criminal": ("aid", 0.3), "first": ("suits", 0.7), "appear": ("suits", 0.92), "settled": ("disputes", 0.97)}
RESTS = {"civil": ("aid", "criminal"), "second": ("suits", "first")}
MARK = re.compile(r"\[(?P<name>[^\[\]]+)\]|\{(?P<slot>[^{}]+)\}|<(?P<key>\w+):(?P<up>[^|<>]+)\|(?P<down>[^<>]+)>")
VERBS = "深入推进 持续深化 不断完善 着力健全 全面落实 统筹抓好 稳步实施 切实加强 积极探索 认真谋划 有效拓展 逐步夯实 扎实开展 大力培育 主动融入 细化分解".split()
THINGS = (
    "基层治理网格 干部学法机制 合同审核把关 乡镇执法协作 台账动态管理 群众议事平台 重点领域改革 营商环境评价 项目全程代办 河湖巡护责任 "
    "老旧片区改造 产业招引链条 农田管护制度 信用修复流程 社区照护网络 青年返乡计划 文化惠民行动 数据归集标准 安全隐患清单 冷链配套设施"
).split()
ENDS = (
    "让成果看得见摸得着 形成上下贯通的格局 补上长期存在的短板 得到各方面普遍认可 打通服务最后一程 为来年工作打牢底子 各项指标走在前列 "
    "经验做法被市里转发 干部作风明显好转 责任压到每个岗位 推动难题逐个销号 使办事更省心省力"
).split()


@dataclass
class Report:
    """A report as it grows: its text, and what is known of it."""

    file: str
    county: str
    bureau: str
    year: int
    text: str = ""
    claims: list[dict[str, Any]] = field(default_factory=list)
    relations: list[dict[str, Any]] = field(default_factory=list)
    prose: list[tuple[int, int]] = field(default_factory=list)
    frames: dict[str, tuple[int, int]] = field(default_factory=dict)


@dataclass
class County:
    """A county: its frames and the values of every year."""

    name: str
    frames: dict[str, list[str]]
    styles: dict[str, str]
    values: dict[str, dict[int, Fraction]]
    plants: dict[tuple[str, int], list[dict[str, Any]]] = field(default_factory=dict)


def county(entry: dict[str, Any], number: int, rng: random.Random) -> County:
    """A county with its values, each as its style prints it without loss."""
    name = entry["name"] if not number else entry["name"][:-1] + "零二三四五六七八九十"[number] + entry["name"][-1]
    styles = {"urban": "p2", "real": "p1"} | entry["styles"]
    values: dict[str, dict[int, Fraction]] = {}
    for key, (least, most, change) in RANGES.items():
        now = Fraction(rng.randint(least * 100, most * 100), 100)
        values[key] = {}
        for year in range(YEARS[0] - 1, YEARS[-1] + 1):
            values[key][year] = rounded(now, styles.get(key, "n"))
            now = (
                now + Fraction(rng.randint(30, 110), 100)
                if key == "urban"
                else now * Fraction(1 + rng.choice((-0.6, 1, 1)) * rng.uniform(0.25, 1) * change)
            )
            if key == "real":
                now = Fraction(rng.randint(30, 82), 10)
    for key, (whole, share) in PARTS.items():
        values[key] = {year: Fraction(int(value * Fraction(share + rng.uniform(-0.06, 0.06)))) for year, value in values[whole].items()}
    for key, (whole, part) in RESTS.items():
        values[key] = {year: values[whole][year] - values[part][year] for year in values[whole]}
    frames = {bureau: entry[bureau] for bureau in BUREAUS}
    return County(name, frames, styles, values)


def figure(place: County, slot: str, year: int) -> tuple[str, str, Printed]:
    """(key, what, print) of a slot."""
    style = place.styles.get
    if "%" in slot:
        part, whole = slot.split("%")
        share = rounded(100 * place.values[part][year] / place.values[whole][year], "p1")
        return part, "share", printed(share, "p1")
    if "=" in slot:
        key, terms = slot.split("=")
        return f"{key} {terms}", "total", printed(sum((place.values[term][year] for term in terms.split("+")), Fraction()))
    if slot == "points":
        return "urban", "points", _bare(printed(abs(place.values["urban"][year] - place.values["urban"][year - 1]), "p2"))
    key, _, what = slot.partition(".")
    now, before = place.values[key][year], place.values[key][year - 1]
    if what == "rate":
        return key, "rate", printed(rounded(abs(100 * (now - before) / before), "p1"), "p1")
    if what == "delta":
        return key, "delta", printed(abs(now - before), style(key, "n") if style(key, "n") not in ("z", "f") else "n")
    if what == "target":
        return key, "target", printed(Fraction(round(now / 100) * 100))
    if key == "real":
        return key, "real", _bare(printed(now, "p1"))
    return key, what or "level", printed(before if what == "prev" else now, style(key, "n"))


def _bare(figure: Printed) -> Printed:
    return Printed(figure.text.removesuffix("%"), figure.value, figure.low, figure.high)


def altered(figure: Printed, rng: random.Random) -> Printed:
    """The figure with its leading digit changed: a slip that nobody could take for rounding."""
    at = next(i for i, sign in enumerate(figure.text) if sign.isdecimal() and sign not in "0０")
    old = figure.text[at]
    new = rng.choice([digit for digit in "123456789" if abs(int(digit) - int(old)) >= 2])
    places = figure.text[at:].rstrip("%万亿余").replace(",", "").partition(".")[0]
    scale = 10**8 if "亿" in figure.text else 10**4 if "万" in figure.text else 1
    moved = Fraction((int(new) - int(old)) * 10 ** (len(places) - 1) * scale)
    return Printed(figure.text[:at] + new + figure.text[at + 1 :], figure.value + moved, figure.low + moved, figure.high + moved)


def sentence(report: Report, place: County, frame: str, rng: random.Random) -> None:
    """Write a frame into the report, with its claims and relations."""
    report.text = report.text.rstrip()
    if report.text and report.text[-1] not in "\n":
        report.text += "\n"
    begin, at, name, made = len(report.text), 0, None, {}
    plants = [plant for plant in place.plants.get((frame, report.year), []) if plant["kind"] != "copy"]
    year = report.year - 1 if any(plant["kind"] == "stale" for plant in plants) else report.year
    for mark in MARK.finditer(frame):
        report.text += frame[at : mark.start()]
        at = mark.end()
        if mark["name"]:
            name = (mark["name"], len(report.text))
            report.text += mark["name"]
        elif mark["key"]:
            rising = place.values[mark["key"]][year] >= place.values[mark["key"]][year - 1]
            report.text += mark["up"] if rising else mark["down"]
        elif mark["slot"] in ("year", "last"):
            report.text += str(report.year - (mark["slot"] == "last"))
        else:
            made[mark["slot"]] = _claim(report, place, mark["slot"], year, name, [p for p in plants if p.get("slot") == mark["slot"]], rng)
    report.text += frame[at:]
    report.frames[frame] = (begin, len(report.text))
    _relations(report, made)
    report.text += "\n"


def _claim(
    report: Report, place: County, slot: str, year: int, name: Any, plants: list[dict[str, Any]], rng: random.Random
) -> dict[str, Any]:
    key, what, figure_ = figure(place, slot, year)
    if plants:
        figure_ = altered(figure_, rng)
    start = len(report.text)
    report.text += figure_.text
    claim = {
        "id": f"g{len(report.claims) + 1}", "start": start, "end": len(report.text), "text": figure_.text, "key": key, "what": what,
        "indicator": None if name is None or what == "total" else {"text": name[0], "start": name[1], "end": name[1] + len(name[0])},
        "value": _decimal(figure_.value), "low": _decimal(figure_.low), "high": _decimal(figure_.high),
        "unit": "%" if what in ("share", "rate", "real") else UNITS.get(key, "件"),
        "year": report.year - 1 if what == "prev" else report.year + 1 if what == "target" else report.year,
        "falls": what in ("delta", "rate") and place.values[key][year] < place.values[key][year - 1],
    }  # fmt: skip
    report.claims.append(claim)
    for plant in plants:
        plant |= {"file": report.file, "claim": claim["id"], "start": claim["start"], "end": claim["end"]}
    return claim


def _relations(report: Report, made: dict[str, dict[str, Any]]) -> None:
    for slot in made:
        if "=" in slot:
            _relation(report, "sum", [made[term] for term in slot.split("=")[1].split("+") if term in made], made[slot])
        if "%" in slot:
            _relation(report, "share", [made[key] for key in slot.split("%") if key in made], made[slot])
        key, _, what = slot.partition(".")
        if what in ("delta", "rate") and f"{key}.prev" in made and key in made:
            _relation(report, "change" if what == "delta" else "growth", [made[f"{key}.prev"], made[key]], made[slot])
    for rest, (whole, part) in RESTS.items():
        if rest in made:
            _relation(report, "sum", [made[part], made[rest]], made[whole])


def _relation(report: Report, kind: str, operands: list[dict[str, Any]], stated: dict[str, Any]) -> None:
    report.relations.append({"type": kind, "operands": [one["id"] for one in operands], "stated": stated["id"]})


def _decimal(value: Fraction) -> str:
    text = f"{float(value):.4f}".rstrip("0").rstrip(".")
    return text or "0"


def plan(counties: list[County], rng: random.Random) -> list[dict[str, Any]]:
    """What is planted where: errors within a report, contradictions with last year's, stale copies, contradictions of two bureaus."""
    plants: list[dict[str, Any]] = []
    for place in counties:
        inside = [(frame, slot) for frame, slot in _slots(place) if _within(frame, slot)]
        across = [(frame, slot) for frame, slot in _slots(place) if _across(frame, slot)]
        for year, choices, kind in ((2023, across, "year"), (2024, across, "year"), (rng.choice(YEARS), inside, "inside")):
            if choices:
                frame, slot = rng.choice(choices)
                _plant(place, plants, {"kind": kind, "frame": frame, "slot": slot, "year": year})
        stale = [frame for frames in place.frames.values() for frame in frames if _may_be_stale(place, frame)]
        if stale and not any(plant["frame"] in stale for plant in plants if plant["county"] == place.name and plant["year"] == YEARS[-1]):
            _plant(place, plants, {"kind": "stale", "frame": rng.choice(stale), "year": YEARS[-1]})
        shared = next((frame for frame in place.frames["economy"] if "{aid}" in frame), None)
        if shared:
            _plant(place, plants, {"kind": "bureaus", "frame": shared, "slot": "aid", "year": rng.choice(YEARS[:2])})
    return plants


def _plant(place: County, plants: list[dict[str, Any]], plant: dict[str, Any]) -> None:
    plant["county"] = place.name
    place.plants.setdefault((plant["frame"], plant["year"]), []).append(plant)
    plants.append(plant)


def _slots(place: County) -> list[tuple[str, str]]:
    return [(frame, mark["slot"]) for frames in place.frames.values() for frame in frames for mark in MARK.finditer(frame) if mark["slot"]]


def _within(frame: str, slot: str) -> bool:
    key, _, what = slot.partition(".")
    return "=" in slot or slot in RESTS or (what == "delta" and f"{{{key}.prev}}" in frame)


def _across(frame: str, slot: str) -> bool:
    """A figure that only last year's report can show to be wrong; growth of retail sales is on a comparable base, and told by no quotient."""
    key, _, what = slot.partition(".")
    alone = f"{{{key}.prev}}" not in frame
    return (what in ("delta", "rate") and alone and key != "retail") or (
        what == "prev" and f"{{{key}.delta}}" not in frame and f"{{{key}.rate}}" not in frame
    )


def _may_be_stale(place: County, frame: str) -> bool:
    """A sentence of two exact figures or more that nothing else refers to."""
    slots = [mark["slot"] for mark in MARK.finditer(frame) if mark["slot"]]
    told = [slot for _, slot in _slots(place)]
    plain = all(slot in RANGES and told.count(slot) == 1 and not any(other.startswith(slot + ".") for other in told) for slot in slots)
    exact = sum(place.styles.get(slot, "n") not in ("m", "wm", "y1") for slot in slots)
    return plain and exact >= 2 and "{year}" not in frame


def paragraph(rng: random.Random) -> str:
    """Words without figures."""
    return "，".join(f"{rng.choice(VERBS)}{rng.choice(THINGS)}、{rng.choice(THINGS)}，{rng.choice(ENDS)}" for _ in range(3)) + "。"


def write(place: County, bureau: str, year: int, copied: str | None, rng: random.Random) -> Report:
    """One report."""
    report = Report(f"{place.name}_{BUREAUS[bureau]}_{year}.txt", place.name, bureau, year)
    title = {
        "justice": f"{place.name}司法局{year}年法治政府建设工作情况报告",
        "economy": f"{place.name}{year}年国民经济和社会发展统计公报",
    }[bureau]
    headings = {"justice": ("一、工作情况", "二、存在不足和下一步打算"), "economy": ("一、综合与财政", "二、结语")}[bureau]
    report.text = f"{title}\n\n{headings[0]}\n"
    for frame in place.frames[bureau]:
        sentence(report, place, frame, rng)
    report.text += f"{headings[1]}\n"
    for words in (paragraph(rng), copied or paragraph(rng)):
        report.prose.append((len(report.text), len(report.text) + len(words)))
        report.text += words + "\n"
    report.text += f"\n{place.name}{BUREAUS[bureau]}\n{year + 1}年{rng.randint(1, 3)}月{rng.randint(2, 27)}日\n"
    return report


def generate(seed: int = 7, sets: int = 1) -> tuple[list[Report], dict[str, Any]]:
    """The reports, and the gold of all of them together."""
    entries = tomllib.loads((HERE / "frames.toml").read_text("utf-8"))["county"]
    rng = random.Random(seed)
    counties = [county(entry, number, rng) for number in range(sets) for entry in entries]
    plants = plan(counties, rng)
    reports: dict[tuple[str, str, int], Report] = {}
    copies = []
    for year in YEARS:
        for place in counties:
            for bureau in BUREAUS:
                source = _source(reports, place, bureau, year, rng)
                copied = source.text[slice(*source.prose[0])] if source else None
                made = reports[place.name, bureau, year] = write(place, bureau, year, copied, rng)
                if source:
                    copies.append({"from": source.file, "from_span": source.prose[0], "to": made.file, "to_span": made.prose[1]})
    for plant in plants:
        if plant["kind"] == "stale":
            bureau = next(
                bureau
                for bureau in BUREAUS
                for place in counties
                if place.name == plant["county"] and plant["frame"] in place.frames[bureau]
            )
            report = reports[plant["county"], bureau, plant["year"]]
            plant |= {"file": report.file, "start": report.frames[plant["frame"]][0], "end": report.frames[plant["frame"]][1]}
    planted = [{key: value for key, value in plant.items() if key != "frame"} for plant in plants if "file" in plant]
    return list(reports.values()), {"seed": seed, "sets": sets, "planted": planted, "copied": copies}


def _source(reports: dict[tuple[str, str, int], Report], place: County, bureau: str, year: int, rng: random.Random) -> Report | None:
    """For a third of the reports, the one of another county that a paragraph is copied from."""
    others = [one for one in reports.values() if one.county != place.name and one.bureau == bureau and one.year == year - 1]
    return rng.choice(others) if others and rng.random() < 0.35 else None


def main() -> None:
    """Write texts and gold into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--sets", type=int, default=1, choices=range(1, 11))
    options = parser.parse_args()
    reports, gold = generate(options.seed, options.sets)
    options.out.mkdir(parents=True, exist_ok=True)
    for report in reports:
        (options.out / report.file).write_text(report.text, "utf-8", newline="\n")
    gold["reports"] = {one.file: {"claims": one.claims, "relations": one.relations} for one in reports}
    lines = json.dumps(gold, ensure_ascii=False, indent=None, separators=(",", ":")).replace('{"id"', '\n{"id"')
    (options.out / "gold.json").write_text(lines + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    main()
