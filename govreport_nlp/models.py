"""The values that travel down the line, from file to finding.

All are frozen and hold no behaviour that parses. Offsets are 0-based code points into `Document.text`, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from govreport_nlp.interval import Interval

Kind = Literal["count", "amount", "measure", "rate", "change_points", "duration", "rank", "other"]
Role = Literal["level", "change_up", "change_down", "target", "threshold"]
Family = Literal[
    "sum", "subset", "product", "share", "shares_total", "change", "growth", "same", "range_order",
    "bound", "respective", "structure", "date", "unit", "wording",
]  # fmt: skip
EntityLabel = Literal["ORG", "GPE", "LAW", "PERIOD", "INDICATOR"]
Severity = Literal["error", "warning", "notice", "style"]


class Verdict(StrEnum):
    """What the judge says of a relation."""

    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the text: `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase with its place: `text` is `document.text[start:end]`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entity:
    """A named thing: an organisation, a place (GPE), a law, a period or what is measured; `text` is `document.text[start:end]`."""

    text: str
    start: int
    end: int
    label: EntityLabel


@dataclass(frozen=True, slots=True)
class Locator:
    """Where in its file a stretch of the text stands, counted from 1; None where the format has no such thing.

    Paragraphs are those outside of tables, empty ones not counted. `made` is the number of characters at the beginning of the stretch that
    no one typed: Word's automatic numbering.
    """

    start: int
    end: int
    page: int | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    made: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: `text[start:end]`; its first row and column counted from 1, and how many of each it covers."""

    start: int
    end: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the file: in the text a row is a line, its cells are parted by tabs."""

    start: int
    end: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was read: the one canonical text that every offset refers to.

    `format` names the reader ("txt", "docx", "pdf", "html" …). `locators`, in the order of the text, lead back into the file; plain text
    has none, its lines are its own. `told` is what the file says of itself outside of its text (the meta elements of a web page).
    """

    path: str
    text: str
    sha256: str
    encoding: str = "utf-8"
    warnings: tuple[str, ...] = ()
    format: str = "txt"
    locators: tuple[Locator, ...] = ()
    tables: tuple[Table, ...] = ()
    told: Metadata | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a report says of itself; None where it does not say."""

    title: str | None = None
    issuer: str | None = None
    region: str | None = None
    year: str | None = None
    genre: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section: its heading and everything up to the next heading of its level or above.

    `style` names the form of the mark, (`一、` is "cjk"; lexicon of forms in sections.py), `ordinal` its value ("（三）" -> 3).
    `start` is where the mark begins, `end` where the section (with its subsections) ends.
    """

    id: str
    parent: str | None
    level: int
    number: str
    style: str
    ordinal: int | None
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ListItem:
    """An inline item of a list (一是, 二是; ① inside a sentence): not a section."""

    mark: str
    style: str
    ordinal: int
    start: int
    end: int
    section: str | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; the sentences of a document, joined, give its text."""

    start: int
    end: int
    section: str | None


@dataclass(frozen=True, slots=True)
class Document:
    """A source with its structure."""

    source: Source
    metadata: Metadata
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    items: tuple[ListItem, ...] = ()

    @property
    def text(self) -> str:
        """The canonical text."""
        return self.source.text


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, exactly as printed: "６３．８％" -> digits "63.8", unit "%".

    `digits` is the number in ASCII with its trailing zeros: the evidence of precision. `value` and the intervals are in base units
    (yuan, per cent, pieces). `narrow` is the usual reading, `wide` any reading that a fair person admits.
    `approx` is the key of the approximator (lexicon/approximators.toml), "range" for a range, None for a bare number.
    `place` is the value of one unit of the last written digit (万 included).
    """

    start: int
    end: int
    text: str
    digits: str
    value: Fraction | None
    narrow: Interval
    wide: Interval
    unit: str | None
    kind: Kind
    approx: str | None = None
    place: Fraction = Fraction(1)

    @property
    def low(self) -> Fraction | None:
        """The lower end of the usual reading, None where it is open."""
        return self.narrow.low

    @property
    def high(self) -> Fraction | None:
        """The upper end of the usual reading, None where it is open."""
        return self.narrow.high


