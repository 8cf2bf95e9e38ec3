"""The command's arguments, in Chinese or English."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NoReturn

from govreport_nlp import __version__
from govreport_nlp.cli import streams
from govreport_nlp.output import columns
from govreport_nlp.output.labels import Lang, pick

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

_EPILOG = (
    "退出状态：0 没有错误或警告；1 有；2 用法或设置不对，或有输入未能核对（其余照常核对）；70 程序内部错误；"
    "74 结果无法写出；130 被中断；141 管道另一端已关闭。已接受的、基线中已知的不计；无法判定的只在 --strict 下计入。",
    "Exit status: 0 no error or warning; 1 there is one; 2 wrong usage or settings, or an input could not be audited (the others still "
    "are); 70 internal error; 74 the result could not be written; 130 interrupted; 141 the reader of the pipe has gone. What is accepted "
    "or known to the baseline does not count; what is undecided counts only with --strict.",
)
_COMPLAINTS = (  # argparse's own words, which it has in English only
    (re.compile(r"the following arguments are required: (.*)"), r"缺少参数：\1"),
    (re.compile(r"unrecognized arguments: (.*)"), r"不认识的参数：\1"),
    (re.compile(r"argument (.*): invalid choice: (.*) \(choose from (.*)\)"), r"参数 \1 不能是 \2，可选：\3"),
    (re.compile(r"argument (.*): expected one argument"), r"参数 \1 后面缺少取值"),
    (re.compile(r"argument (.*): invalid (?:_positive|_seconds) value: (.*)"), r"参数 \1 应为正数，却写了 \2"),
    (re.compile(r"argument (.*): ignored explicit argument (.*)"), r"参数 \1 不带取值，却写了 \2"),
)

_LONGEST = 86_400.0  # seconds; more than a timer of the system takes is no limit


class _Help(argparse.HelpFormatter):
    """Help whose lines break where Chinese may break."""

    def _split_lines(self, text: str, width: int) -> list[str]:
        return columns.wrapped(text, width).split("\n")

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return columns.wrapped(text, width, indent)


class _ChineseHelp(_Help):
    def add_usage(self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[Any], prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks one of the two languages."""

    def __init__(self, *, lang: Lang = "zh", **settings: Any) -> None:
        formatter = _ChineseHelp if lang == "zh" else _Help
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=formatter, **settings)
        self.lang = lang
        self.inputs = self.add_argument_group(pick(lang, "输入", "input"))
        self.switches = self.add_argument_group(pick(lang, "选项", "options"))
        self.switches.add_argument("-h", "--help", action="help", help=pick(lang, "显示本说明", "show this help"))

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        """Help and version are results like any other: not written is not done."""
        if file is sys.stdout:
            streams.emit(message.removesuffix("\n"))
        else:
            super()._print_message(message, file)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments, and end with status 2."""
        if self.lang == "zh":
            for pattern, words in _COMPLAINTS:
                message = pattern.sub(words, message)
        hint = pick(self.lang, f"（用法见 {self.prog} --help）", f" (see {self.prog} --help)")
        self.exit(2, f"{self.prog}: {message}{hint}\n")


def language(arguments: Sequence[str]) -> Lang:
    """The language that the arguments ask for: needed before they are parsed, for the parser's own words."""
    asked = ["zh"]
    for before, argument in pairwise(("", *arguments)):
        if before == "--lang" or argument.startswith("--lang="):
            asked.append(argument.removeprefix("--lang="))
    return "en" if asked[-1] == "en" else "zh"


def parser(lang: Lang) -> Parser:
    """The parser of the whole command."""
    top = Parser(
        lang=lang,
        prog="govreport",
        description=pick(lang, "读中文政府工作报告，核对其中的数字。", "Reads Chinese government reports and checks their numbers."),
        epilog=pick(lang, *_EPILOG),
    )
    shown = pick(lang, "显示版本", "show the version")
    top.switches.add_argument("--version", action="version", version=f"govreport {__version__}", help=shown)
    _look(top, lang, None, "auto")
    commands = top.add_subparsers(title=pick(lang, "命令", "commands"), metavar="COMMAND", dest="command", parser_class=Parser)
    for add in (_audit, _accept, _outline, _extract, _coverage, _compare, _explain):
        add(commands, lang)
    return top


