"""Names: what rules tell, and what a user's own pipeline adds."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import govreport_nlp as gr
from govreport_nlp import entities
from govreport_nlp.cli import main
from govreport_nlp.entities import gazetteer, rules, titles
from govreport_nlp.entities.spans import Mark, Words, longest

ROOT = Path(__file__).parent.parent


def named(text: str) -> list[str]:
    return [f"{mark.label} {text[mark.start : mark.end]}" for mark in rules.find(text)]


# ── places ──


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("柳城县位于广西中部。", ["GPE 柳城县", "GPE 广西"]),
        ("南与赤峰市敖汉旗接壤，", ["GPE 赤峰市敖汉旗"]),
        ("北邻内蒙古锡林郭勒盟多伦县。", ["GPE 内蒙古锡林郭勒盟多伦县"]),
        ("服务长三角和粤港澳大湾区。", ["GPE 长三角", "GPE 粤港澳大湾区"]),
        ("洛阳高新区、许昌经开区入选。", ["GPE 洛阳高新区", "GPE 许昌经开区"]),
        ("江苏省会南京市", ["GPE 江苏", "GPE 南京市"]),
        ("全年留皖就业高校毕业生5万人。", ["GPE 皖"]),
        ("对越南和埃及出口增长8%。", ["GPE 越南", "GPE 埃及"]),
        ("宿州、和平、阜阳三地", ["GPE 宿州", "GPE 和平", "GPE 阜阳"]),
        ("为上坑、石头、岭脚三个村各拨付5万元。", ["GPE 上坑", "GPE 石头", "GPE 岭脚"]),
        ("临港、河东两个片区发力；临港、河东分别增长5%。", ["GPE 临港", "GPE 河东"] * 2),
        ("工程扩大到黑龙江和吉林两省。", ["GPE 黑龙江", "GPE 吉林"]),
        ("产品运往合肥", ["GPE 合肥"]),
        ("鄂湘赣合作", []),
        ("龙泉村入选，芜湖数据中心集群", ["GPE 龙泉村", "GPE 芜湖"]),
        ("安徽内陆开放型经济试验区建设", ["GPE 安徽内陆开放型经济试验区"]),
        ("对东盟出口增长，阜阳东盟班列，中国—东盟自贸区", ["GPE 东盟", "GPE 阜阳", "GPE 东盟", "GPE 中国", "GPE 东盟"]),
        ("芜湖、黄山入选试点，推进南泉镇新镇区建设", ["GPE 芜湖", "GPE 黄山", "GPE 南泉镇"]),
        ("上坑、石头、岭脚等6个乡镇投入3亿元", ["GPE 上坑", "GPE 石头", "GPE 岭脚"]),
        ("霍山县、石澜区分别增长5%", ["GPE 霍山县", "GPE 石澜区"]),
        ("地址：霍山县澜口镇桥头路18号，柳岸镇枫林社区", ["GPE 霍山县澜口镇", "GPE 柳岸镇枫林社区"]),
        ("通称“陇中”。“石台”毛尖获奖，“石台发布”公众号推送", ["GPE 陇中"]),
        ("国道二通道、沈阳环线，“浙江所能”", ["GPE 沈阳", "GPE 浙江"]),
    ],
)
def test_places(text: str, expected: list[str]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "全省、全市、我县和各县区",
        "推动资源开发和友谊合作，维护和平安定。",
        "进一步扩大连接范围",
        "合肥新桥国际机场二期、南昌机场改扩建",
        "建设数字安徽、书香合肥。",
        "革命老区、民族地区、边疆地区，市、自治区，五州六县，大景区、度假区",
        "工业园区、城区和矿区，新增省级特色专业镇6个，帮扶和驻镇帮镇",
        "长江、黄河流域治理，秦岭保护。",
        "习近平新时代中国特色社会主义思想",
        "滦河、黑河、白河发源于此，张石、张承、二秦高速通车。",
        "东升路、云顶两个市民广场，山岭、吉光两个省实验室。",
        "上坑、石头、岭脚五个村",
        "盐湖资源开发，总量突破万亿元大关。",
        "开工湘粤背靠背联网、鲁苏互济用电等工程。",
        "获“创客中国”一等奖，打造“放心消费在安徽”品牌，合肥南站。",
    ],
)
def test_what_is_no_place(text: str) -> None:
    assert named(text) == []


def test_short_names_of_autonomous_counties() -> None:
    assert [gazetteer.short(name) for name in ("丰宁满族自治县", "延边朝鲜族自治州", "江西省", "大兴安岭地区")] == [
        "丰宁",
        "延边",
        "江西",
        "大兴安岭",
    ]


# ── organisations ──


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("在省委、省政府领导下", ["ORG 省委", "ORG 省政府"]),
        ("省委书记到会讲话", ["ORG 省委"]),
        ("中共合肥市委决定", ["ORG 中共合肥市委"]),
        ("合肥市人民政府市长", ["ORG 合肥市人民政府"]),
        ("2023年滁州市政府工作报告", ["ORG 滁州市政府"]),
        ("安徽省第十四届人民代表大会第三次会议", ["ORG 安徽省第十四届人民代表大会"]),
        ("市六届人大二次会议", ["ORG 市六届人大"]),
        ("县人民法院和县检察院", ["ORG 县人民法院", "ORG 县检察院"]),
        ("定远县规划和自然资源局报告", ["ORG 定远县规划和自然资源局"]),
        ("省发展改革委、省教育厅、市局", ["ORG 省发展改革委", "ORG 省教育厅", "ORG 市局"]),
        ("党中央、国务院", ["ORG 党中央", "ORG 国务院"]),
        ("安徽大学与合肥综合性国家科学中心人工智能研究院", ["ORG 安徽大学", "ORG 合肥综合性国家科学中心人工智能研究院"]),
        ("南京鼓楼医院宿迁医院", ["ORG 南京鼓楼医院宿迁医院"]),
        ("引进比亚迪、宁德时代等企业", ["ORG 比亚迪", "ORG 宁德时代"]),
        ("受市人民政府委托，由省财政厅办理", ["ORG 市人民政府", "ORG 省财政厅"]),
        ("联合市公安局交警支队开展行动", ["ORG 市公安局交警支队"]),
        ("中共泗县县委农村工作领导小组办公室印发", ["ORG 中共泗县县委农村工作领导小组办公室"]),
        ("嘉兴斯达微电子芯片投产，海城谷实公司生猪出栏", ["ORG 嘉兴斯达微电子", "ORG 海城谷实公司"]),
        ("华能和双良公司供热", ["ORG 华能", "ORG 双良公司"]),
        ("年内启动博泰机械、强力水泥等8家企业迁建", ["ORG 博泰机械", "ORG 强力水泥"]),
        ("支持比亚迪、远景、元盛等一批龙头企业扩产", ["ORG 比亚迪", "ORG 远景", "ORG 元盛"]),
        ("与美国莱卡、意大利世科姆等全球知名企业合作", ["GPE 美国", "ORG 莱卡", "GPE 意大利", "ORG 世科姆"]),
        ("推进陕煤煤炭分质利用，奕斯伟硅产业基地二期投产", ["ORG 陕煤", "ORG 奕斯伟"]),
        ("锦州石化针状焦投产，福建石化产业升级", ["ORG 锦州石化", "GPE 福建"]),
        ("中共党员86人，审判委员会专职委员2人", ["ORG 中共", "ORG 审判委员会"]),
        ("大唐700万吨露天矿开工，大唐不夜城开放", ["ORG 大唐"]),
        ("组建陕西农业发展集团，支持上海期货交易所", ["ORG 陕西农业发展集团", "ORG 上海期货交易所"]),
        ("推进同仁医院亦庄院区建设，设置新疆农业职业技术大学", ["ORG 同仁医院亦庄院区", "ORG 新疆农业职业技术大学"]),
        ("海乳与蒙西煤矿等企业改造升级", ["ORG 海乳", "ORG 蒙西煤矿"]),
        (
            "沙洲国家实验室西北创新基地落户，沙洲国家实验室合肥良种创新平台开工",
            ["ORG 沙洲国家实验室西北创新基地", "ORG 沙洲国家实验室合肥良种创新平台"],
        ),
        ("组建合肥信息与智慧医学研究院、合肥通用人工智能研究院", ["ORG 合肥信息与智慧医学研究院", "ORG 合肥通用人工智能研究院"]),
        ("县图书馆、县供销社和市双拥办牵头", ["ORG 县图书馆", "ORG 县供销社", "ORG 市双拥办"]),
        ("由市水务集团有限公司承办，县河长制办公室负责", ["ORG 市水务集团有限公司", "ORG 县河长制办公室"]),
        ("定远县动物疫病预防控制中心、肥西县融媒体中心", ["ORG 定远县动物疫病预防控制中心", "ORG 肥西县融媒体中心"]),
        ("定远县供销合作社联合社，省自然资源厅办公室", ["ORG 定远县供销合作社联合社", "ORG 省自然资源厅办公室"]),
        ("国家税务总局滁州市税务局与国家统计局滁州调查队", ["ORG 国家税务总局滁州市税务局", "ORG 国家统计局滁州调查队"]),
        ("结余转下年，内向村务监督委员会报告", ["ORG 村务监督委员会"]),
        ("省委信访局牵头，市委组织部印发", ["ORG 省委信访局", "ORG 市委组织部"]),
        ("省产业技术研究院和省农信联社", ["ORG 省产业技术研究院", "ORG 省农信联社"]),
        ("锦西石化装置投产，淮北煤炭博物馆开放", ["ORG 锦西石化", "ORG 淮北煤炭博物馆"]),
        ("中国原子能科学院合肥基地开工", ["ORG 中国原子能科学院合肥基地"]),
        ("受南泉镇人民政府委托，柳岸街道办事处走访", ["ORG 南泉镇人民政府", "ORG 柳岸街道办事处"]),
        ("国家金融监督管理总局云澜监管分局，市生态环境局石澜分局", ["ORG 国家金融监督管理总局云澜监管分局", "ORG 市生态环境局石澜分局"]),
        ("县人民法院执行局，团市委组织志愿者", ["ORG 县人民法院执行局", "ORG 团市委"]),
        ("与市一中、县城投公司签约，区属六安云澜集团", ["ORG 市一中", "ORG 县城投公司", "ORG 六安云澜集团"]),
        (
            "市委审计委员会办公室，市气象台，滁州市福利彩票发行中心",
            ["ORG 市委审计委员会办公室", "ORG 市气象台", "ORG 滁州市福利彩票发行中心"],
        ),
        ("推进滁州澜虹基板玻璃、赛澜新材料等项目建设", ["GPE 滁州", "ORG 澜虹", "ORG 赛澜"]),
        ("确保澜富200万吨褐煤提质一期投产", ["ORG 澜富"]),
        ("滁州市住房保障和房产管理局、芜湖市海洋发展局", ["ORG 滁州市住房保障和房产管理局", "ORG 芜湖市海洋发展局"]),
        ("合肥市第一中级人民法院，县开发区管委会", ["ORG 合肥市第一中级人民法院", "ORG 县开发区管委会"]),
        ("省委第五巡视组和市消防救援支队石澜大队", ["ORG 省委第五巡视组", "ORG 市消防救援支队石澜大队"]),
        ("滁州市排水有限责任公司委托滁州会计师事务所", ["ORG 滁州市排水有限责任公司", "ORG 滁州会计师事务所"]),
        ("市纪委派驻纪检监察组", ["ORG 市纪委"]),
        ("县公安局森林警察大队与横溪派出所", ["ORG 县公安局森林警察大队", "ORG 横溪派出所"]),
        ("市人民政府驻北京办事处，省疾控局，县第二幼儿园", ["ORG 市人民政府驻北京办事处", "ORG 省疾控局", "ORG 县第二幼儿园"]),
        ("县公安局联合交警大队", ["ORG 县公安局", "ORG 交警大队"]),
        ("安徽农商联合银行开业，新央企中国长河汽车集团落户", ["ORG 安徽农商联合银行", "ORG 中国长河汽车集团"]),
    ],
)
def test_organisations(text: str, expected: list[str]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "各级政府和有关部门要抓好落实，我局认真执行。",
        "全市法院受理案件，两级法院审结。",
        "政府性基金收入增长，城市政府负责。",
        "上市公司达20家，公办幼儿园新增5所，社区卫生服务中心改造完成。",
        "委托第三方评估，局面向好，市场监管加强。",
        "培育了伊利、金锣、兴和等一批畜产品品牌，大润发超市开业",
        "完成街道办事处组建，县级融媒体中心、乡镇敬老院和社区养老服务中心，县属国有公司，省内上市公司",
        "县交通运输、应急管理部门检查，经济发展格局",
        "区县疾控局挂牌，芜湖港吞吐量，新建派出所3个，辖区派出所",
        "区办企业、县办工厂，县养老服务中心3个，项目公司、园区公司，乡镇街道",
        "我省人均博物馆拥有量，晋升国家一级博物馆",
        "推进具身智能机器人、微腔电子纸显示器件等项目，滁芜安工业母机、现代煤化工集群项目",
        "推动图书馆、博物馆免费开放，全市图书馆12家，支公司级及以上机构",
        "钢铁、焦化等企业，文化、金融等领域企业，制造业、跨境电商等企业",
    ],
)
def test_what_is_no_organisation(text: str) -> None:
    assert named(text) == []


# ── laws ──


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("学习《土地管理法》、《〈预算法〉实施条例》。", ["《土地管理法》", "《〈预算法〉实施条例》"]),
        ("印发《关于加强食品安全工作的通知（试行）》", ["《关于加强食品安全工作的通知（试行）》"]),
        ("宣传宪法和民法典", ["宪法", "民法典"]),
        ("依据中华人民共和国统计法和有关规定", ["中华人民共和国统计法"]),
        ("获《安徽日报》报道，电影《春天》上映，宪法日活动，公司法人，司法行政。", []),
    ],
)
def test_laws(text: str, expected: list[str]) -> None:
    assert [text[mark.start : mark.end] for mark in longest(titles.find(text))] == expected


# ── putting together ──


def test_the_longest_wins_and_the_first_of_equals() -> None:
    marks = [Mark(0, 2, "GPE"), Mark(0, 5, "ORG"), Mark(4, 6, "GPE"), Mark(6, 8, "ORG"), Mark(6, 8, "GPE")]
    assert longest(marks) == (Mark(0, 5, "ORG"), Mark(6, 8, "ORG"))
    assert longest(reversed(marks))[-1] == Mark(6, 8, "GPE")


def test_words_cover_the_text() -> None:
    text = "合肥市２０２３年\n增长 8.3%。"
    words = Words(text)
    assert "".join(text[start:end] for start, end, _ in words.tokens) == text
    assert words.whole(0, len(text)) and not words.whole(1, 2)


TEXT = "2023年，合肥市财政局依据《预算法》安排教育支出12.3亿元。"


def test_without_ner_only_what_rules_read_of_the_text() -> None:
    labels = {entity.label for entity in entities.find(TEXT)}
    assert labels == {"LAW", "PERIOD", "INDICATOR"}


def test_all_labels_with_their_places() -> None:
    report = gr.parse(TEXT)
    got = {(entity.label, entity.text) for entity in report.entities}
    assert {("ORG", "合肥市财政局"), ("LAW", "《预算法》"), ("PERIOD", "2023年")} <= got
    assert [text for label, text in got if label == "INDICATOR"] == [report.claims[0].indicator.text]
    assert all(TEXT[entity.start : entity.end] == entity.text for entity in report.entities)
    assert list(report.entities) == sorted(report.entities, key=lambda entity: (entity.start, entity.end))


@pytest.mark.parametrize("path", sorted((ROOT / "corpora" / "samples").glob("*.txt"))[:2], ids=lambda path: path.stem)
def test_names_do_not_overlap(path: Path) -> None:
    report = gr.read(path)
    end = 0
    for entity in report.entities:
        assert report.text[entity.start : entity.end] == entity.text
        if entity.label in ("ORG", "GPE", "LAW"):
            assert entity.start >= end
            end = entity.end


# ── a pipeline of the user's ──


def test_an_unknown_pipeline_is_refused_at_once() -> None:
    with pytest.raises(gr.UsageError, match="spacy download zh_core_web_nowhere"):
        gr.parse(TEXT, nlp="zh_core_web_nowhere")
    with pytest.raises(gr.UsageError, match="no spaCy pipeline"):
        gr.parse(TEXT, nlp="./no/such/folder")


def test_a_pipeline_of_the_users_own() -> None:
    spacy = pytest.importorskip("spacy")
    nlp = spacy.blank("zh")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "LOC", "pattern": "三叶镇"}, {"label": "PERSON", "pattern": "张三"}])
    text = "三叶镇张三获奖。三叶镇建成。"
    found = entities.find(text, nlp=nlp)
    assert [(entity.label, entity.start) for entity in found if entity.label in ("GPE", "ORG")] == [("GPE", 0), ("GPE", 8)]


def test_a_pipeline_by_the_name_of_its_folder(tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy")
    nlp = spacy.blank("zh")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": "三叶社"}])
    nlp.to_disk(tmp_path / "mine")
    report = gr.parse("三叶社成立。", nlp=str(tmp_path / "mine"))
    assert ("ORG", "三叶社") in {(entity.label, entity.text) for entity in report.entities}


# ── the command, and what is loaded when ──


@pytest.fixture
def line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., dict[str, object]]:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, "utf-8")

    def run(*switches: str) -> dict[str, object]:
        main(["audit", "--format", "jsonl", *switches, str(path)])
        found: dict[str, object] = json.loads(capsys.readouterr().out)
        return found

    return run


def test_the_command(line: Callable[..., dict[str, list[dict[str, object]]]]) -> None:
    without, with_ner = line()["entities"], line("--ner")["entities"]
    assert {entity["label"] for entity in without} == {"LAW", "PERIOD", "INDICATOR"}
    assert [entity for entity in with_ner if entity["label"] not in ("ORG", "GPE")] == without
    assert {"start": 6, "end": 12, "text": "合肥市财政局", "label": "ORG"} in with_ner


def test_spacy_is_not_loaded_for_rules() -> None:
    code = f"import sys, govreport_nlp as gr; r = gr.parse({TEXT!r}); r.findings, r.entities; assert 'spacy' not in sys.modules"
    done = subprocess.run([sys.executable, "-X", "utf8", "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
