"""Which figures of a text belong together: each form of list, with texts beside it that hold none of that form.

A list is shown as `form: part + part = whole`, its parts with their signs; `~` before the form says that nothing calls the list whole.
All texts are invented.
"""

from __future__ import annotations

import pytest

from govreport_nlp.claims import extract
from govreport_nlp.document import build
from govreport_nlp.lists.fit import adds_up, exceeds
from govreport_nlp.lists.slip import CHANCE_OF_MANY, one_slip_off
from govreport_nlp.models import Claim, Group
from govreport_nlp.reading.text import from_string


def found(text: str) -> tuple[Group, ...]:
    """The lists of a text."""
    return extract(build(from_string(text))).groups


def figures(text: str) -> tuple[Claim, ...]:
    """The figures of a text."""
    return extract(build(from_string(text))).claims


def shown(group: Group) -> str:
    """A list in one line."""
    parts = " ".join(f"{'+' if sign > 0 else '-'} {part.text}" for part, sign in zip(group.parts, group.signs, strict=True))
    whole = group.whole.text if group.whole else "?"
    return f"{'' if group.complete else '~'}{group.form}: {parts.removeprefix('+ ')} = {whole}"


def of_form(text: str, form: str) -> list[str]:
    """The lists of one form that a text holds, without the form's name."""
    return [shown(group).replace(f"{form}: ", "") for group in found(text) if group.form == form]


