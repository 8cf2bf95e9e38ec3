"""Silver labels for ORG and GPE on the sentences of real reports.

    python training/silver.py REPORTS_DIR LAC.jsonl OUT_DIR

Writes OUT_DIR/train.spacy and OUT_DIR/heldout.spacy, split by document. Labels are those of govreport_nlp.entities.rules; where LAC (see
tag_lac.py) sees an organisation or a town that the rules do not, its label is taken where a hand-written condition believes it; an
organisation that none does is left without a label, neither name nor none. Places that the rules refuse (roads, mountains) are none. A third of the train sentences with names is given twice, the second time with other names of the same kind in place of its
own, so that the context is learned and not the places of these reports. No sentence is made from a template.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import spacy
from spacy.tokens import DocBin

from govreport_nlp import lexicon
from govreport_nlp.entities import rules, tokens
from govreport_nlp.entities.gazetteer import Certainty, gazetteer
from govreport_nlp.entities.spans import Mark, Words, longest

SEED = 20251124
LONGEST = 220
# Documents of the development exam (same place, whatever year): neither trained on nor used to choose anything
EXAM = ("shandong", "jiangxi", "zhejiang", "hunan", "gansu", "guizhou", "liaoning", "chongqing", "hailar", "daqing")
HELDOUT = ("guangdong", "xinjiang", "hubei", "nat_gov_2016", "nat_gov_1985", "pingtan_scjg_2024", "youyang", "huaian", "county_stat")
PIECE = re.compile(r"[^。；！？\n]+[。；！？]?")
PLACE_END = re.compile(r"\w{1,3}(?:镇|乡|县|市|旗|州|街道)$")
ORG_END = re.compile(r"(?:公司|集团|银行|大学|学院|医院|研究院|研究所|实验室|协会|委员会|日报|法院|检察院|政府|省委|市委|县委|区委)$")
NAMED = re.compile(r"[\u4e00-\u9fff]{2,12}$")
# Syllables of made-up company names
SYLLABLES = "恒瑞盛达鑫宏泰华兴隆源通科创远光信诚博亿联海天中新金宝德康元昌佳嘉祥汇丰润利腾翔飞越凯旭晟昊睿蓝星云"

Labelled = tuple[str, list[Mark], list[tuple[int, int]]]  # sentence, marks, stretches without a label


def split(name: str) -> str:
    """Which part a document belongs to: "exam" (left out), "heldout" or "train"."""
    return "exam" if any(key in name for key in EXAM) else "heldout" if any(key in name for key in HELDOUT) else "train"


def labelled(text: str, lac: Sequence[tuple[int, int, str]]) -> Iterator[Labelled]:
    """The sentences of a report with what is known of them."""
    words = Words(text)
    marks, unknown = list(rules.find(text, words)), []
    for start, end, tag in lac:
        if any(mark.start < end and start < mark.end for mark in marks if abs(mark.start - start) < 40):
            continue
        name = text[start:end]
        if tag == "LOC" and PLACE_END.fullmatch(name):
            marks.append(Mark(start, end, "GPE"))
        elif tag == "ORG" and ORG_END.search(name) and NAMED.match(name) and words.whole(start, end):
            marks.append(Mark(start, end, "ORG"))
        elif tag == "ORG" and len(name) > 2 and NAMED.fullmatch(name) and words.whole(start, end):
            unknown.append((start, end))  # perhaps a company; a road or a mountain that LAC calls a place is none for the guide
    kept = longest(marks)
    for piece in PIECE.finditer(text):
        sentence = piece.group()[:LONGEST]
        low, high = piece.start(), piece.start() + len(sentence)
        inside = [Mark(m.start - low, m.end - low, m.label) for m in kept if low <= m.start and m.end <= high]
        yield sentence, inside, [(s - low, e - low) for s, e in unknown if low <= s and e <= high]


def swapped(row: Labelled, places: Sequence[str], dice: random.Random) -> Labelled:
    """The same sentence about other places and companies."""
    text, marks, unknown = row
    out, moved, at = "", [], 0
    brands = frozenset(lexicon.words("organs", "brands"))
    for mark in sorted(marks):
        name = text[mark.start : mark.end]
        if mark.label == "GPE" and name in gazetteer().names:
            name = dice.choice(places)
        elif mark.label == "ORG" and name in brands:
            name = "".join(dice.sample(SYLLABLES, dice.choice((2, 2, 2, 3)))) + dice.choice(
                ("", "", *lexicon.words("organs", "trades")[:14], "集团", "公司")
            )
        out += text[at : mark.start]
        moved.append(Mark(len(out), len(out) + len(name), mark.label))
        out, at = out + name, mark.end
    return out + text[at:], moved, [] if out[: moved[0].start] != text[: moved[0].start] else [u for u in unknown if u[1] <= moved[0].start]


def bin_of(rows: Sequence[Labelled]) -> DocBin:
    """The sentences as spaCy documents."""
    nlp, out = spacy.blank("zh"), DocBin(attrs=["TAG", "LEMMA", "ENT_IOB", "ENT_TYPE", "SPACY"])
    for text, marks, unknown in rows:
        doc = tokens.document(nlp.vocab, text, Words(text).tokens)
        named = [doc.char_span(mark.start, mark.end, label=mark.label) for mark in marks]
        doc.set_ents(named, missing=[doc[start:end] for start, end in unknown], default="outside")
        out.add(doc)
    return out


def main() -> None:
    """Write the two parts."""
    reports, lac_file, out = map(Path, sys.argv[1:])
    dice = random.Random(SEED)
    rows: dict[str, list[Labelled]] = {"train": [], "heldout": []}
    for line in lac_file.read_text("utf-8").splitlines():
        found = json.loads(line)
        part = split(found["file"])
        if part != "exam":
            text = (reports / found["file"]).read_bytes().decode("utf-8-sig")
            rows[part] += labelled(text, [tuple(span) for span in found["spans"]])
    places = sorted(name for name, kind in gazetteer().names.items() if 2 <= len(name) <= 4 and kind is not Certainty.EVERYDAY)
    named = [row for row in rows["train"] if row[1]]
    bare = [row for row in rows["train"] if not row[1]]
    extra = [swapped(row, places, dice) for row in named for _ in range(2) if dice.random() < 0.5]
    train = named + extra + dice.sample(bare, min(len(bare), 2 * len(named)))
    dice.shuffle(train)
    out.mkdir(parents=True, exist_ok=True)
    bin_of(train).to_disk(out / "train.spacy")
    bin_of(rows["heldout"]).to_disk(out / "heldout.spacy")
    print(f"{len(named)} sentences with names, {len(extra)} of them with others, {len(train)} in all; held out: {len(rows['heldout'])}")


if __name__ == "__main__":
    main()
