"""Relations that a slip has torn apart: found where another relation of the same figure is broken, and only there."""

from __future__ import annotations

import pytest

import govreport_nlp as gr
from govreport_nlp.models import Verdict

SOUND = "全县受理举报1254件，其中大气702件、噪声389件、水98件、其他65件，大气、噪声举报分别占56.0%、31.0%。"


def broken(text: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Family, figures and suspects of each alarm."""
    report = gr.parse(text)
    shown = {claim.id: claim.text for claim in report.claims}
    return [(f.family, tuple(shown[i] for i in f.claims), tuple(shown[i] for i in f.suspects)) for f in report.alarms]


def test_a_share_that_fits_no_more_is_told_beside_the_broken_sum() -> None:
    assert broken(SOUND) == []
    assert broken(SOUND.replace("702件", "602件")) == [
        ("sum", ("1254件", "602件", "389件", "98件", "65件"), ("602件",)),
        ("share", ("1254件", "602件", "56.0%"), ("602件",)),
    ]


def test_all_that_hangs_on_a_wrong_whole_is_told_once_each() -> None:
    assert [family for family, _, _ in broken(SOUND.replace("1254件", "1245件"))] == ["sum", "share", "share"]
    assert {suspects for _, _, suspects in broken(SOUND.replace("1254件", "1245件"))} == {("1245件",)}


def test_a_slip_that_explains_nothing_else_is_told_alone() -> None:
    ((family, _, suspects),) = broken(SOUND.replace("65件", "75件"))
    assert family == "sum"
    assert "75件" in suspects
    assert not {"702件", "389件"} & set(suspects)  # their shares hold


@pytest.mark.parametrize("wrong", ["其他66件", "其他650件", "水89件"])
def test_no_alarm_holds_the_relations_of_sound_figures(wrong: str) -> None:
    name = wrong.rstrip("0123456789件")
    text = SOUND.replace({"其他": "其他65件", "水": "水98件"}[name], wrong)
    assert all(wrong.removeprefix(name) in figures for _, figures, _ in broken(text))


def test_a_report_without_a_broken_equation_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govreport_nlp.audit.rereading.groups", lambda *_: pytest.fail("read again"))
    assert {f.verdict for f in gr.parse(SOUND).findings} == {Verdict.CONSISTENT}
    assert gr.parse("全县受理举报1254件，其中大气1702件等。").alarms  # a part above its whole names no slip


def test_no_more_than_a_few_broken_relations_are_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    from govreport_nlp.audit import rereading

    read: list[int] = []
    around = rereading._around
    monkeypatch.setattr(rereading, "_around", lambda *given: read.append(1) or around(*given))
    assert len(gr.parse("".join(f"第{n}片区办理信访3{n}件、投诉22件，共计9{n}件。\n" for n in range(10, 40))).alarms) > rereading.MOST_CASES
    assert len(read) <= rereading.MOST_CASES * rereading.MOST_READINGS