HOLDS = {
    "total": [
        ("全年调解家庭纠纷58件、邻里纠纷36件，共计94件。", "58件 + 36件 = 94件"),
        ("全年调解家庭纠纷58件、邻里纠纷36件，共计104件。", "58件 + 36件 = 104件"),
        ("拨付县级资金1,260万元，镇级配套340万元，合计1,600万元。", "1,260万元 + 340万元 = 1,600万元"),
        # a named total is one only where the figures meet
        ("现有小微企业62家、大中型企业14家，企业总数76家。", "62家 + 14家 = 76家"),
        # the semicolon parts the list from what stands before it
        ("受理举报86件；办理信访31件、投诉12件，共计43件。", "31件 + 12件 = 43件"),
        # how many they are stands before the total
        ("住建局21件、交通局17件、教育局16件，三家合计承办55件。", "21件 + 17件 + 16件 = 55件"),
        # what makes up a budget, one slip off: 10.3
        (
            "基金收入完成242.6亿元、下降22.2%，补助收入10.5亿元，上年结转15.3亿元，基金总收入263.4亿元。",
            "242.6亿元 + 10.5亿元 + 15.3亿元 = 263.4亿元",
        ),
        # so many figures: counted otherwise, a sentence back, with totals of their own
        ("办理户口业务41,265件、身份证63,708张、出入境证件12,480件，三项合计11.7万余件。", "41,265件 + 63,708张 + 12,480件 = 11.7万余件"),
        (
            "老人43人，每人300元，计12,900元；脱贫户28户，每户600元，计16,800元；新生11名，每名2,000元，计22,000元。以上三项共5.17万元。",
            "12,900元 + 16,800元 + 22,000元 = 5.17万元",
        ),
        ("共发放生活补贴311.6万元；共发放护理补贴817.8万元；两项补贴全年支出1,129.4万元。", "311.6万元 + 817.8万元 = 1,129.4万元"),
        ("前三位各占诉求总数的34.2%、21.6%和15.3%，三类合计71.1%。", "34.2% + 21.6% + 15.3% = 71.1%"),
        # what is added to a figure before
        ("当期结余1.16亿元，其中职工1.07亿元、居民0.09亿元。加上年初滚存15.83亿元，累计结余16.99亿元。", "1.16亿元 + 15.83亿元 = 16.99亿元"),
        ("选聘护林员541名，年人均报酬8,000元，加上专职护林员322名，护林队伍达到863人。", "541名 + 322名 = 863人"),
    ],
    "among": [
        # one slip off (156), commas and semicolons between its parts
        (
            "主动公开信息151条，其中职能类信息12条，许可类信息5条，预算类信息2条，教育类信息12条；预案类信息47条；质量类信息33条；其他信息45条。",
            "12条 + 5条 + 2条 + 12条 + 47条 + 33条 + 45条 = 151条",
        ),
        # the next sentence parts the same whole once more
        ("进出口总值324.8亿元。其中，出口213.6亿元，进口111.2亿元，贸易顺差102.4亿元。头三个月进出口为118.4亿元、86.9亿元、119.5亿元。", "213.6亿元 + 111.2亿元 = 324.8亿元"),
        # days that are counted
        ("降水日数118天，其中小雨81天、中雨23天、大雨10天、暴雨4天。", "~81天 + 23天 + 10天 + 4天 = 118天"),
        # two measures, the whole of each with a name of its own
        ("举办展览14场，观众3.8万人次，其中馆内展5场1.7万人次，巡展9场2.1万人次。", "~5场 + 9场 = 14场"),
        # what a figure is compared with is no whole
        ("接待游客512.4万人次，恢复到2019年476.2万人次的107.6%，其中过夜游客160.2万人次、一日游客352.2万人次。", "~160.2万人次 + 352.2万人次 = 512.4万人次"),
        # the whole stands before another figure, or a sentence back
        ("文化惠民演出314场，观众18万余人次：送戏下乡186场，戏曲进校园49场，广场展演79场。", "186场 + 49场 + 79场 = 314场"),
        ("年末经营主体达到11.27万户，增长9.0%。经营主体包括企业3.84万户、个体户7.29万户、合作社0.14万户。", "3.84万户 + 7.29万户 + 0.14万户 = 11.27万户"),
        ("全年支出86万元，其中：人员经费52万元，公用经费34万元。", "~52万元 + 34万元 = 86万元"),
        ("处置闲置土地49宗，其中公建项目26宗、住宅项目13宗、其他项目20宗。", "26宗 + 13宗 + 20宗 = 49宗"),
        ("在册职工362人，其中男职工214人，女职工158人。", "214人 + 158人 = 362人"),
        # 其中 in a bracket belongs to the first part
        ("全年支出86万元，其中：人员经费52万元（其中津补贴18万元），公用经费34万元。", "~52万元 + 34万元 = 86万元"),
        ("全年抽检样品420批次，分别为：乳制品120批次、粮油180批次、其他110批次。", "120批次 + 180批次 + 110批次 = 420批次"),
        # the growth of the whole stands between
        ("全年收入86万元，比上年增加12万元，增长16.2%，其中租金收入51万元、服务收入35万元。", "~51万元 + 35万元 = 86万元"),
        # the whole is named before 中
        ("灌溉面积26.4万亩，林地8.2万亩；灌溉面积中滴灌18.9万亩、喷灌7.5万亩。", "~18.9万亩 + 7.5万亩 = 26.4万亩"),
        # a colon behind the whole; what it is made up of
        ("接警出动2,155起：火灾扑救846起，抢险救援731起，社会救助578起。", "~846起 + 731起 + 578起 = 2,155起"),
        ("税收9.67亿元，由增值税4.36亿元、所得税2.58亿元和契税2.73亿元构成。", "4.36亿元 + 2.58亿元 + 2.73亿元 = 9.67亿元"),
    ],
    "bracket": [
        ("建成活动场所86处（文化广场42处、农家书屋31处、健身点13处）。", "42处 + 31处 + 13处 = 86处"),
        ("建成活动场所86处（文化广场42处、农家书屋31处、健身点23处）。", "42处 + 31处 + 23处 = 86处"),
        # things counted with other words
        ("明确132个重点防御部位（46家重点企业、52个重点部位、34个重点点位）。", "46家 + 52个 + 34个 = 132个"),
    ],
    "numbered": [
        (
            "本年支出86.5万元：\n（1）办公费26.4万元；\n（2）维修费41.6万元；\n（3）培训费18.5万元。",
            "26.4万元 + 41.6万元 + 18.5万元 = 86.5万元",
        ),
        # one slip off: 18.49
        (
            "本年支出186.52万元：\n（1）办公费26.43万元。\n（2）维修费141.60万元。\n（3）培训费28.49万元。",
            "26.43万元 + 141.60万元 + 28.49万元 = 186.52万元",
        ),
    ],
    "balance": [
        ("年初经营主体10.34万户，全年新设1.86万户，注销0.93万户，年末达到11.27万户。", "10.34万户 + 1.86万户 - 0.93万户 = 11.27万户"),
        # one slip off: 1,127, and more is missing than any flow
        ("年初经营主体1,034户，全年新设186户，注销93户，年末达到1,427户。", "1,034户 + 186户 - 93户 = 1,427户"),
        (
            "年初结余62.18万元，加本年收入45.60万元，减本年支出51.25万元，年末结余56.53万元。",
            "62.18万元 + 45.60万元 - 51.25万元 = 56.53万元",
        ),
        (
            "年初结余62.18万元，加本年收入45.60万元，减本年支出51.25万元，年末结余66.53万元。",
            "62.18万元 + 45.60万元 - 51.25万元 = 66.53万元",
        ),
        # neither 加 nor 减: what is spent is told by its name
        ("上年结余62.18万元，本年收入45.60万元，本年支出51.25万元，年末结余56.53万元。", "62.18万元 + 45.60万元 - 51.25万元 = 56.53万元"),
    ],
    "rest": [
        # small figures, where the words say that the one is done and the other on its way
        ("立案17件，办结15件，在办2件。", "15件 + 2件 = 17件"),
        ("13个疫点乡镇拔除4个，还剩9个。", "4个 + 9个 = 13个"),
        ("46个老旧小区全部开工，涉及284栋、11,372户；完工38个，正在施工6个，待验收2个。", "38个 + 6个 + 2个 = 46个"),
        ("收到提案486件，其中集体提案105件，经审查立案412件；未立案74件。", "412件 + 74件 = 486件"),
        ("全年收到申请86件，办结79件，未办结7件。", "79件 + 7件 = 86件"),
        ("全年收到申请86件，办结79件，未办结9件。", "79件 + 9件 = 86件"),
        ("下达资金860.5万元，已支付712.3万元，剩余148.2万元。", "712.3万元 + 148.2万元 = 860.5万元"),
        # a list and other figures between
        (
            "基金收入14.92亿元，其中职工6.31亿元、居民8.61亿元；基金支出13.76亿元，其中职工5.24亿元、居民8.52亿元；当期结余1.16亿元。",
            "13.76亿元 + 1.16亿元 = 14.92亿元",
        ),
        ("受理案件46,218件，其中旧存3,105件、新收43,113件，审结43,670件，结案率94.5%；年末未结2,548件。", "43,670件 + 2,548件 = 46,218件"),
        # one slip off: 1.16
        ("基金收入14.92亿元，增长3%；基金支出13.76亿元，增长2%；当期结余1.61亿元。", "13.76亿元 + 1.61亿元 = 14.92亿元"),
    ],
    "respective": [
        (
            "登记合同1,274项，成交额63.8亿元。开发、转让、咨询、服务合同分别为412项、87项、136项、639项，成交额分别为18.4亿元、3.9亿元、2.7亿元、38.8亿元。",
            "412项 + 87项 + 136项 + 639项 = 1,274项 | 18.4亿元 + 3.9亿元 + 2.7亿元 + 38.8亿元 = 63.8亿元",
        ),
        ("资助学生142名、48.6万元，大学、高中、初中各为31名、48名、63名。", "31名 + 48名 + 63名 = 142名"),
        # one slip off, with 其他 as the last head: 411人
        ("现有工作人员1,126人，法官、助理、书记员、其他人员分别为152人、168人、401人、395人。", "152人 + 168人 + 401人 + 395人 = 1,126人"),
    ],
    "uncued": [
        ("举办展览14场，观众3.8万人次，其中馆内展5场1.7万人次，巡展9场2.1万人次。", "1.7万人次 + 2.1万人次 = 3.8万人次"),
        # two measures parted by 、
        (
            "接收档案12,436卷、86,205件，来自机关的8,127卷、61,340件，来自企业的2,954卷、15,876件，个人捐赠1,355卷、8,989件。",
            "8,127卷 + 2,954卷 + 1,355卷 = 12,436卷 | 61,340件 + 15,876件 + 8,989件 = 86,205件",
        ),
        ("收到群众诉求348件，现场解决162件，跟进解决186件。", "162件 + 186件 = 348件"),
        # the whole behind its parts, no word says so
        ("现场解决162件、跟进解决186件，办理群众诉求348件。", "162件 + 186件 = 348件"),
        # two measures in one
        (
            "受理逮捕案件164件241人，批准逮捕118件186人、不批准逮捕46件55人。",
            "118件 + 46件 = 164件 | 186人 + 55人 = 241人",
        ),
        # last year's figure between them is no part
        (
            "受理起诉案件335件498人，起诉271件412人，较上年的390人增加22人，不起诉58件79人，其余6件7人。",
            "271件 + 58件 + 6件 = 335件 | 412人 + 79人 + 7人 = 498人",
        ),
    ],
    "partition": [
        (
            "全市发生事故64起、死亡41人，同比分别减少12起和6人。从行业看，道路运输38起、死亡26人，工矿商贸19起、12人，其他7起、3人。",
            "38起 + 19起 + 7起 = 64起 | 26人 + 12人 + 3人 = 41人",
        ),
        # a clause of two that meets a figure some way back
        (
            "收到提案486件，立案412件；未立案74件。立案的提案中，上半年198件、下半年214件；集体提案137件，联名提案275件。",
            "198件 + 214件 = 412件 | 137件 + 275件 = 412件",
        ),
        ("应审核档案31,680件，完成审核27,924件；完成审核的档案中，拟开放16,358件、延期开放11,566件。", "16,358件 + 11,566件 = 27,924件"),
        # whose they are stands before 按…分
        ("现有基层社18家、社有企业14家、服务社163家。社有企业按出资分，全资6家、控股5家、参股3家。", "6家 + 5家 + 3家 = 14家"),
        ("消费品零售总额803.4亿元。按地域分，城镇747.1亿元，乡村56.3亿元。", "747.1亿元 + 56.3亿元 = 803.4亿元"),
        (
            "消费品零售总额803.4亿元。按地域分，城镇747.1亿元，乡村56.3亿元。按类型分，商品682.9亿元，餐饮120.5亿元。",
            "747.1亿元 + 56.3亿元 = 803.4亿元 | 682.9亿元 + 120.5亿元 = 803.4亿元",
        ),
        # a clause that parts the whole in another way
        (
            "立案办理案件57件，其中行政51件、民事6件；按领域分，资源保护21件、食品安全14件、国有财产3件、其他19件，回笼资金2.4亿元。",
            "21件 + 14件 + 3件 + 19件 = 57件",
        ),
        # one slip off: 56亿元; the names end as that of the whole
        ("固定资产投资63.8亿元。从投资性质看，国有投资完成59亿元；非国有投资完成7.8亿元。", "59亿元 + 7.8亿元 = 63.8亿元"),
        # the shares say of what the parts are
        ("现有干警89人。法官66人，占74%；其他司法辅助人员23名，占26%。", "66人 + 23名 = 89人"),
        ("现有干警89人。法官66人，占74%；其他司法辅助人员3名，占26%。", "66人 + 3名 = 89人"),
        ("公开信息3978条。县直单位公开2475条，占62.2%。各乡镇公开1530条，占37.8%。", "2475条 + 1530条 = 3978条"),
        # between semicolons: heads that divide a world, three figures
        ("资产总额1,386.4亿元，增长9.2%；负债总额845.7亿元、净资产540.7亿元。", "845.7亿元 + 540.7亿元 = 1,386.4亿元"),
        (
            "累计完成投资11.73亿元，上级资金8.46亿元、县级配套3.27亿元；2022年至2024年分别完成2.64亿元、3.05亿元和6.04亿元。",
            "2.64亿元 + 3.05亿元 + 6.04亿元 = 11.73亿元",
        ),
        # a heading of its own before a colon
        ("收到申请29件，办结28件。办结结果：公开13件，部分公开4件，不予公开11件。", "13件 + 4件 + 11件 = 28件"),
    ],
    "column": [
        # what is told of the whole and again of its parts, under the same name
        (
            "在校学生53641人，教职工7629人。市区有学校30所，教职工5278人。县区有学校26所，教职工2351人。",
            "5278人 + 2351人 = 7629人",
        ),
        (
            "发生事故300起，死亡31人，损失529万元。其中交通事故265起，死亡26人，损失317.4万元；火灾35起，死亡5人，损失211.6万元。",
            "26人 + 5人 = 31人 | 317.4万元 + 211.6万元 = 529万元",
        ),
        # one slip off: 23347
        ("学校56所，教职工53641人。市区有学校30所，教职工30294人。县区有学校26所，教职工23374人。", "30294人 + 23374人 = 53641人"),
    ],
    "changes": [
        (
            "一般收入8,640万元，增收1,230万元，其中税收6,320万元，增收860万元，非税收入2,320万元，增收370万元。",
            "860万元 + 370万元 = 1,230万元",
        ),
        # a part that fell counts against the rest
        (
            "一般收入8,640万元，增收490万元，其中税收6,320万元，增收860万元，非税收入2,320万元，减收370万元。",
            "860万元 - 370万元 = 490万元",
        ),
    ],
}
HELD = [pytest.param(form, text, lists, id=f"{form}-{n}") for form, cases in HOLDS.items() for n, (text, lists) in enumerate(cases)]