@dataclass(frozen=True, slots=True)
class Refused:
    """What looks like a number and is no quantity, with the reason (a key such as "date", "document number", "slogan")."""

    start: int
    end: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Date:
    """A date as written: year, month and day where they stand (None where they don't); not checked against the calendar."""

    start: int
    end: int
    text: str
    year: int | None
    month: int | None
    day: int | None


@dataclass(frozen=True, slots=True)
class TableCell:
    """Where a figure stands in a table: the ordinal of the table and its row and column, counted from 1, and what heads them.

    Heads of several levels are joined by " / ", the outermost first. `certain` is False where the figures of a row have run together and were
    parted by their own arithmetic.
    """

    table: int
    row: int
    column: int
    row_head: str
    column_head: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Claim:
    """A quantity bound to what it measures.

    `cues` are the keys of the words around it that tie it to other figures (lexicon/cues.toml: "total", "part", "share", "from", "to" …);
    `sentence` is its ordinal in the document; `section` is a section's id. `compared` is what a share is taken of (占[总人口]的),
    `head` the words of its own clause in front of it, `depth` the number of brackets around it. `join` is the strongest mark between it and
    the figure before: "" 、 ， ： ； 。 or a line end. `qualifiers` say how it was reckoned (同比, 年均, 可比价 …: qualifiers.py), `scope` of whom
    or what it speaks (全县, 规模以上, 城镇 …: scopes.py); both hold only what the words tell. `cell` is its place where it stands in a table.
    """

    id: str
    quantity: Quantity
    role: Role
    indicator: Mention | None
    period: str | None
    section: str | None
    sentence: int
    cues: frozenset[str] = frozenset()
    compared: Mention | None = None
    head: str = ""
    depth: int = 0
    join: str = "\n"
    qualifiers: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    cell: TableCell | None = None

    @property
    def start(self) -> int:
        """Where the figure begins."""
        return self.quantity.start

    @property
    def end(self) -> int:
        """Where the figure ends (exclusive)."""
        return self.quantity.end

    @property
    def text(self) -> str:
        """The figure as printed."""
        return self.quantity.text

    @property
    def unit(self) -> str | None:
        """The base unit, in simplified characters."""
        return self.quantity.unit

    @property
    def kind(self) -> Kind:
        """What sort of quantity it is."""
        return self.quantity.kind


