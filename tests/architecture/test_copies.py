"""The two applications share no code (ADR 0010): what they copy stays the same on both sides, or is no copy."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COPIES = ("api/idempotence.ts", "api/version.ts", "lib/couleur.ts", "lib/envoi.ts", "lib/numero.ts")


@pytest.mark.parametrize("path", COPIES)
def test_une_correction_faite_dans_une_application_l_est_dans_l_autre(path: str) -> None:
    partenaires, grandpublic = (ROOT / f"frontend-{spa}" / "src" / path for spa in ("partenaires", "grandpublic"))
    assert partenaires.read_text("utf-8") == grandpublic.read_text("utf-8")
