from datetime import date

import pytest

from domain.demandes.codes import Motif
from domain.pieces.codes import CategoriePiece, TypePiece
from domain.pieces.parametres import textes
from domain.pieces.rules.attendues import regles
from domain.pieces.rules.formats import REFUS, refus
from domain.pieces.rules.refus import motifs_de_refus

JOUR = date(2026, 6, 15)
POUR = {"demandeur", "codemandeur", "occupant_majeur", "adulte", "majeur", "menage"}


def test_toute_piece_connue_est_dans_la_liste_reglementaire_et_aucune_autre() -> None:
    assert {t for regle in regles(JOUR) for t in regle.types} == set(TypePiece)


def test_seule_une_piece_d_identite_ou_de_sejour_est_exigible_pour_enregistrer() -> None:
    enregistrement = [r for r in regles(JOUR) if r.categorie is CategoriePiece.ENREGISTREMENT]
    assert {t for r in enregistrement for t in r.types} == {t for t in TypePiece if t.est_identite}
    assert [r.code for r in regles(JOUR) if r.bloquante] == [r.code for r in enregistrement]


def test_chaque_motif_a_prouver_designe_sa_piece() -> None:
    motifs = [r for r in regles(JOUR) if "motif" in r.conditions]
    assert len(motifs) == 12
    for regle in motifs:
        (code,) = regle.conditions["motif"]
        assert [t.value for t in regle.types] == [f"MOT_{Motif(code).value}"]


def test_chaque_regle_dit_a_qui_elle_s_adresse_et_d_ou_elle_vient() -> None:
    for regle in regles(JOUR):
        assert regle.pour in POUR
        assert regle.reference
        assert regle.pourquoi.endswith(".")


def test_un_code_de_piece_tient_dans_sa_colonne() -> None:
    assert max(len(t.value) for t in TypePiece) <= 12


@pytest.mark.parametrize("liste", ["sensibles", "avec_echeance", "valables_jusqu_au_31_decembre"])
def test_les_listes_ne_citent_que_des_pieces_connues(liste: str) -> None:
    assert set(textes(liste, JOUR)) <= {t.value for t in TypePiece}


def test_chaque_motif_de_refus_a_sa_phrase_et_un_seul_la_laisse_ecrire() -> None:
    sans_phrase = [m.code for m in motifs_de_refus(JOUR) if not m.phrase]
    assert sans_phrase == ["AUTRE"]
    assert all(m.phrase.endswith(".") for m in motifs_de_refus(JOUR) if m.phrase)


@pytest.mark.parametrize("code", sorted(REFUS))
def test_chaque_refus_de_fichier_dit_comment_faire(code: str) -> None:
    dit = refus(code, maximum=20, minimum=200, pages=80)
    assert dit.raisons[0].code == code
    assert dit.message.endswith(".")
    assert "{" not in dit.message
