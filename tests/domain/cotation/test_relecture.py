from datetime import date
from typing import Any

import pytest

from domain.cotation.rules import Niveau, bloquants, relire, relire_document
from domain.cotation.vocabulary import PIECES_DES_MOTIFS
from domain.pieces.codes import TypePiece
from tests.domain.cas import cas
from tests.domain.cotation.cases import document, grille

LE = date(2026, 3, 1)
BLOQUANTES = {
    "critere-inatteignable",
    "tranches-chevauchantes",
    "libelle-manquant",
    "justificatif-sans-type",
}


def _document(ligne: dict[str, Any]) -> dict[str, Any]:
    public = {"libelle_public": "Critère relu", "explication_public": "Ce que le critère veut dire."}
    ajoute = {"code": "RELU", **({} if ligne.get("anonyme") else public), **ligne["critere"]}
    dalo = {"code": "DALO", **public, "si": {"champ": "dalo", "op": "=", "val": True}, "points": 50}
    toujours = {"code": "BASE", **public, "points": 1}
    entier = {
        "id": "SAINE",
        "note_methode_fr": "Les points s'additionnent.",
        "blocs": [
            {"code": "N", "libelle": "National", "mode": "max", "plafond": 50, "criteres": [dalo]},
            {"code": "L", "libelle": "Local", "mode": "max", "criteres": [toujours, ajoute], **ligne.get("bloc", {})},
        ],
        **ligne.get("grille", {}),
    }
    return {cle: valeur for cle, valeur in entier.items() if valeur != ""}


@pytest.mark.parametrize("ligne", cas(__file__, "relecture"))
def test_la_relecture_remarque_ce_qu_il_faut(ligne: dict[str, Any]) -> None:
    observations = relire_document(_document(ligne), LE)
    assert sorted(o.raison.code for o in observations) == sorted(ligne["remarques"])
    for observation in observations:
        attendu = Niveau.BLOQUANT if observation.raison.code in BLOQUANTES else Niveau.ALERTE
        assert observation.niveau is attendu
        assert observation.raison.phrase.endswith(".")


def test_un_document_illisible_se_relit_aussi() -> None:
    observations = relire_document({"id": "X", "blocs": [{"code": "B", "criteres": [{"code": "A"}]}]}, LE)
    assert [(o.niveau, o.chemin, o.raison.code) for o in observations] == [
        (Niveau.BLOQUANT, "blocs[0].criteres[0]", "valeur-ambigue")
    ]


def test_la_grille_de_demonstration_est_publiable_et_sans_remarque() -> None:
    assert relire(grille("demonstration"), LE) == []
    assert grille("demonstration").fictive


def test_la_grille_de_conformite_n_est_pas_publiable_faute_de_libelles() -> None:
    assert {raison.code for raison in bloquants(grille("epci_test"), LE)} == {"libelle-manquant"}


def test_le_dalo_au_dessous_d_un_autre_critere_se_voit() -> None:
    brut = document("demonstration")
    brut["blocs"][0]["criteres"][0]["points"] = 20
    codes = [observation.raison.code for observation in relire_document(brut, LE)]
    assert codes.count("dalo-depasse") == 6


def test_une_grille_sans_priorite_de_la_loi_se_voit() -> None:
    assert "priorites-absentes" in {o.raison.code for o in relire(grille("lyon_extrait"), LE)}


def test_une_piece_que_nul_ne_peut_deposer_se_voit() -> None:
    """La liste des pièces est fermée : un certificat de scolarité n'en est pas."""
    brut = {"critere": {"points": 5, "si": {"champ": "nb_enfants", "op": ">=", "val": 1}}}
    connues = {t.value for t in TypePiece}

    def remarques(*types: str) -> list[str]:
        critere = brut["critere"] | {"preuve": {"justifie": list(types)}}
        relues = relire_document(_document({"critere": critere}), LE, pieces_connues=connues)
        return [o.raison.code for o in relues]

    assert remarques("FAM_LIVRET") == []
    assert remarques("FAM_LIVRET", "CERTIFICAT_SCOLARITE") == ["piece-inconnue"]


def test_la_piece_d_un_motif_existe_dans_la_liste_reglementaire() -> None:
    """Un critère qui attendrait une pièce que personne ne peut déposer ne serait jamais vérifié."""
    assert set(PIECES_DES_MOTIFS.values()) == {t.value for t in TypePiece if t.value.startswith("MOT_")}
