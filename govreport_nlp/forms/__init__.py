"""The forms in which reports write a quantity, each a named pattern and a function that reads it.

At each place the first form that fits wins: ratios before percentages, ranges before single figures. All patterns run on the shadow of
the text (numerals.shadow), in which refused mentions are covered; readers get the match and return one quantity, or several, or none where
the reading makes no sense.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import regex

from govreport_nlp.forms import readers, words
from govreport_nlp.forms.pieces import compiled, last_characters
from govreport_nlp.models import Quantity

Reader = Callable[["regex.Match[str]", str], tuple[Quantity, ...]]

RATIO = r"(?P<pre><PRE>)?(?<![\d.:：∶])(?P<term>\d+(?:\.\d+)?)(?:\s?[:：∶比]\s?(?P<term>\d+(?:\.\d+)?)){1,4}(?![\d:：∶])"

PER_CENT_WORDS = (
    r"(?P<pre><PRE>)?(?P<neg>负的?)?(?:(?P<base>百)分百|(?P<base>[百千万])分之(?P<neg>负)?(?P<num><NUM>)(?P<in1>[多余])?)(?P<suf><SUF>)?"
)

FRACTION = r"""
    (?P<pre><PRE>)?
    (?: (?<![零一二三四五六七八九十百千万亿])(?P<below>[二三四五六七八九]?十?[二三四五六七八九十])分之(?P<above>[一二三四五六七八九]?十?[一二三四五六七八九十])
      | (?<![\d./])(?P<above>\d{1,2})/(?P<below>\d{1,3})(?![\d./年月万]) )
    (?P<suf><SUF>)?
"""

# 仅用半年多, 一年半, 两个半月; 上半年 is a date, 半天 in 大半天 vague
HALVES = r"""
    (?<![上下前后大多每零一二三四五六七八九十百千万\d])半(?P<ge>个)?(?P<unit>年|月|天|小时)(?P<more>多)?(?![报度月会历])
  | (?<!\d)(?P<n>[一二两三四五六七八九十]|\d{1,2})(?P<ge>个)?半(?P<unit>年|月|天|小时)(?P<more>多)?
  | (?<!\d)(?P<n>[一二两三四五六七八九十]|\d{1,2})(?P<unit>年|天|小时)半(?![数导径])
"""

HALF = r"""
    (?P<over>超过?|(?<![通经])过)一?半(?:数)?(?![年天日月路边径])
  | (?P<near>近|将近|接近)(?:一)?半(?:数)?(?![年天日月小])
  | (?<!另外?|事倍功|任务过|超过|过|近)一半(?P<above>以上)?
  | 半数(?P<above>以上)?
"""

# 翻一番, 翻了两番以上
DOUBLING = r"(?P<near>近|将近|接近)?翻了?(?P<n>[一二两三四五]|\d(?:\.\d+)?)?番(?P<over>以上|多)?"

# 七成半
TENTHS_AND_A_HALF = r"(?:(?P<near>近|将近|接近)|(?P<over>超过?))?(?P<n>[一二两三四五六七八九])成半"

# 两位数增长
DIGITS_WIDE = r"(?P<n>两|二|双|个)位数(?=[增以的增左])"

# 第3位, 第四次; 排名53位、提升3位; 居全国第一; 列榜首; 居前十, 前3名
RANK = r"""
    第\s?(?P<n>\d+|[一二三四五六七八九十百]+)(?P<unit>[位名个次大])(?![月年日])
  | (?<=排名|排在|列|提升|上升|前进|前移|下降|后退|提高|进步|跃升|跃居|退后)(?P<n>\d+)\s?(?P<unit>位)
  | (?:(?<=[居列位排国省市县区名球]|(?<!安)全)|(?<=[居列位排][^，,。；、\d]{1,8}))第\s?(?P<n>\d+|[一二三四五六七八九十]+)
    (?![届次条批期轮章节款号年中产个])
  | (?<=[居列位排为进获省国市区县])(?P<first>首位|榜首|第一位)
  | (?<=[居列位入进排国省市区球])前(?P<top>\d+|[一二三四五六七八九十]+)(?:位|名|强)?(?![年月天期个])
  | (?<!提|之|以)前(?P<top>\d{1,3}|[三五]|[二三五]?十)(?:名|强|位)(?![单置于])