SILENT = {
    "total": [
        "新建停车场12处、公厕8座，公共绿地36处；与高校共建基地5个，共同举办讲座28场；中共党员326人。",
        "受理举报86件。全年答复总数21件。",
        "举办讲座28场、展览6期，参加人员共计3600人次。",
        "全年公证42件。共计办理法律援助86件。",
        "办理户口业务41,265件、身份证63,708张、出入境证件12,480件，三项工作均获好评；窗口接待12.9万人。",
        "前三位各占诉求总数的34.2%、21.6%和15.3%，三类合计81.1%。",
        "举办讲座28场、展览6期，两项工作投入资金126.4万元。",
        "修路投入126.4万元、架桥争取资金86.2万元，两项工作撬动投资312.6万元。",
        "当期结余1.16亿元。加上年初滚存15.83亿元，累计结余17.99亿元。",
        "年初加上的专项资金12.4万元，支出86.1万元。",
    ],
    "among": [
        # lengths of time
        "办理时限压缩到18天，其中受理3天、审核10天、发证5天。",
        "文化惠民演出314场，观众18万余人次：送戏下乡186场，戏曲进校园39场，广场展演79场。",
        # round figures meet by chance
        "全省完成投资400亿元。设立基金一批，包括产业基金300亿元、母基金100亿元。",
        "建成公园26处、广场14处：面积最大的12.4公顷。",
        "处罚企业42家。其中罚款58万元。",
        "人均产出12.4万元，办结率98.6%，其中5月份98.2%。",
        "受理申请42件，办结38件。",
    ],
    "bracket": [
        "全年支出86万元（不含上解支出）。",
        "建成活动场所86处（2022年建成）。",
        "会议审议报告42项（另有3人列席）。",
    ],
    "numbered": [
        "本年安排项目3个：\n（1）修缮校舍26.4万元；\n（2）修建水渠41.6万元。",
        "本年支出86.5万元：\n（1）办公费26.4万元；\n（2）没有其他支出。",
        "工作情况：\n（1）受理26件；\n（2）办结41件。",
    ],
    "balance": [
        "年初经营主体10.34万户，全年新设1.86万户，走访2.93万户，年末达到11.27万户。",
        # who moved away is not told
        "年初经营主体1,034户，全年新设186户，注销93户，年末达到1,120户。",
        "年初经营主体10.34万户，全年新设1.86万户，注销0.93万户，年末达到13.46万户。",
        "全年收入860.4万元，支出812.7万元，年末结余126.5万元。",
        "存款余额286.4亿元，贷款余额178.6亿元。",
        "年末结余126.5万元，同比增加12.4万元。",
    ],
    "rest": [
        "立案17件，办结15件，在办1件。",
        "建成存在感强的公园17个，广场15个，内在需求点2个。",
        "未成年人17名，党员15名，还有教师12名。",
        "建设项目17个，其中完工15个；在建道路2条。",
        "受理案件62件，审结71件，未结14件。",
        "收到申请86件。办结79件。未办结7件。",
        "收到申请86件，其中代表建议58件，未办结3件。",
        "排查隐患126处，整改资金86万元，未整改18处。",
    ],
    "respective": [
        "登记合同1,274项。开发、转让、咨询合同分别为412项、87项、136项。",
        # small figures meet by chance
        "召开会议5次，县、镇分别为3次、2次。",
        # other things than those counted before
        "登记合同135项。开发、转让合同分别为48万元、87万元。",
        "登记合同135项。开发、转让合同分别比上年增长48项、87项。",
        "现有工作人员1,126人，在职党员、团员分别为152人、168人。",
    ],
    "uncued": [
        "接收档案12,436卷、86,205件，来自机关的8,127卷、61,340件，来自企业的2,954卷、15,876件，个人捐赠4,368卷、5,734件。",
        # small figures meet by chance
        "召开座谈会3次、现场会2次，调研5次。",
        # 万 rounds away what would tell
        "投入3万元，其他部门投入2万元，社会投入5万元。",
        "去年受理348件，今年受理162件，增加186件。",
    ],
    "partition": [
        # round figures, and small ones
        "下达资金900亿元。安排乡镇500亿元、街道400亿元；新建学校8所。",
        "引进项目35个；培育联合体15家。新建中试基地20个、平台15个。",
        "收到提案486件，立案412件。集体提案137件，联名提案265件。",
        "消费品零售总额803.4亿元。城镇消费较旺，乡村消费平稳。",
        # nothing announces them, and small figures meet by chance
        "受理案件42件。民事12件，刑事30件。",
        # averages are announced, and their parts are averages
        "储蓄存款5.77亿元。人均收入29,310元；按常住地分，城镇居民38,912元、农村居民18,797元。",
        "消费品零售总额803.4亿元。\n出口额747.1亿元，进口额96.3亿元。",
    ],
    "column": [
        # two figures of one name: a whole has more than one part
        "在校学生53641人，教职工7629人。市区有学校30所，教职工5278人。",
        # a name that other sentences tell of other things by
        "公路完成投资6.87亿元。场馆投资3.4亿元。学校投资3.47亿元。",
    ],
    "changes": [
        # the parts add up, their changes do not
        "一般收入8,640万元，增收1,230万元，其中税收6,320万元，增收860万元，非税收入2,320万元，增收470万元。",
        "一般收入8,640万元，其中税收6,320万元，增收860万元，非税收入2,320万元，增收370万元。",
    ],
}
UNSAID = [pytest.param(form, text, id=f"{form}-{n}") for form, texts in SILENT.items() for n, text in enumerate(texts)]


