"""The outline: marks in every form and irregularity, what is no mark, sentences that give the text back."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govreport_nlp.marks import ordinal_of
from govreport_nlp.sections import Outline, outline

REPORTS = Path(__file__).resolve().parents[2] / "shared" / "reports"


def tree(found: Outline) -> list[str]:
    """One line a section: indent by level, number, title."""
    return ["  " * (section.level - 1) + f"{section.number}|{section.title}" for section in found.sections]


def check(text: str, found: Outline) -> None:
    """What holds of every outline."""
    assert "".join(text[s.start : s.end] for s in found.sentences) == text
    assert all(s.start < s.end for s in found.sentences)
    by_id = {section.id: section for section in found.sections}
    assert len(by_id) == len(found.sections)
    for section in found.sections:
        assert text.startswith(section.number, section.start)
        assert section.start + len(section.number) <= section.end <= len(text)
        assert "\n" not in section.title and len(section.title) <= 40
        if section.parent is None:
            assert section.level == 1
        else:
            parent = by_id[section.parent]
            assert parent.level == section.level - 1
            assert parent.start < section.start and section.end <= parent.end
    assert list(found.sections) == sorted(found.sections, key=lambda section: section.start)
    for item in found.items:
        assert text.startswith(item.mark, item.start) and item.start < item.end <= len(text)
        if item.section is not None:
            assert by_id[item.section].start <= item.start and item.end <= by_id[item.section].end
    for sentence in found.sentences:
        inside = [section for section in found.sections if section.start <= sentence.start < section.end]
        assert sentence.section == (max(inside, key=lambda section: section.level).id if inside else None)


TREES = {
    "plain": (
        "石棠县水利局2031年工作总结\n一、主要工作\n（一）抓防汛。全年巡查12次。\n（二）抓供水。新建水厂2座。\n二、存在的不足\n人手偏少。\n",
        ["一、|主要工作", "  （一）|抓防汛", "  （二）|抓供水", "二、|存在的不足"],
    ),
    "indents and odd spaces": (
        "\u3000\u3000一、主要工作\n\xa0（一）抓防汛\n\u2003\u2003（二） 抓供水\n  二、 打算\n",
        ["一、|主要工作", "  （一）|抓防汛", "  （二）|抓供水", "二、|打算"],
    ),
    "six levels": (
        "第一章 总则\n一、甲事\n（一）乙事\n1.丙事\n（1）丁事\n①戊事\n②己事\n二、庚事\n第二章 附则\n",
        [
            "第一章|总则",
            "  一、|甲事",
            "    （一）|乙事",
            "      1.|丙事",
            "        （1）|丁事",
            "          ①|戊事",
            "          ②|己事",
            "  二、|庚事",
            "第二章|附则",
        ],
    ),
    "parts": ("第一部分 概况\n一、职责\n第二部分 说明\n一、收入\n", ["第一部分|概况", "  一、|职责", "第二部分|说明", "  一、|收入"]),
    "half-width, then full-width brackets": ("(一) 2031年收入\n少。\n（二）2031年支出\n多。\n", ["(一)|2031年收入", "（二）|2031年支出"]),
    "bracket and comma": ("（一）收入预算\n够。\n（二）、基金预算\n够。\n", ["（一）|收入预算", "（二）、|基金预算"]),
    "arabic forms": (
        "1、甲事\n2．乙事\n3. 丙事\n４．丁事\n5.2031年计划\n",
        ["1、|甲事", "2．|乙事", "3.|丙事", "４．|丁事", "5.|2031年计划"],
    ),
    "enclosed forms": ("⒈甲事\n⒉乙事\n⑴丙事\n⑵丁事\n", ["⒈|甲事", "⒉|乙事", "  ⑴|丙事", "  ⑵|丁事"]),
    "首 levels with 第一": (
        "一、成绩\n第一，全力抢收。\n第二，全力抢种。\n二、不足\n",
        ["一、|成绩", "  第一，|全力抢收", "  第二，|全力抢种", "二、|不足"],
    ),
    "dashes hold no other style": (
        "一、回顾\n——产业更强。产值达12亿元。\n——民生更好。增收8%。\n（一）抓项目。\n二、打算\n",
        ["一、|回顾", "  ——|产业更强", "  ——|民生更好", "  （一）|抓项目", "二、|打算"],
    ),
    "run together, behind full stops": (
        "全年工作如下。一、抓防汛巡查12次。二、存在的不足人手偏少。三、下一步打算",
        ["一、|抓防汛巡查12次", "二、|存在的不足人手偏少", "三、|下一步打算"],
    ),
    "glued to the word before": (
        "一、主要工作（一）抓好防汛工作1.落实责任。全县动员。2.用好新平台（1）发布预警。"
        "（2）回应关切。3.补短板。（二）抓好供水工作管网更新。",
        [
            "一、|主要工作",
            "  （一）|抓好防汛工作",
            "    1.|落实责任",
            "    2.|用好新平台",
            "      （1）|发布预警",
            "      （2）|回应关切",
            "    3.|补短板",
            "  （二）|抓好供水工作管网更新",
        ],
    ),
    "behind a colon, and on": ((
        "现将情况总结如下：一、主要成效成效明显。"
        "二、存在不足人手偏少。"
    ), ["一、|主要成效成效明显", "二、|存在不足人手偏少"]),
    "circled behind full stops": ((
        "办好实事。①新建水厂2座。"
        "②改造泵站5处。③清淤12公里。"
    ), ["①|新建水厂2座", "②|改造泵站5处", "③|清淤12公里"]),
    "behind closing quotes": ("大家说：“好。”二、打算\n", ["二、|打算"]),
    "a bracket never closed": ("电话0000（地址：石棠县。一、概述工作有序。", ["一、|概述工作有序"]),
    "a number left out, a number twice": (
        "（一）甲事\n（二）乙事\n（四）丙事\n（四）丁事\n",
        ["（一）|甲事", "（二）|乙事", "（四）|丙事", "（四）|丁事"],
    ),
    "a bracket forgotten": ("（一）甲事\n（二严格执行规定\n（三）丙事\n", ["（一）|甲事", "（二|严格执行规定", "（三）|丙事"]),
    "numbers that begin a heading": (
        "一、2031年工作\n二、一年来的成绩\n三、三年来的经验\n四、“五水共治”\n1、2031年计划\n2、100%办结\n",
        ["一、|2031年工作", "二、|一年来的成绩", "三、|三年来的经验", "四、|“五水共治”", "  1、|2031年计划", "  2、|100%办结"],
    ),
    "spaces inside a heading": ("一、综 合\n二、农 业\n", ["一、|综 合", "二、|农 业"]),
    "eleven and more": ("十、甲\n十一、乙\n十二、丙\n（二十一）丁\n", ["十、|甲", "十一、|乙", "十二、|丙", "  （二十一）|丁"]),
    "a note that begins with a figure": ("1.甲：好。\n2.5+2模式：好。\n3.丙：好。\n", ["1.|甲", "2.|5+2模式", "3.|丙"]),
    "rank turned over": ("1.总体\n一、甲事\n二、乙事\n2.其他\n", ["1.|总体", "  一、|甲事", "  二、|乙事", "2.|其他"]),
    "an article's 项目 is a heading's": ((
        "（一）项目建设加快。\n"
        "（二）目标责任落实。\n（三）条件改善。\n"
    ), ["（一）|项目建设加快", "（二）|目标责任落实", "（三）|条件改善"]),
}  # fmt: skip


@pytest.mark.parametrize("name", TREES)
def test_trees(name: str) -> None:
    text, expected = TREES[name]
    found = outline(text)
    check(text, found)
    assert tree(found) == expected


NO_SECTIONS = {
    "articles of a law": "依据《石棠县条例》第二十条第（五）项和第十二条第（一）、（二）项。\n第二十条第（一）项\n第十二条规定了职责。",
    "document numbers": "根据石政发〔2031〕5号、石府办〔2031〕12号文件执行。",
    "decimals": "全年投入1.5万元。\n1.96亿吨粮食入库。\n4.22亿元投资落地，增长3.5%。\n1.2万余人受益。",
    "dates and years": "2031年，我局办件12件。\n6月25日开展宣传。\n2031.3.1印发。\n2031年。",
    "lists of numbers": (
        "1、2、3月降雨偏多。\n一、二、三产业协调发展。\n十一、十二月干旱。"
        "\n1、2月份偏冷。\n第一、二、三产业齐头并进。\n第一、第二轮督察完成。"
    ),
    "numbers within a sentence": "第二、十一、二十条规定明确。优化一、二产业布局，抓好三、四季度工作。",
    "quoted and bracketed": "提出“一、学。二、干。”的要求（见附件（一）。1.略）。学习《石棠县志。一、总论》全书。",
    "phone numbers and captions": "电话：0000-1234567，见表1、图2。详见附件1、附件2、附件3。",
    "brackets that close": "（一期工程已建成，二期在建。）\n（二期工程）\n入选全国十强之一）。",
    "weekdays and words": "每周一、周三开放。统一、规范、公开。星期三、星期四休息。",
    "a delivery line": "政府工作报告\n——二〇三一年一月五日在石棠县人民代表大会上\n——在全县水利工作会议上的讲话\n--2031年1月5日\n",
    "table rows": (
        "收支表\n一、本年收入1234567\n（一）税收123000\n（二）非税收入112000\n"
        "二、上年结转7654321\n三、\n本\n年\n1.办结0000012\n2.其他0000010\n"
    ),
    "table rows on one line": (
        "情况表一、本年新收0000007二、上年结转0000000三、本年办理（一）予以公开000"
        "0006（二）不予公开1.涉密00000002.其他0000001（三）总计0000007"
    ),
    "a sort of reservoirs": "全县水库96座，包括大型1座、小（一）型23座、小（二）型65座。",
    "ratios and ranges": "比例为5：1。期限为1—3、5—8月。评分9.5、8.5。",
}


@pytest.mark.parametrize("name", NO_SECTIONS)
def test_what_is_no_section(name: str) -> None:
    text = NO_SECTIONS[name]
    found = outline(text)
    check(text, found)
    assert tree(found) == []


ITEMS = {
    "in sentences": ("一、不足\n一是人手少。二是经费紧，缺口12万元。三是设备旧。\n二、打算\n", ["一是", "二是", "三是"]),
    "in one sentence": ("主要有：一是人手少；二是经费紧；三是设备旧。下一步改进。", ["一是", "二是", "三是"]),
    "一要": ("今后，一要抓学习，二要抓落实。", ["一要", "二要"]),
    "glued to a heading": ("（一）抓好防汛工作一是落实责任。二是加固堤防。", ["一是", "二是"]),
    "parts of a figure": ("总支出30万元。其中：1、人员支出10万元；2、公用支出20万元。", ["1、", "2、"]),
    "behind commas": ("1.总收入30万元，（1）税收10万元，（2）其他20万元。", ["（1）", "（2）"]),
    "circled within a sentence": ("重点是：①修渠；②清淤；③绿化。", ["①", "②", "③"]),
    "an announced outline": ("报告分两个部分：一、回顾；二、打算。\n", ["一、", "二、"]),
    "第一 within a paragraph, going on in the next": ((
        "安全要抓紧。第一，抓责任。第二，"
        "抓检查。\n第三，抓处罚。\n"
    ), ["第一，", "第二，", "第三，"]),
    "一是 behind 第, 之, 统": ("第一是安全，重点之一是稳定，统一是方向，唯一要求是廉洁。", []),
    "an idiom": ("一是一，二是二，实事求是。", []),
}  # fmt: skip


@pytest.mark.parametrize("name", ITEMS)
def test_items(name: str) -> None:
    text, expected = ITEMS[name]
    found = outline(text)
    check(text, found)
    assert [item.mark for item in found.items] == expected


def test_where_items_end() -> None:
    text = "原因有两个：一是人手少。全局仅5人。二是经费紧。\n下一步，一抓到底：一是补人；二是筹款。此外加强宣传。\n"
    ends = [text[item.start : item.end] for item in outline(text).items]
    assert ends == ["一是人手少。全局仅5人。", "二是经费紧。\n", "一是补人；", "二是筹款。"]


def test_styles_and_ordinals() -> None:
    text = "第一章 甲\n一、乙\n（二）丙\n3.丁\n（4）戊\n⑤己\n第六，庚\n——辛事。\n"
    found = [(section.style, section.ordinal) for section in outline(text).sections]
    assert found == [
        ("chapter", 1),
        ("cjk", 1),
        ("cjk_paren", 2),
        ("arabic", 3),
        ("arabic_paren", 4),
        ("circled", 5),
        ("di", 6),
        ("dash", None),
    ]


TITLES = {
    "一、深入开展法治宣传。全年印发资料300份。": "深入开展法治宣传",
    "一、国税部门：全年收入12万元。": "国税部门",
    (
        "一、加快建设现代化产业体系，推动全县工业经济在新的起点上实现更高质量更有效率更可持续的发展，不断增强综合实力"
    ): "加快建设现代化产业体系",
    "一、促进社会和谐发展 一年来，我镇筹措资金12万元。": "促进社会和谐发展",
    "一、总体情况2031年，我局办件12件。": "总体情况",
    "一、收入情况1-5月，收入12万元。": "收入情况",
    "一、2031 年工作\n好。": "2031 年工作",
    "一、抓工作（一）抓学习一是学。二是练。": "抓工作",
}


@pytest.mark.parametrize("text", TITLES)
def test_titles(text: str) -> None:
    assert outline(text).sections[0].title == TITLES[text]


SENTENCES = {
    "stops": ["甲好。", "乙好！", "丙好？"],
    "closing quotes belong to the stop": ["他说：“好。”", "（见附件。）", "再说。"],
    "a quotation goes on": ["落实“好字当头。”的要求。"],
    "no break at a semicolon": ["甲12件；乙8件；丙3件。"],
    "white space goes with the sentence before": ["甲好。\r\n\r\n\u3000\u3000", "乙好。\n"],
    "title lines": ["石棠县水利局\n", "2031年工作总结\n", "一、工作\n", "好。"],
    "glued headings begin sentences": ["成效明显", "（一）抓学习", "（二）抓落实。"],
    "web addresses": ["见http://a.cn/x?id=3页。"],
    "a decimal point": ["增长3.5%。", "好."],
}


@pytest.mark.parametrize("name", SENTENCES)
def test_sentences(name: str) -> None:
    expected = SENTENCES[name]
    text = "".join(expected)
    found = outline(text)
    check(text, found)
    if name != "glued headings begin sentences":
        assert [text[s.start : s.end] for s in found.sentences] == expected


WRAPPED = (
    "青禾市水利局\n"
    "2031年工作总结\n"
    "2031年，我局认真贯彻落实市委、市政府决策部署，全年加\n"
    "固堤防12.5公里，新建水厂2座，改造泵站5处，清淤渠道30\n"
    "0公里。全年投入资金1.2亿元，比上年增长8%，受益群众12\n"
    "万人，群众满意度明显提升，各项工作稳步推进，取得积极成\n"
    "\n"
    "-1-\n"
    "效，得到上级肯定。\n"
    "一、防汛工作\n"
    "（一）加强巡查。全年巡查120次，出动1500人次，排查整改隐\n"
    "患35处，确保了安全度汛。\n"
)


def test_wrapped_lines_do_not_end_sentences() -> None:
    found = outline(WRAPPED)
    check(WRAPPED, found)
    assert [WRAPPED[s.start : s.end].replace("\n", "") for s in found.sentences] == [
        "青禾市水利局",
        "2031年工作总结",
        "2031年，我局认真贯彻落实市委、市政府决策部署，全年加固堤防12.5公里，新建水厂2座，改造泵站5处，清淤渠道300公里。",
        "全年投入资金1.2亿元，比上年增长8%，受益群众12万人，群众满意度明显提升，各项工作稳步推进，取得积极成-1-效，得到上级肯定。",
        "一、防汛工作",
        "（一）加强巡查。",
        "全年巡查120次，出动1500人次，排查整改隐患35处，确保了安全度汛。",
    ]


def test_headings_without_stops_are_not_joined_where_the_text_is_not_wrapped() -> None:
    heading = "加快发展新质生产力，建设更有竞争力的现代化产业体系"
    body = "全年新增企业12家。" * 12
    text = "".join(f"{heading}{i}\n{body}\n" for i in "甲乙丙丁戊")
    found = outline(text)
    assert sum(text[s.start : s.end] == f"{heading}{i}\n" for s in found.sentences for i in "甲乙丙丁戊") == 5


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *[("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("三十五", 35), ("一百零三", 103), ("一百", 100)],
        *[("12", 12), ("１２", 12), ("⑫", 12), ("〇", 0), ("", None), ("甲", None)],
    ],
)
def test_ordinals(written: str, value: int | None) -> None:
    assert ordinal_of(written) == value


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="一二三十第（）(1２.、，。：；①—是要章节“”\n\r 　0年月项条产业A-", max_size=60))
def test_no_text_breaks_the_outline(text: str) -> None:
    check(text, outline(text))


HOSTILE = {
    "5 MB of digits": "1234567890" * 500_000,
    "one line of 200,000 characters": "全年投资12.5亿元，增长3.4%，其中" * 9_500,
    "open brackets": "（" * 100_000,
    "marks": "一、" * 20_000,
    "marks on lines": "一、\n" * 10_000,
    "bracketed marks": "（一）" * 30_000,
    "table soup": "1.  " * 20_000,
    "closers": "。" + "”" * 200_000,
    "blank lines": "\n \u3000" * 100_000,
    "items": "一是" * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_take_linear_time(name: str) -> None:
    text = HOSTILE[name]
    before = time.perf_counter()
    found = outline(text)
    assert time.perf_counter() - before < 10
    assert sum(s.end - s.start for s in found.sentences) == len(text)


needs_reports = pytest.mark.skipif(not REPORTS.is_dir(), reason=f"the real reports are not here: {REPORTS}")


@needs_reports
def test_real_reports_hold_what_every_outline_holds() -> None:
    from govreport_nlp.document import build
    from govreport_nlp.reading.opening import read_file

    paths = sorted(REPORTS.glob("*.txt"))
    assert paths
    for path in paths:
        document = build(read_file(path))
        check(document.text, Outline(document.sections, document.items, document.sentences))


@needs_reports
def test_the_sample_report_has_its_thirteen_headings() -> None:
    text = (REPORTS / "bureau_fazhi_youyang_2023.txt").read_bytes().decode("utf-8")
    found = outline(text)
    assert [(section.number, section.level, section.parent) for section in found.sections] == [
        ("一、", 1, None),
        *((f"（{n}）", 2, "s1") for n in "一二三四五六七"),
        ("二、", 1, None),
        *((f"（{n}）", 2, "s9") for n in "一二三"),
        ("三、", 1, None),
    ]
    assert [item.mark for item in found.items] == ["一是", "二是", "三是", "四是", "一是", "二是"]


@needs_reports
@pytest.mark.parametrize(
    ("name", "top"),
    [
        ("city_xxgk_huaian_2024_pdf", ["一、", "二、", "三、", "四、", "五、", "六、"]),
        ("bureau_xxgk_pingtan_junshan_2022", ["一、", "二、", "三、", "四、", "五、", "六、"]),
        ("county_stat_pingtan_2012", ["一、", "二、", "三、", "四、", "五、", "六、", "七、", "八、", "九、", "十、", "十一、", "十二、"]),
        ("nat_gov_1978", ["一、", "二、", "三、", "四、", "五、", "六、"]),
        ("town_budget_nanhai_2017", ["一、", "二、"]),
    ],
)
def test_real_reports_have_their_chapters(name: str, top: list[str]) -> None:
    text = (REPORTS / f"{name}.txt").read_bytes().decode("utf-8")
    assert [section.number for section in outline(text).sections if section.level == 1] == top