"""

# 几十家, 数百万元, 三四十人, 七八百人, 三、四个月
VAGUE = r"""
    (?P<pre><PRE>)?(?<![\d.第零一二三四五六七八九十百千万亿、])
    (?P<word> [一二三四五六七八九]?十几 | [几数][十百千] | [几数](?=[万亿]) | [一二三四五六七八][二三四五六七八九][十百千]
      | (?:二三|两三|三四|三五|四五|五六|六七|七八|八九|一两)(?=[万亿]|<UNIT>)(?![级类期批])
      | (?:两、三|三、四|四、五|五、六|六、七|七、八|八、九)(?=<UNIT>) )
    (?![零一二三四五六七八九十])
    (?P<mult><MULT>)?(?P<in1>[余多])?\s?(?P<unit><UNIT>)?(?P<suf><SUF>)?
"""

RANGE = r"""
    <BEGIN>(?P<pre><PRE>)?(?<![\d.A-Za-z第-])
    (?P<num>(?><NUM>))\s?(?P<mult1><MULT>)?\s?(?P<unit1><UNIT>)?(?:[（(]含[）)])?
    \s?(?P<dash>——|[-—–~～－至]|到(?=[\d零一二三四五六七八九十百千万亿两]))\s?
    (?P<num2><NUM>)\s?(?P<mult><MULT>)?\s?(?P<unit><UNIT>)(?P<suf><SUF>)?
"""

LIMITS = r"(?<![\d.第])(?P<num><NUM>)(?P<mult1><MULT>)?(?P<unit><UNIT>)以上(?P<num2><NUM>)(?P<mult><MULT>)?(?P=unit)以下"

COMPOUND = r"""
    (?<![\d.第])(?P<num>\d++|<CJK>)\s?(?P<unit>元|块|圆)(?P<num>\d{1,2}|[一二三四五六七八九])(?P<unit>角)(?:(?P<num>\d{1,2}|[一二三四五六七八九])(?P<unit>分))?(?![之别])
  | (?<![\d.第])(?P<num>\d{1,3}|[一二两三四五六七八九十]{1,3})\s?(?P<unit>个?小时)\s?(?P<num>\d{1,2}|[一二三四五六七八九十]+)\s?(?P<unit>分钟?)(?:(?P<num>\d{1,2})(?P<unit>秒钟?))?
  | (?<![\d.第])(?P<num>\d{1,3}|[一二两三四五六七八九十]{1,3})\s?(?P<unit>分钟?)\s?(?P<num>\d{1,2}|[一二三四五六七八九十]+)\s?(?P<unit>秒钟?)
"""

MIXED = r"""
    (?<![\d.])(?<!\d,)(?P<a>\d{1,4}(?:\.\d+)?)\s?(?P<m1>[万亿])零?(?P<b>\d{1,4}|[一二三四五六七八九](?=[千百]))\s?(?:(?P<m2>千万|百万|万|千(?![克米瓦])|百)(?P<in2>[余多])?(?P<up>万(?<=[余多]万))?|(?<=\d{3}))\s?(?P<unit><UNIT>)?(?![\d.])(?<!岁)
"""

# 个多月: the 多 stands inside of the unit. 多功能, 多家庭: 多 belongs to what follows, but behind measures and times (3年多, 5公里多);
# 比上年的1,046.8万元多82.6万元 tells of a difference
PLAIN = r"""
    <BEGIN>(?P<pre><PRE>)?\s?
    (?P<neg>[-−–](?<![\d万元%亿份月日年))）\x01A-Za-z].)(?=\d)|负(?:(?<=[为是达到至从由速率幅额比约\P{Han}].)|(?<=^.))\s?|零下)?\s?
    (?:(?<![A-Za-z\d.第])|(?<=(?<![A-Za-z])[A-Z]{3}))(?<!第\s)(?P<num><NUM>)\s?
    (?P<in1>[余多](?=<MULT>|[\s，,。、；])|(?:[余多]|来(?![自源访信电]))(?=<UNIT>))?\s?
    (?P<mult><MULT>)?
    (?P<in2>[余多](?=\S))?(?P<up>[万亿](?<=[余多].))?\s?
    (?P<unit><UNIT>)?
    (?P<in3>余(?![额粮热])|(?<=[年月天时倍元吨里米亩顷斤成])多(?![样元种形渠部方功层边媒点式维彩项数]|\s?\d|(?<=元多)[一-龥]{1,3}\d))?
    (?P<suf><SUF>)?