@pytest.mark.parametrize(("form", "text", "lists"), HELD)
def test_a_list_is_found(form: str, text: str, lists: str) -> None:
    assert of_form(text, form) == lists.split(" | ")


@pytest.mark.parametrize(("form", "text"), UNSAID)
def test_no_list_of_this_form_is_found(form: str, text: str) -> None:
    assert of_form(text, form) == []


def test_forms_of_the_table_have_silent_counterparts() -> None:
    assert HOLDS.keys() == SILENT.keys()
    assert all(len(SILENT[form]) >= 2 for form in HOLDS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年立案126件，其中食品类43件、药品类28件。", "~among: 43件 + 28件 = 126件"),
        ("引进项目36个，其中农业12个、旅游9个等。", "~among: 12个 + 9个 = 36个"),
        ("政务服务事项286项，其中网上办271项、掌上办96项、自助办188项。", "~among: 271项 + 96项 + 188项 = 286项"),
    ],
)
def test_a_list_that_nothing_calls_whole_is_open(text: str, expected: str) -> None:
    assert [shown(group) for group in found(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("抽检样品420批次，分别为：乳制品120批次、粮油180批次、肉类120批次。", "listed"),
        ("抽检样品420批次，其中乳制品120批次、粮油180批次、其他120批次。", "rest"),
        ("建成场所86处（广场42处、书屋31处、健身点13处）。", "bracket"),
        ("在册职工362人，其中男职工214人、女职工148人。", "division"),
    ],
)
def test_the_cue_names_what_calls_a_list_whole(text: str, cue: str) -> None:
    (group,) = found(text)
    assert (group.complete, group.cue) == (True, cue)


