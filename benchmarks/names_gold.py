"""Names annotated by hand in passages of real reports; no sentence is kept here, only the names.

What the passages of SEEN showed has changed rules; those of FRESH were annotated when the rules were written and changed nothing: theirs are
the figures to believe. New ones belong into FRESH, and move to SEEN with the first rule that they change.

Each passage: file, first and last offset, the names in the order of the text with their labels (O organisation, G place, L law). A name stands
for its next occurrence behind the one before; what stands in brackets behind it only tells which occurrence is meant. One annotator, by the guide
of the development exam: a place in front of a company that is not part of its name is a name of its own; of a project's name nothing is.
"""

from __future__ import annotations

import re

Passage = tuple[str, int, int, str]

SEEN: tuple[Passage, ...] = (
    ("prov_gov_2025_guangdong.txt", 9000, 9900, "O共青团 G珠海市"),
    (
        "prov_gov_2025_xinjiang.txt", 1200, 2100,
        "G新疆 G新疆 G乌昌石 G哈密 G和田 G克拉玛依 G新疆 O新疆航空产业(低空经济)研究院 O金风科技 O新特能源 O怀柔实验室新疆基地 O国家风力发电技术创新中心 O天山实验室 O塔里木油田 G亚洲 G喀什",
    ),
    ("prov_gov_2025_hubei.txt", 2500, 3500, "G湖北 G武汉 G十堰 G武汉 G襄阳 G宜昌 G湖北 G湖北"),
    ("nat_gov_2016.txt", 20000, 20600, "G港澳 G港澳 G港澳 G港澳 G香港 G澳门 G台湾 O二十国集团 G中国(愿) O党中央"),
    ("nat_gov_1985.txt", 3000, 3700, "O中国共产党"),
    (
        "bureau_annual_pingtan_scjg_2024.txt", 1500, 2600,
        "L《规范经营提升函》 L《平潭综合实验区市场监管领域企业信用合规建设指引》 O实验区法院 O省政府 O省委改革办 G福建省 G平潭 G台湾 O平潭政府 G中国台湾 G台湾 O总局 "
        "L《关于支持福建探索海峡两岸融合发展新路_建设两岸融合发展示范区的若干措施》 G台湾 G台湾",
    ),
    ("bureau_fazhi_youyang_2023.txt", 1300, 2200, "O县政府 O县政府 O规划和自然资源局 O国土房管局 O规划局"),
    ("city_xxgk_huaian_2024_pdf.txt", 1800, 2600, ""),
    ("county_stat_pingtan_2012.txt", 5000, 5900, "O海西乡村图书馆平潭馆 G流水镇五埕村 G平潭(在) G苏澳镇 G屿头乡 G平原镇"),
    (
        "prov_gov_2025_guangdong.txt", 6000, 6900,
        "G大湾区 G粤(人) G东盟 G中东 G港澳 G大湾区 G惠州 O埃克森美孚 O中海壳牌 G湛江 O巴斯夫 G汕头 G湛江临港经济区 G东莞 G惠州 G广东 G中新知识城 G广州花都经济开发区 G广东自贸试验区",
    ),
    ("prov_gov_2025_guangdong.txt", 17000, 17800, "G广东 G茂名 G肇庆 O宁德时代 G东莞 G粤港澳大湾区 G韶关 G广东"),
    ("prov_gov_2025_xinjiang.txt", 9500, 10300, "O自治区党委 O党中央 O自治区党委 G新疆 L《民营经济促进法》"),
    ("prov_gov_2025_xinjiang.txt", 2500, 3300, "G新疆 G新疆 G新疆 O央视 G新疆 G新疆 G乌鲁木齐 G克孜勒苏 G库尔勒 G伊犁 G吐鲁番 G新疆"),
    ("prov_gov_2025_hubei.txt", 8600, 9500, "G武汉 G东湖科学城 G汉襄宜 G鄂湘赣 O长江中游技术创新中心 O汉江国家实验室 O湖北实验室 G湖北 G湖北"),
    ("nat_gov_2016.txt", 4000, 4600, "O党中央"),
    (
        "bureau_annual_pingtan_scjg_2024.txt", 2600, 3600,
        "G台湾 G福建自贸区 O省委全面深化改革委员会办公室 O中央改革办 O区市监局 O区党工委 O管委会 G岚(投) G台湾 G台湾 G台湾 G台湾 G平潭",
    ),
    ("county_stat_pingtan_2012.txt", 1500, 2300, "O利亚船厂 O鑫盛投资 O锦荣水产 O南平电线电缆 O长河动力 O万众百源 O华润燃气 G平潭 G平潭 G岚(建) G平潭"),
    ("city_xxgk_huaian_2024_pdf.txt", 900, 1400, "O省办"),
    (
        "prov_gov_2026_hunan.txt", 900, 1800,
        "G长沙 O惠科 G湘潭 G衡阳 G株洲 O中车 O永州紫金锂业 G邵阳 O邵虹 O益阳电厂 G长沙(全球) G湘江科学城 O中科院 G湘(布局) O国防科大 G衡阳 O特变电工 G株洲 O608所 O益阳信维科技",
    ),
    ("prov_gov_2026_zhejiang.txt", 17400, 18300, "O杭州芯光半导体 G衢州 O先导 G湖州 G台州 O杭州海康机器人 O丽水富乐德传感技术"),
    (
        "prov_gov_2026_liaoning.txt", 9600, 10500,
        "O华锦阿美 O亿纬锂能 G沈阳 G沈阳(王家湾) G抚顺 O恒力造船 O大连石化 O中铝 O中能建 G辽宁(特色) G沈阳(建设) G大连 G鞍山 G本溪 G丹东 G营口 G辽阳",
    ),
    ("prov_gov_2026_shandong.txt", 9900, 10800, "G庆云 G章丘 G济南(至) G宁津 G济南(、青岛) G青岛 G济宁 G沂源 G荣成 O大唐 G郓城 O华能 G胶东 O崂山实验室 O上合科创中心"),
    ("prov_gov_2026_gansu.txt", 11700, 12600, "G甘肃(段) G甘肃(段) G兰州(国家) G兰白 G甘(全国) O崖州湾国家实验室西北创新基地 O甘肃种业实验室 O甘肃高等研究院 O兰州大学"),
    (
        "prov_gov_2026_chongqing.txt", 600, 1500,
        "G渝(来) G渝(、) G黔江 O重庆大学智能汽车技术学院 O重庆信息与智慧医学研究院 O重庆人工智能学院 O重庆通用人工智能研究院 G渝(落地) O中国长安汽车集团 G重庆 O长安(阿维塔) O赛力斯 "
        "O千里科技 O浪潮 O安意法 O芯联 O国际复材 O新加坡设计业总商会重庆代表处",
    ),
    ("prov_gov_2026_jiangxi.txt", 600, 1500, "O崖州湾国家实验室南昌物种创新平台 O赣南实验室 G赣鄱 O江西农商联合银行 G江西内陆开放型经济试验区"),
    ("prov_gov_2026_guizhou.txt", 15000, 15900, "L《贵州省民营经济促进条例》"),
)  # fmt: skip

