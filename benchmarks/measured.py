"""What every rule does on a folder of real reports: the `Measured` section of its page.

    python benchmarks/measured.py FOLDER [--read FILE] [--write FILE]

All rules, those in preview too, go over every report of FOLDER. `--read` (benchmarks/alarms_read.toml) holds what people said of alarms:
one table each, with the rule, the fingerprint, the first hex digits of the file's SHA-256 and a verdict, true, false or arguable; no words of the
reports. Alarms that nobody has read are printed with their sentence, verdicts that fit no alarm any more too. `--write`
(govreport_nlp/rules/measured.toml) is what `govreport explain` shows. The status is 1 where an alarm is unread.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from govreport_nlp import __version__
from govreport_nlp.models import Finding, Verdict
from govreport_nlp.output import terminal
from govreport_nlp.reading.files import collect
from govreport_nlp.reading.opening import read_file
from govreport_nlp.report import Report
from govreport_nlp.rules import RULES

HERE = Path(__file__).resolve().parent
READ = HERE / "alarms_read.toml"
MEASURED = HERE.parent / "govreport_nlp" / "rules" / "measured.toml"
VERDICTS = ("true", "false", "arguable")
HEAD = "# Written by benchmarks/measured.py, not by hand: what each rule did on a folder of real reports\n"
DIGITS = 12  # of a file's SHA-256: enough to tell reports apart

Key = tuple[str, str, str]  # rule, fingerprint, report


@dataclass(slots=True)
class Counts:
    """What one rule did."""

    reports: int = 0
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)

    def fields(self) -> dict[str, int]:
        """The counts under the names of the output."""
        return {
            "reports": self.reports,
            "relations": self.verdicts.total(),
            "consistent": self.verdicts[Verdict.CONSISTENT],
            "undecided": self.verdicts[Verdict.UNDECIDED],
            "alarms": self.verdicts[Verdict.INCONSISTENT],
            **{verdict: self.read[verdict] for verdict in VERDICTS},
        }


@dataclass(slots=True)
class Measurement:
    """All rules over all reports; `unread` are alarms without a verdict, as they are shown to a person."""

    reports: int = 0
    rules: dict[str, Counts] = field(default_factory=lambda: {rule.code: Counts() for rule in RULES})
    unread: list[str] = field(default_factory=list)
    used: set[Key] = field(default_factory=set)


def key(report: Report, finding: Finding) -> Key:
    return finding.rule, finding.fingerprint, report.source.sha256[:DIGITS]


def verdicts(path: Path) -> dict[Key, str]:
    """What people said of alarms. Raises SystemExit where a table has no rule, fingerprint, report or known verdict."""
    out = {}
    for number, entry in enumerate(tomllib.loads(path.read_text("utf-8")).get("alarm", []), 1):
        if set(entry) != {"rule", "fingerprint", "report", "verdict"} or entry["verdict"] not in VERDICTS:
            raise SystemExit(f"{path}: alarm {number}: needs rule, fingerprint, report and verdict ({', '.join(VERDICTS)})")
        out[entry["rule"], entry["fingerprint"], entry["report"]] = entry["verdict"]
    return out


def measure(paths: Sequence[str], said: Mapping[Key, str]) -> Measurement:
    """Audit every report with every rule and count. Raises ReadError for a file that cannot be read."""
    total = Measurement()
    for found in collect(paths):
        if found.error is not None:
            raise found.error
        report = Report(read_file(found.path), rules=RULES)
        total.reports += 1
        for code in {finding.rule for finding in report.findings}:
            total.rules[code].reports += 1
        for finding in report.findings:
            counts = total.rules[finding.rule]
            counts.verdicts[finding.verdict] += 1
            if finding.verdict is not Verdict.INCONSISTENT:
                continue
            if key(report, finding) in said:
                counts.read[said[key(report, finding)]] += 1
                total.used.add(key(report, finding))
            else:
                total.unread.append(shown(report, finding))
    return total


def shown(report: Report, finding: Finding) -> str:
    """The alarm with its sentence, and the table to fill in."""
    names = zip(("rule", "fingerprint", "report"), key(report, finding), strict=True)
    entry = "\n".join(f'{name} = "{value}"' for name, value in names)
    return f'{terminal.file_block(report.extraction, [finding], terminal.Look("en"))}\n[[alarm]]\n{entry}\nverdict = ""\n'


def written(total: Measurement) -> str:
    """The measurement as TOML."""
    head = f'{HEAD}version = "{__version__}"\nreports = {total.reports}\n'
    tables = [f"\n[rules.{code}]\n" + "".join(f"{n} = {v}\n" for n, v in c.fields().items()) for code, c in sorted(total.rules.items())]
    return head + "".join(tables)


def table(total: Measurement) -> str:
    """One line a rule, and the sum of all."""
    columns = list(Counts().fields())
    rows = {code: counts.fields() for code, counts in sorted(total.rules.items())}
    rows["all"] = {name: sum(row[name] for row in rows.values()) for name in columns} | {"reports": total.reports}
    lines = [" " * 8 + "".join(f"{name:>11}" for name in columns)]
    return "\n".join(lines + [f"{code:<8}" + "".join(f"{row[name]:>11}" for name in columns) for code, row in rows.items()])


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="+")
    parser.add_argument("--read", type=Path, default=READ)
    parser.add_argument("--write", type=Path, default=MEASURED)
    options = parser.parse_args(argv)
    said = verdicts(options.read)
    total = measure(options.folder, said)
    options.write.write_text(written(total), "utf-8")
    print(table(total))
    for alarm in total.unread:
        print(f"\nunread: {alarm}")
    for rule, fingerprint, report in sorted(said.keys() - total.used):
        print(f"{options.read.name}: {rule} {fingerprint} in {report} is no alarm any more")
    return 1 if total.unread else 0


if __name__ == "__main__":
    sys.exit(main())
