"""The notebooks run from top to bottom, and what is committed of them is what a run gives."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed (pip install govreport-nlp[test])")
nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed (pip install govreport-nlp[test])")

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def has_kernel() -> bool:
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        KernelSpecManager().get_kernel_spec("python3")
    except NoSuchKernel:
        return False
    return True


def outputs(notebook: Any) -> list[tuple[str, str]]:
    """(kind, text) of everything that was printed or displayed."""
    found = []
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.output_type == "stream":
                found.append((output.name, output.text))
            else:
                found += [(kind, text) for kind, text in sorted(output.get("data", {}).items())]
    return found


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_what_is_committed_is_valid_small_and_of_no_machine(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert path.stat().st_size < 300_000
    assert not re.search(r"(?<![\w.])/(home|root|Users|tmp|work|usr)/|[A-Z]:\\\\", path.read_text("utf-8"))
    assert all(cell.outputs for cell in notebook.cells if cell.cell_type == "code"), "run the notebook before you commit it"
    assert not [kind for kind, _ in outputs(notebook) if kind == "stderr"]


@pytest.mark.skipif(not has_kernel(), reason="the Jupyter kernel python3 is missing (pip install ipykernel)")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_and_gives_what_is_committed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    notebook = nbformat.read(path, as_version=4)
    committed = outputs(notebook)
    nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}).execute()
    run = outputs(notebook)
    assert [kind for kind, _ in run] == [kind for kind, _ in committed]
    assert not [kind for kind, _ in run if kind == "stderr"]
