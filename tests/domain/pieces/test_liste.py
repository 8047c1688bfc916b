from datetime import date
from pathlib import Path

from domain.demandes.codes import Motif
from domain.kernel.parametres import charger
from domain.pieces.model import TypePiece

LISTE = charger(Path(__file__).parents[3] / "domain" / "pieces" / "parameters")
JOUR = date(2026, 6, 15)


def codes_de(cle: str) -> set[str]:
    version = LISTE.a_la_date(cle, JOUR)
    return {str(v) for v in version.tableau().values()} if cle == "pieces.motifs" else set(version.textes())


def test_toute_piece_connue_est_dans_la_liste_reglementaire_et_aucune_autre() -> None:
    cles = [c for c in LISTE.cles if c != "pieces.nombre_maximal"]
    assert set().union(*(codes_de(c) for c in cles)) == {t.value for t in TypePiece}


def test_seule_une_piece_d_identite_ou_de_sejour_est_exigible_pour_enregistrer() -> None:
    assert codes_de("pieces.enregistrement") == {t.value for t in TypePiece if t.est_identite}


def test_chaque_motif_a_prouver_designe_sa_piece() -> None:
    motifs = LISTE.a_la_date("pieces.motifs", JOUR)
    for code in motifs.tableau():
        assert motifs.entree(code).texte() == f"MOT_{Motif(code).value}"


def test_un_code_de_piece_tient_dans_sa_colonne() -> None:
    assert max(len(t.value) for t in TypePiece) <= 12