def test_a_wrapped_list_is_one_list() -> None:
    text = (
        "今年以来，全局上下坚持把群众来信来访作为了解社情民意的重要窗口，\n"
        "畅通各类渠道，落实首问负责和限时办结，全年受理来信48件、网上信访\n"
        "62件，共计110件，较好地回应了群众关切，群众对办理结果的评价总体上\n"
        "是满意的，没有发生因办理不当引起的重复投诉。\n"
    )
    assert [shown(group) for group in found(text)] == ["total: 48件 + 62件 = 110件"]


def test_lists_stand_in_the_order_of_the_text() -> None:
    text = "调解纠纷58件、投诉36件，共计94件。收到申请86件，办结79件，未办结7件。支出86万元，其中甲52万元，乙34万元。"
    lists = found(text)
    assert [group.form for group in lists] == ["total", "rest", "among"]
    assert [group.parts[0].start for group in lists] == sorted(group.parts[0].start for group in lists)


def test_no_two_lists_over_the_same_figures() -> None:
    # 其中 and the figures alone both lead to this list
    lists = found("收到群众诉求348件，其中现场解决162件，跟进解决186件。")
    sets = [frozenset(claim.id for claim in (*group.parts, group.whole) if claim) for group in lists]
    assert len(sets) == len(set(sets)) == 1