Commands = Any  # argparse names the type of add_subparsers only in private


def _command(commands: Commands, lang: Lang, name: str, zh: str, en: str) -> Parser:
    made: Parser = commands.add_parser(name, lang=lang, help=pick(lang, zh, en), description=pick(lang, zh, en))
    _look(made, lang, argparse.SUPPRESS, argparse.SUPPRESS)  # what was said before the command's name stands
    return made


def _look(command: Parser, lang: Lang, language: str | None, colour: str) -> None:
    """The two switches that may stand before and behind the command's name, with their defaults."""
    add = command.switches.add_argument
    add("--lang", choices=("zh", "en"), default=language, help=pick(lang, "语言，默认中文", "language, Chinese by default"))
    shown = pick(lang, "是否着色，默认看终端", "colour, by default only on a terminal")
    add("--color", choices=("auto", "always", "never"), default=colour, help=shown)


def _choice(command: Parser, name: str, choices: tuple[str, ...], help_text: str) -> None:
    """A switch with one of several values; the first is the default."""
    command.switches.add_argument(name, choices=choices, default=choices[0], help=help_text)


def _audit(commands: Commands, lang: Lang) -> None:
    command = _command(commands, lang, "audit", "核对报告中的数字", "check the numbers of reports")
    command.epilog = pick(lang, *_EPILOG)
    _paths(command)
    add = command.switches.add_argument
    _choice(command, "--format", ("text", "jsonl", "sarif"), pick(lang, "输出形式，默认 text", "form of the output, text by default"))
    add("--all", action="store_true", help=pick(lang, "也显示一致的和无法判定的", "also show what is consistent and what is undecided"))
    add("--preview", action=argparse.BooleanOptionalAction, help=pick(lang, "也用试行规则", "also use the rules in preview"))
    add("--select", metavar="CODES", help=pick(lang, "只用这些规则，如 ARI001,PCT", "use only these rules, such as ARI001,PCT"))
    add("--ignore", metavar="CODES", help=pick(lang, "不用这些规则", "leave these rules out"))
    add(
        "--strict",
        action=argparse.BooleanOptionalAction,
        help=pick(lang, "无法判定的也计入退出状态", "what is undecided counts for the exit status too"),
    )
    add("--accepted", metavar="FILE", help=pick(lang, "已接受问题的清单", "the list of accepted findings"))
    add("--baseline", metavar="FILE", help=pick(lang, "基线：其中的问题标为已知", "a baseline: what it lists is marked as known"))
    add(
        "--write-baseline",
        metavar="FILE",
        help=pick(lang, "把现有问题写成基线，退出状态 0", "write what is found as a baseline, with exit status 0"),
    )
    add("--config", metavar="FILE", help=pick(lang, "用这个设置文件，不找别的", "use this settings file, look for no other"))
    add("--isolated", action="store_true", help=pick(lang, "不用任何设置文件", "use no settings file"))
    add(
        "--ner",
        action="store_true",
        help=pick(lang, "jsonl 中也给出机构和地名（较慢）", "also give organisations and places in jsonl (slower)"),
    )
    add(
        "--annotate",
        metavar="COPY.docx",
        help=pick(lang, "把问题作为批注写入 Word 副本，原文件不动", "write a copy of the Word file with the findings as comments"),
    )
    _batch(command)


def _batch(command: Parser) -> None:
    """The options for many files; none has a default here, so that those without --out can be told."""
    lang = command.lang
    group = command.add_argument_group(pick(lang, "成批核对", "many files"))
    add = group.add_argument
    add(
        "--out",
        metavar="FOLDER",
        help=pick(lang, "结果写入该文件夹；中断后重跑会接着做", "write into this folder; run again after an end, it goes on"),
    )
    add(
        "--jobs",
        type=_positive,
        metavar="N",
        help=pick(lang, "同时核对几份，默认按处理器个数", "how many at once, by default one a processor"),
    )
    add("--timeout", type=_seconds, metavar="S", help=pick(lang, "每份最多几秒，默认 60", "seconds for one document, 60 by default"))
    add(
        "--memory", type=_positive, metavar="MB", help=pick(lang, "每份最多多少内存，默认 1024", "memory for one document, 1024 by default")
    )
    add(
        "--cluster",
        metavar="ADDRESS",
        help=pick(lang, "由该 Dask 集群核对，如 tcp://10.0.0.1:8786", "let this Dask cluster do it, such as tcp://10.0.0.1:8786"),
    )


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def _seconds(text: str) -> float:
    number = float(text)
    if not 0 < number <= _LONGEST:
        raise ValueError
    return number