"""

# 死亡率10.5/10万
PER_MANY = r"(?<![A-Za-z\d.])(?P<num>\d+(?:\.\d+)?)/(?P<many>10万|十万|百万|万|千)(?!<UNIT>)"

INSIDE_UNIT = r"(?P<pre><PRE>)?(?<![A-Za-z\d.第])(?P<num><NUM>)个多(?P<unit>月|小时|工作日|星期|季度)"

BARE_MULTIPLIER = r"""
    (?P<pre><PRE>)?(?<![零一二三四五六七八九十百千万亿\d])(?P<mult>万亿|千亿|百亿|千万|百万|亿|万|千|百)(?P<in2>[余多])?(?P<unit>(?![县镇乡村市区国省园])<UNIT>)?(?P<suf><SUF>)?
"""

# only for find_numbers: numerals that count nothing, of two and more characters, apart from other words, or ordinal
BARE = r"""
    (?P<neg>负的?)?(?P<num>(?<![零一二三四五六七八九十百千万亿两廿点])(?:[零一二三四五六七八九十百千万亿两廿]{2,}+(?:点[零一二三四五六七八九]++)?|[零一二三四五六七八九]点[零一二三四五六七八九]++))(?P<mult><MULT>)?
  | (?:(?P<neg>负的?)|(?<=是|\P{Han})|^)(?P<num>[零一二三四五六七八九十百千万亿两廿])(?P<mult>(?!))?(?=\P{Han}|[的半]|<UNIT>|$)
  | (?<=第)(?P<num>\d++|[零一二三四五六七八九十百千万亿两廿]++)
"""


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a quantity; `anchor` is what each match of the pattern, made of `pieces`, holds (guard.py)."""

    name: str
    written: str
    read: Reader
    anchor: re.Pattern[str] | None = None

    def pattern(self) -> regex.Pattern[str]:
        """The pattern, compiled when it is first asked for."""
        return compiled(self.written)


_HAN = "零一二三四五六七八九十百千万亿两"
_DIGIT = f"[\\d{_HAN}廿]"


@cache
def forms() -> tuple[Form, ...]:
    """Every form, the most particular first."""
    return (
        _form("ratio", RATIO, readers.ratio, r"[:：∶比]\s?\d"),
        _form("per cent words", PER_CENT_WORDS, readers.per_cent_words, "分之|百分百"),
        _form("fraction", FRACTION, readers.fraction, r"分之|/\d"),
        _form("doubling", DOUBLING, words.doubling, "番"),
        _form("halves", HALVES, words.halves, "半"),
        _form("half", HALF, words.half, "半"),
        _form("tenths and a half", TENTHS_AND_A_HALF, words.scores_and_a_half, "成半"),
        _form("digits wide", DIGITS_WIDE, words.digits_wide, "位数"),
        _form("rank", RANK, words.rank, rf"[第前位首](?:(?<=[第前])\s?{_DIGIT}|(?<=\d位)|(?<=\d\s位)|(?<=首位)|(?<=榜首))"),
        _form("per many", PER_MANY, words.per_many, "/[1十百万千]"),
        _form("limits", LIMITS, words.limits, f"以上{_DIGIT}"),
        _form("compound", COMPOUND, words.compound, rf"角|小时\s?{_DIGIT}|分钟?\s?{_DIGIT}"),
        _form("mixed", MIXED, words.mixed, r"[万亿]零?[\d一二三四五六七八九]"),
        _form(
            "vague",
            VAGUE,
            readers.vague,
            "[几数十一二三四五六七八两](?:(?<=[几数])[十百千万亿]|(?<=十)几|(?<=[一二三四五六七八两])、?[二三四五六七八九])",
        ),
        _form("range", RANGE, readers.spread, rf"[\d{''.join(sorted(last_characters()))}]\s{{0,3}}(?:——|[-—–~～－至到])\s?{_DIGIT}"),
        _form("inside the unit", INSIDE_UNIT, words.inside_unit, "个多"),
        _form("plain", PLAIN, readers.plain, _DIGIT),
        _form("bare multiplier", BARE_MULTIPLIER, readers.bare_multiplier, r"[百千万亿](?<![\d零一二三四五六七八九十百千万亿].)"),
    )


def _form(name: str, pattern: str, read: Reader, anchor: str) -> Form:
    return Form(name, pattern, read, re.compile(anchor))


@cache
def bare_forms() -> tuple[Form, ...]:
    """Chinese numerals without a unit, and halves of things (半斤): read where every number of a text is asked for."""
    return Form("bare", BARE, readers.bare), Form("half of", r"(?<!\p{Han})半(?P<unit><UNIT>)", words.half_of)