@dataclass(frozen=True, slots=True)
class Guarded:
    """A pattern that the guard stopped (guard.py): what it would have found from `start` on was not looked for."""

    name: str
    start: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many runs of digits or numerals were read, refused with a reason, or not read.

    `guarded` counts the patterns that the guard stopped: where it is not 0, runs are unread because of that.
    """

    claims: int
    refused: int
    unread: int
    guarded: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that a text puts together: the parts and, where it is written, their whole.

    `signs` are +1 or -1 for each part (a balance subtracts); `complete` is True where a cue says that the parts are all there are
    (共计, 分别为, 其他 as the last head, a bracket); `cue` names it. `form` says how the list was found: "total", "among", "bracket",
    "numbered", "balance", "rest", "uncued", "respective", "partition", "column", "references", "changes" (the modules of lists/), "row",
    "column", "form" (those of tabular/).
    """

    form: str
    parts: tuple[Claim, ...]
    whole: Claim | None
    signs: tuple[int, ...]
    complete: bool
    cue: str = ""


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything that was read of a document: what the rules look at.

    `claims` are the figures of the running text, `cells` those of tables; `tables` are the lists among the latter.
    """

    document: Document
    claims: tuple[Claim, ...]
    refused: tuple[Refused, ...]
    dates: tuple[Date, ...]
    unread: tuple[Span, ...] = ()
    groups: tuple[Group, ...] = ()
    cells: tuple[Claim, ...] = ()
    tables: tuple[Group, ...] = ()
    guarded: tuple[Guarded, ...] = ()

    @property
    def figures(self) -> tuple[Claim, ...]:
        """All figures, of text and tables, in the order of the text."""
        return tuple(sorted((*self.claims, *self.cells), key=lambda claim: claim.start)) if self.cells else self.claims


class Operation(StrEnum):
    """The equation that a relation claims; x are the operands, in order.

    SUM                Σ signs·x = direction·stated
    PRODUCT            Π x = stated
    RATIO              100·x0 / x1 = stated                             (per cent)
    GROWTH             100·((x1 / x0)^(1/years) − 1) = direction·stated (x0 old, x1 new)
    GROWTH_FROM_DELTA  100·x1 / (x0 − direction·x1) = stated            (x0 new, x1 the change, direction +1 up, −1 down)
    EQUAL              x0 = stated
    AT_MOST            Σ x ≤ stated
    IN_ORDER           the ends of the one operand's range are written low to high
    """

    SUM = "sum"
    PRODUCT = "product"
    RATIO = "ratio"
    GROWTH = "growth"
    GROWTH_FROM_DELTA = "growth_from_delta"
    EQUAL = "equal"
    AT_MOST = "at_most"
    IN_ORDER = "in_order"


@dataclass(frozen=True, slots=True)
class Relation:
    """An equation between claims, proposed by a rule and not yet judged.

    `stated` is the claim on the right-hand side, or a constant (100 for shares). `sure` is False where nothing in the text calls the
    list whole or ties these figures together beyond doubt: the judge then says `undecided` instead of `inconsistent`.
    `doubt` names, in Chinese and English, what is missing.
    """

    rule: str
    operation: Operation
    operands: tuple[Claim, ...]
    stated: Claim | Fraction
    signs: tuple[int, ...] = ()
    direction: int = 1
    years: int = 1
    sure: bool = True
    doubt: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong that needs no arithmetic: a skipped number, an unpaired bracket, an impossible date.

    `message` and `message_en` say what stands there and what was expected. `guess` is True where only the figures around it speak against
    a figure: an equation that shows the same fault goes before.
    """

    rule: str
    start: int
    end: int
    message: str
    message_en: str
    claims: tuple[Claim, ...] = ()
    expected: str | None = None
    stated: str | None = None
    guess: bool = False


@dataclass(frozen=True, slots=True)
class Repair:
    """A single slip of the hand that would explain an inconsistency: `claim` read as `text` makes the relation hold."""

    claim: str
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A judged relation or fault: the fields of the JSON output, with the same names.

    `expected`, `stated` and `delta` are numbers as text, in the unit of the stated figure; `power` is the share of one-digit slips in the
    stated figure that this relation would have called inconsistent (0 to 1). `accepted` is the reason why somebody lets it stand,
    `baseline` says whether it was there before; both are None where nobody was asked (`review`).
    """

    rule: str
    family: Family
    verdict: Verdict
    severity: Severity
    claims: tuple[str, ...]
    formula: str | None
    message: str
    message_en: str
    start: int
    end: int
    line: int
    fingerprint: str
    expected: str | None = None
    stated: str | None = None
    delta: str | None = None
    power: float | None = None
    suspects: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = field(default=())
    section: str | None = None
    accepted: str | None = None
    baseline: Literal["new", "known"] | None = None

    @property
    def is_settled(self) -> bool:
        """True where somebody has accepted it, or it was known before."""
        return self.accepted is not None or self.baseline == "known"

    @property
    def is_alarm(self) -> bool:
        """True where it makes the exit status 1: inconsistent, an error or a warning, and not settled."""
        return self.verdict is Verdict.INCONSISTENT and self.severity in ("error", "warning") and not self.is_settled