FRESH: tuple[Passage, ...] = (
    ("prov_gov_2026_hunan.txt", 12000, 12700, "G长沙"),
    ("prov_gov_2026_zhejiang.txt", 3000, 3700, "G永嘉县 G苍南县 G江山市 G长三角 G浦江 G绍兴 G德清 G浙江"),
    ("prov_gov_2026_gansu.txt", 3130, 3700, "G庆阳(入) G庆阳(获)"),
    ("prov_gov_2026_shandong.txt", 2400, 3100, "O国务院 G山东(段) G晋冀鲁豫 G鲁豫"),
    ("prov_gov_2026_chongqing.txt", 12000, 12700, "G重庆(发) G荣昌 G重庆(段)"),
    ("nat_gov_2018.txt", 3000, 3700, "O国务院"),
    ("county_gov_hailar_2012.txt", 3000, 3700, ""),
    ("county_gov_hailar_2014.txt", 9000, 9700, "O区委"),
    ("bureau_annual_pingtan_zhifa_2022_part.txt", 600, 1300, "O省委 O区党工委"),
    ("prov_gov_2026_liaoning.txt", 2400, 3100, "L民营经济促进法 G辽宁"),
)  # fmt: skip

LABELS = {"O": "ORG", "G": "GPE", "L": "LAW"}
_ENTRY = re.compile(r"([OGL])(.+?)(?:\((\w*|、\w*)\))?")


def spans(text: str, names: str) -> list[tuple[int, int, str]]:
    """Where the names stand in a passage, in its order.

    Raises: ValueError when one is not there.
    """
    out, at = [], 0
    for entry in names.split():
        label, name, behind = _ENTRY.fullmatch(entry).groups()  # type: ignore[union-attr]
        name = name.replace("_", " ")
        start = text.find(name + (behind or ""), at)
        if start < 0:
            raise ValueError(f"{name} is not behind {text[at : at + 12]}")
        at = start + len(name)
        out.append((start, at, LABELS[label]))
    return out
