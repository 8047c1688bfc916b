"""Le nom d'une feuille dit ce qu'elle contient, dans les limites des tableurs."""

import pytest

from domain.kernel.tableur import nom_de_feuille


@pytest.mark.parametrize(
    ("contenu", "nom"),
    [
        ("Demandes", "Demandes"),
        ("Commune × Type de logement", "Commune × Type de logement"),
        ("Statut du logement actuel × Ancienneté", "Statut du logement actuel"),
        ("Motifs [01/02] : quoi ?", "Motifs 01 02 quoi"),
        ("'Entre apostrophes'", "Entre apostrophes"),
        ("x" * 40, "x" * 31),
        ("[]", "Feuille 1"),
    ],
)
def test_une_feuille_porte_un_nom_que_tout_tableur_accepte(contenu: str, nom: str) -> None:
    assert nom_de_feuille(contenu) == nom
    assert len(nom_de_feuille(contenu)) <= 31
