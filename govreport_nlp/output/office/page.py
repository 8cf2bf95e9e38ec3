"""HTML from the templates: escaped, with its style and script inside, and forbidden by its own policy to load anything."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from govreport_nlp import __version__
from govreport_nlp.output.columns import harmless
from govreport_nlp.output.labels import Lang, pick


def render(template: str, script: str, lang: Lang, **values: Any) -> str:
    """A page; `script` names the file of its script."""
    style, code = asset("page.css"), asset(script)
    policy = f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(code)}'; base-uri 'none'; form-action 'none'"
    page = {"style": Markup(style), "script": Markup(code), "policy": Markup(policy), "version": __version__}
    return _environment(lang).get_template(template).render(**page, **values)


def fragment(template: str, macro: str, lang: Lang, *arguments: Any) -> str:
    """What a macro of a template makes."""
    return str(getattr(_environment(lang).get_template(template).module, macro)(*arguments))


@cache
def asset(name: str) -> str:
    """A file beside the templates."""
    return resources.files("govreport_nlp.output.office").joinpath("templates", name).read_text("utf-8")


def _digest(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


@cache
def _environment(lang: Lang) -> Environment:
    made = Environment(
        autoescape=True, undefined=StrictUndefined, loader=FunctionLoader(asset), trim_blocks=True, lstrip_blocks=True, finalize=_whole
    )
    made.globals["t"] = lambda zh, en: pick(lang, zh, en)
    made.globals["lang"] = "zh-CN" if lang == "zh" else "en"
    return made


def _whole(value: Any) -> Any:
    """Words of a report on one line, without what could steer the direction of the text; HTML that we made stays as it is."""
    return value if isinstance(value, Markup) or not isinstance(value, str) else harmless(value)
