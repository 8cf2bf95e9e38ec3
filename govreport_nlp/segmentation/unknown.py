"""Words that no dictionary has, with their parts of speech: jieba's hidden Markov model over the characters of a run.

A state is the place of a character in its word (B, M, E, S) with the word's tag. The same path is found as jieba finds, ties included, but only
over the transitions that there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import module_from_spec, spec_from_file_location
from math import inf
from typing import Any

from govreport_nlp.segmentation.dictionary import folder

State = tuple[str, str]
IMPOSSIBLE = -3.14e100  # jieba's weight of a character that a state never gives
REMEMBERED = 8192  # runs
FEW = 4  # states
NONE: tuple[Mapping[State, float], float] = {}, -inf
# in a run: Chinese characters, numbers, letters, anything else (jieba's own classes)
PIECE = re.compile(r"(?P<han>[\u4E00-\u9FD5]+)|(?P<m>[.0-9]+)|(?P<eng>[a-zA-Z0-9]+)|(?P<x>[^\u4E00-\u9FD5.a-zA-Z0-9]+)")


@dataclass(frozen=True, slots=True)
class Model:
    """`states` of each character, `start` weights, `emission` by state and character, and `before`: the states that may stand in front.

    Each of these has its weight, and the greatest of the weights stands beside them.
    """

    states: Mapping[str, Sequence[State]]
    start: Mapping[State, float]
    emission: Mapping[State, Mapping[str, float]]
    before: Mapping[State, tuple[Mapping[State, float], float]]


def _table(name: str) -> Any:
    """A table of jieba's: a module that holds nothing else, loaded without the code around it."""
    path = folder() / "posseg" / f"{name}.py"
    spec = spec_from_file_location(f"govreport_nlp_{name}", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path}: not a Python file / 不是 Python 文件")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.P


@cache
def _model() -> Model:
    before: dict[State, dict[State, float]] = {}
    for state, following in _table("prob_trans").items():
        for after, weight in following.items():
            before.setdefault(after, {})[state] = weight
    weighed = {state: (steps, max(steps.values())) for state, steps in before.items()}
    return Model(_table("char_state_tab"), _table("prob_start"), _table("prob_emit"), weighed)


@lru_cache(maxsize=REMEMBERED)
def tagged(run: str) -> tuple[tuple[str, str], ...]:
    """The words of a run of characters."""
    out: list[tuple[str, str]] = []
    for piece in PIECE.finditer(run):
        out.extend(_words(piece[0]) if piece["han"] else ((piece[0], str(piece.lastgroup)),))
    return tuple(out)


def _words(run: str) -> Iterator[tuple[str, str]]:
    begin = done = 0
    path = _path(run)
    for at, (place, tag) in enumerate(path):
        if place == "B":
            begin = at
        elif place in "ES":
            yield run[begin if place == "E" else at : at + 1], tag
            done = at + 1
    if done < len(run):
        yield run[done:], path[done][1]


def _path(run: str) -> list[State]:
    """The likeliest states, one a character; of equally likely ones the last in the order of their names."""
    model = _model()
    weights = {
        state: model.start[state] + model.emission[state].get(run[0], IMPOSSIBLE) for state in model.states.get(run[0], model.emission)
    }
    came: list[dict[State, State]] = []
    for char in run[1:]:
        weights, back = _step(model, weights, char)
        came.append(back)
    state = max((weight, state) for state, weight in weights.items())[1]
    path = [state]
    for back in reversed(came):
        state = back[state]
        path.append(state)
    return path[::-1]


def _step(model: Model, weights: Mapping[State, float], char: str) -> tuple[dict[State, float], dict[State, State]]:
    """The weight of each state of the next character, and the state that it is reached from."""
    out: dict[State, float] = {}
    back: dict[State, State] = {}
    likeliest_first = sorted(weights, key=weights.__getitem__, reverse=True)
    for states in (model.states.get(char, model.emission), model.emission):  # every state, where none of its own can follow
        for state in states:
            emitted = model.emission[state].get(char, IMPOSSIBLE)
            steps, most = model.before.get(state, NONE)
            best, origin = -inf, ("", "")
            # a word begins behind any other, and goes on behind few states
            for before in likeliest_first if len(steps) > FEW else filter(weights.__contains__, steps):
                if weights[before] + most + emitted < best and len(steps) > FEW:
                    break  # nor can any that follows do better
                reached = weights[before] + steps.get(before, -inf) + emitted
                if reached > best or (reached == best and before > origin):
                    best, origin = reached, before
            if best > -inf:
                out[state], back[state] = best, origin
        if out:
            break
    return out, back
