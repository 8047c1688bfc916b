"""Ce que l'écran montre est ce que le fichier emporte."""

import re
from pathlib import Path

from domain.demandes.colonnes import COLONNES

ECRAN = Path(__file__).parents[3] / "frontend-partenaires/src/features/demandes/components/colonnes.tsx"


def test_chaque_colonne_de_l_ecran_a_la_sienne_dans_le_fichier() -> None:
    montrees = set(re.findall(r"^\s*(?:\{ )?id: '([a-z_]+)'", ECRAN.read_text("utf-8"), flags=re.M))
    assert {"nom", "numero", "etat"} < montrees
    assert montrees - set(COLONNES) == set()