def _accept(commands: Commands, lang: Lang) -> None:
    zh, en = "接受一个问题，写明理由；不写 --fingerprint 则列出", "accept a finding, with a reason; without --fingerprint, list them"
    command = _command(commands, lang, "accept", zh, en)
    _path(command)
    add = command.switches.add_argument
    add("--fingerprint", metavar="F", help=pick(lang, "问题的指纹，开头几位即可", "the finding's fingerprint, or its beginning"))
    add("--reason", metavar="TEXT", help=pick(lang, "为什么可以接受", "why it may stand"))
    add("--accepted", metavar="FILE", help=pick(lang, "写入这个清单", "write it to this list"))
    add("--config", metavar="FILE", help=pick(lang, "用这个设置文件，不找别的", "use this settings file, look for no other"))


def _outline(commands: Commands, lang: Lang) -> None:
    _path(_command(commands, lang, "outline", "列出报告的章节", "list the sections of a report"))


def _extract(commands: Commands, lang: Lang) -> None:
    command = _command(commands, lang, "extract", "列出报告中的数字", "list the figures of a report")
    _path(command)
    _choice(command, "--format", ("text", "jsonl", "csv"), pick(lang, "输出形式，默认 text", "form of the output, text by default"))


def _coverage(commands: Commands, lang: Lang) -> None:
    _paths(_command(commands, lang, "coverage", "统计读出了多少数字", "count how many numbers were read"))


def _compare(commands: Commands, lang: Lang) -> None:
    command = _command(commands, lang, "compare", "把多份报告对成一张表", "put many reports into one table")
    command.inputs.add_argument("folder", metavar="FOLDER", help=pick(lang, "报告文件夹", "a folder of reports"))
    add = command.switches.add_argument
    shown = pick(lang, "文件名的模板，如 {county}_{bureau}_{year}", "template of the file names, such as {county}_{bureau}_{year}")
    add("--pattern", metavar="TEMPLATE", help=shown)
    add(
        "--table",
        metavar="CSV",
        help=pick(lang, "写明每个文件的地区、部门、年度的表", "a table that says of each file its county, bureau, year"),
    )
    add(
        "--indicator",
        metavar="NAME",
        action="append",
        help=pick(lang, "指标，可写多次；不写则全部", "an indicator; may be repeated; all by default"),
    )
    add("--measure", default="level", metavar="M", help=pick(lang, "level、growth、change、target 等", "level, growth, change, target …"))
    add("--index", default="county", metavar="FIELD", help=pick(lang, "行，默认 county", "rows, county by default"))
    add("--columns", default="year", metavar="FIELD", help=pick(lang, "列，默认 year", "columns, year by default"))
    add("--names", metavar="CSV", help=pick(lang, "名称对照表（name,indicator）", "which names mean which indicator (name,indicator)"))
    add("--out", metavar="FOLDER", help=pick(lang, "把表和网页写到这里", "write tables and a page there"))
    shown = pick(lang, "同时读几份，默认按处理器个数", "how many are read at once, by default one a processor")
    add("--jobs", type=_positive, metavar="N", help=shown)


def _explain(commands: Commands, lang: Lang) -> None:
    command = _command(commands, lang, "explain", "说明一条规则；不写代码则列出全部", "explain a rule; without a code, list them all")
    command.inputs.add_argument("code", metavar="CODE", nargs="?", help=pick(lang, "规则代码，如 ARI001", "a rule's code, such as ARI001"))


def _paths(command: Parser) -> None:
    command.inputs.add_argument(
        "paths",
        metavar="PATH",
        nargs="+",
        help=pick(command.lang, "报告文件或文件夹；- 表示标准输入", "report files or folders; - is standard input"),
    )


def _path(command: Parser) -> None:
    what = pick(command.lang, "报告文件；- 表示标准输入", "a report file; - is standard input")
    command.inputs.add_argument("path", metavar="FILE", help=what)
