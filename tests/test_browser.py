"""The pages in a browser: sort, filter, search, finding → place → back, dark, print; nothing loaded, nothing complained of.

Needs a Chromium (`.ci/run` installs Debian's); the variable CHROMIUM names another one than those on the path.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from test_pages import audited, made

from govreport_nlp.errors import ReadError
from govreport_nlp.output import jsonl
from govreport_nlp.output.office.pages import Pages

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
if CHROMIUM is None:
    pytest.skip("no chromium on this machine: apt-get install chromium, or set CHROMIUM", allow_module_level=True)

from playwright.sync_api import Browser, Page, expect, sync_playwright  # noqa: E402 - not needed where there is no browser


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    rows = [made()]
    for name, text in (
        ("信访局", "全年受理信访件31件、投诉12件，共计45件。"),
        ("水利局", "全年完成工程66项，其中水库8项，其他58项。办理案件71件，立案率103%。"),
        ("档案局", "没有数字。"),
    ):
        row = audited(text, f"reports/{name}.txt")
        row["metadata"] |= {"issuer": f"石棠县{name}", "title": f"石棠县{name}报告"}
        rows.append(row)
    pages = Pages(folder)
    for row in [*rows, jsonl.failed("reports/坏.pdf", ReadError("format", "坏.pdf：这是扫描件"))]:
        pages.add(row)
    pages.close()
    return folder


@dataclass
class Seen:
    """What must not happen while a page is looked at."""

    requests: list[str]
    complaints: list[str]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, out: Path) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    opened, seen = context.new_page(), Seen([], [])
    opened.set_default_timeout(5000)
    opened.on("request", lambda request: seen.requests.append(request.url))
    opened.on("console", lambda message: seen.complaints.append(message.text))
    opened.on("pageerror", lambda error: seen.complaints.append(str(error)))
    opened.goto((out / "index.html").as_uri())
    yield opened
    assert seen.complaints == []
    assert all(url.startswith(out.as_uri()) and ".html" in url for url in seen.requests), seen.requests
    context.close()


def bureaus(page: Page) -> list[str]:
    """The names in the rows that are to be seen, from above."""
    return [name.strip() for name in page.locator("#reports tbody tr:visible .bureau").all_inner_texts()]


def test_columns_sort_up_and_down_and_say_so(page: Page) -> None:
    head = page.locator("#reports").get_by_role("columnheader", name="错误")
    expect(head).to_have_attribute("aria-sort", "none")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    assert bureaus(page)[0] == "石棠县规划和自然资源局" and bureaus(page)[-1] == "坏.pdf"
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    assert bureaus(page)[0] == "石棠县档案局" and bureaus(page)[-1] == "坏.pdf"
    assert page.locator("[aria-sort]:not([aria-sort=none])").count() == 1


def test_a_search_also_finds_the_words_of_a_finding(page: Page) -> None:
    page.get_by_label("搜索").fill("水利")
    assert bureaus(page) == ["石棠县水利局"]
    expect(page.locator("#count")).to_have_text("显示 1 / 5 份")
    page.get_by_label("搜索").fill("31 + 12")
    assert bureaus(page) == ["石棠县信访局"]
    page.get_by_label("搜索").fill("此处没有")
    expect(page.get_by_text("没有符合条件的报告。")).to_be_visible()
    page.get_by_role("button", name="清除").click()
    expect(page.locator("#count")).to_have_text("显示 5 / 5 份")


def test_filters_by_state_and_by_rule(page: Page) -> None:
    page.get_by_label("情况").select_option("none")
    assert bureaus(page) == ["石棠县档案局"]
    page.get_by_label("情况").select_option("failed")
    assert bureaus(page) == ["坏.pdf"]
    page.get_by_label("情况").select_option("")
    page.locator("button[data-rule=ARI001]").click()
    assert bureaus(page) == ["石棠县规划和自然资源局", "石棠县信访局"]
    assert page.locator("#reports li:visible").evaluate_all("all => all.map(li => li.dataset.rule)") == ["ARI001", "ARI001"]


def test_numbers_in_a_table_are_not_torn_and_a_wide_one_scrolls_in_its_paper(page: Page, out: Path) -> None:
    rows = [["申请人情况", *(f"第{n}类申请人" for n in range(12))], ["新收件数", *("1234" for _ in range(12))]]
    pages = Pages(out / "table")
    pages.add(audited("\n".join("\t".join(row) for row in rows), "表.txt"))
    pages.close()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(next((out / "table" / "pages").iterdir()).as_uri())
    heights = page.locator(".paper td", has_text="1234").evaluate_all(
        "all => all.map(cell => cell.firstElementChild.getClientRects().length)"
    )
    assert heights == [1] * 12
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.locator(".paper").evaluate("paper => paper.scrollWidth > paper.clientWidth")


def test_from_the_table_to_a_finding_to_its_place_and_back(page: Page) -> None:
    page.get_by_label("搜索").fill("信访")
    page.locator("#reports summary:visible").click()
    page.get_by_role("link", name="分项之和与总数不符").click()
    card = page.locator("article#f1")
    expect(card).to_be_in_viewport()
    expect(card).to_contain_text("31 + 12 = 43")
    card.get_by_role("link", name="45件").click()
    mark = page.locator("main a.c:target")
    expect(mark).to_have_text("45件")
    expect(mark).to_be_in_viewport()
    mark.click()
    assert page.url.endswith("#f1")
    expect(card).to_be_focused()
    for _ in range(3):
        page.go_back()
    expect(page.get_by_label("搜索")).to_have_value("信访")
    assert bureaus(page) == ["石棠县信访局"]


def test_the_keyboard_is_enough(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到总表")).to_be_focused()
    expect(page.get_by_role("link", name="跳到总表")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#reports")).to_be_focused()
    for _ in range(3):  # the return sheets, the first column, the year
        page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader", name="年度")).to_have_attribute("aria-sort", "descending")


def test_a_folded_finding_opens_when_a_figure_leads_to_it(page: Page, out: Path) -> None:
    page.goto(next((out / "pages").glob("水利局*")).as_uri())
    quiet = page.locator("details.group article").first
    expect(quiet).to_be_hidden()
    page.evaluate("id => { location.hash = id }", quiet.get_attribute("id"))
    expect(quiet).to_be_visible()


def test_dark_and_light_differ_and_can_be_read(page: Page, out: Path) -> None:
    for path in ("index.html", "returns.html", next((out / "pages").glob("信访局*")).relative_to(out)):
        papers = []
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.goto((out / path).as_uri())
            papers.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
            assert page.evaluate(CONTRAST) >= 4.5, (path, scheme)
        assert papers[0] != papers[1]


CONTRAST = """() => {
  const channels = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = colour => { const [r, g, b] = channels(colour).map(c => (c /= 255) <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b };
  const paper = element => { for (; element; element = element.parentElement) { const c = getComputedStyle(element).backgroundColor;
    if (channels(c)[3] !== 0) return c } return "rgb(255,255,255)" };
  let least = 21;
  for (const element of document.querySelectorAll("body :not(script, style)"))
    if ([...element.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && element.checkVisibility()) {
      const [a, b] = [getComputedStyle(element).color, paper(element)].map(light).sort((x, y) => y - x);
      least = Math.min(least, (a + .05) / (b + .05));
    }
  return least }"""


def test_the_printed_table_leaves_room_for_the_names(page: Page) -> None:
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 670, "height": 900})  # A4 between the margins
    share = page.evaluate("document.querySelector('#reports th').offsetWidth / document.getElementById('reports').offsetWidth")
    assert share > 0.35
    for gone in (".tools", "#reports details >> nth=0"):
        expect(page.locator(gone)).to_be_hidden()


def test_print_shows_the_return_sheet_alone(page: Page, out: Path) -> None:
    page.goto(next((out / "pages").glob("信访局*")).as_uri())
    page.emulate_media(media="print")
    expect(page.locator(".sheet")).to_be_visible()
    expect(page.locator(".sheet")).to_contain_text("核实人：")
    for hidden in (".sides", ".crumbs", ".skip >> nth=0"):
        expect(page.locator(hidden)).to_be_hidden()


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_screen(page: Page, out: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for path in sorted(out.rglob("*.html")):
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path.name


def test_numbers_of_lines_stand_beside_them_on_one_line(page: Page, out: Path, tmp_path: Path) -> None:
    long = Pages(tmp_path)
    long.add(audited("全年完成工程66项。\n" * 120, "长.txt"))
    long.close()
    html = next((tmp_path / "pages").iterdir()).read_text("utf-8")
    target = out / "pages" / "long.html"
    target.write_text(html, "utf-8")
    page.goto(target.as_uri())
    heights = page.evaluate("""() => ["L1", "L100"].map(id => getComputedStyle(document.getElementById(id), "::before").height)""")
    assert heights[0] == heights[1]
    target.unlink()
