"""Les compteurs de plusieurs processus d'une même machine s'additionnent."""

import subprocess
import sys
from pathlib import Path

from adapters.embedded.folders import ROOT

COMPTER = "from api.metrics import REFUSED; REFUSED.labels('partenaires', 'identifiants').inc(3)"
LIRE = """
from prometheus_client import generate_latest
from api.metrics import every_process
print(generate_latest(every_process()).decode())
"""


def _python(code: str, dossier: Path) -> str:
    variables = {"PROMETHEUS_MULTIPROC_DIR": str(dossier), "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], env=variables, check=True, capture_output=True, text=True)
    return done.stdout


def test_deux_processus_comptent_ensemble(tmp_path: Path) -> None:
    for _ in range(2):
        _python(COMPTER, tmp_path)
    assert 'fdls_connexions_refusees_total{contrat="partenaires",motif="identifiants"} 6.0' in _python(LIRE, tmp_path)