def test_a_text_without_figures_holds_no_list() -> None:
    assert found("本年工作平稳推进。") == ()


# ── when figures meet ──


@pytest.mark.parametrize(
    ("text", "meets"),
    [
        ("支出86万元，甲52万元，乙34万元。", True),
        ("支出10.0亿元，甲3.3亿元，乙3.3亿元，丙3.3亿元。", True),  # each is rounded
        ("支出98.60万元，甲52.10万元，乙46.40万元。", False),
        ("支出86万元，甲52万元，乙340000元。", True),
        ("支出86万元，甲52万元。", False),  # one part is no list
    ],
)
def test_adds_up(text: str, meets: bool) -> None:
    whole, *parts = figures(text)
    assert adds_up(parts, whole) is meets


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("处罚42件，罚款58件。", True),
        ("处罚42件，罚款42件。", False),
        ("处罚42件，罚款28件、警告20件。", True),
        ("处罚42件，罚款约42件。", False),
    ],
)
def test_exceeds(text: str, more: bool) -> None:
    whole, *parts = figures(text)
    assert exceeds(parts, whole) is more


@pytest.mark.parametrize(
    ("text", "slipped"),
    [
        ("支出1794.56万元，甲1162.42万元，乙632.14万元。", False),  # meets as it is
        ("支出1846.27万元，甲1162.42万元，乙633.85万元。", True),  # 1796.27: one digit
        ("支出1796.27万元，甲1162.42万元，乙638.35万元。", False),  # exchanged across the point
        ("支出1796.27万元，甲1162.42万元，乙633.58万元。", True),  # 633.85: two neighbours exchanged
        ("支出1796.27万元，甲1162.42万元，乙6333.85万元。", True),  # a digit doubled
        ("支出1796.27万元，甲1162.42万元，乙63.85万元。", True),  # a digit lost
        ("支出约1846万元，甲1162.42万元，乙633.85万元。", False),  # no digit to slip
        ("收购1796.27万吨，甲1162.42万吨，乙633.85吨。", True),  # 万 lost
        ("处罚7件，罚款3件、警告5件。", False),  # small figures: chance
    ],
)
def test_one_slip_off(text: str, slipped: bool) -> None:
    whole, *parts = figures(text)
    assert one_slip_off(parts, whole) is slipped


def test_lists_found_by_trying_many_wholes_need_more_digits() -> None:
    whole, *parts = figures("受理126件，甲58件、乙69件。")
    assert one_slip_off(parts, whole) is one_slip_off(parts, whole, limit=CHANCE_OF_MANY) is False
    whole, *parts = figures("支出1846.27万元，甲1162.42万元，乙633.85万元。")
    assert one_slip_off(parts, whole, limit=CHANCE_OF_MANY)


def test_a_slip_makes_a_list_of_an_open_one() -> None:
    text = "支出1846.27万元，其中：甲项1162.42万元，乙项633.85万元。"
    (group,) = found(text)
    assert (group.complete, group.cue) == (True, "slip")
