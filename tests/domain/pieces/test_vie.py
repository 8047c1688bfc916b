"""La vie d'une pièce : déposée, examinée, rangée, contrôlée."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.kernel.identifiers import new_id
from domain.pieces import events
from domain.pieces.codes import EtatPiece, TypePiece
from domain.pieces.errors import (
    OrdreIncomplet,
    PieceDejaControlee,
    PieceEnAnalyse,
    PieceIntrouvable,
    PositionInattendue,
)
from domain.pieces.feuillets import EtatFeuillet, Feuillet
from domain.pieces.model import OriginePiece, Piece, pret, refuse
from domain.pieces.televersement import Televersement

LE = datetime(2026, 6, 15, 9, tzinfo=UTC)
E = EtatPiece


def un_feuillet(etat: EtatFeuillet = EtatFeuillet.PRET, **champs: Any) -> Feuillet:
    return Feuillet(
        **{
            "id": new_id(),
            "nom": "photo.jpg",
            "format": "image/jpeg",
            "taille": 1000,
            "empreinte": "ab",
            "etat": etat,
            "objet": "arrivees/35/x",
            "pages": 1 if etat is EtatFeuillet.PRET else 0,
            **champs,
        }
    )


def une_piece(feuillet: Feuillet | None = None, *, sensible: bool = False) -> Piece:
    return Piece.deposer(
        departement="35",
        id=new_id(),
        demande_id=new_id(),
        personne_id=None,
        type=TypePiece.MOTIF_VIOLENCES if sensible else TypePiece.CARTE_IDENTITE,
        sensible=sensible,
        feuillet=feuillet or un_feuillet(),
        origine=OriginePiece.PORTAIL,
        le=LE,
    )


def dits(piece: Piece) -> list[str]:
    return [type(e).__name__ for e in piece.pull_events()]


def test_une_piece_examinee_attend_son_controle() -> None:
    piece = une_piece()
    assert piece.etat is E.RECUE
    assert dits(piece) == ["PieceDeposee"]


def test_une_piece_lourde_reste_en_analyse_jusqu_a_son_examen() -> None:
    attente = un_feuillet(EtatFeuillet.EN_ANALYSE)
    piece = une_piece(attente)
    assert piece.etat == E.EN_ANALYSE.value
    assert dits(piece) == ["PieceDeposee", "FeuilletRecu"]
    with pytest.raises(PieceEnAnalyse):
        piece.valider(le=LE)
    piece.noter_l_examen(pret(attente, objet="35/a/b", pages=3, examen="ClamAV"), le=LE)
    assert piece.etat == E.RECUE.value
    assert piece.feuillets[0].pages == 3


def test_un_fichier_refuse_a_l_examen_refuse_la_piece_avec_sa_raison() -> None:
    attente = un_feuillet(EtatFeuillet.EN_ANALYSE)
    piece = une_piece(attente)
    piece.pull_events()
    piece.noter_l_examen(refuse(attente, "Ce PDF contient un programme."), le=LE)
    assert (piece.etat, piece.motif_refus) == (E.REFUSEE, "Ce PDF contient un programme.")
    assert dits(piece) == ["PieceRefusee"]


def test_un_fichier_refuse_parmi_d_autres_n_emporte_pas_la_piece() -> None:
    piece = une_piece()
    attente = un_feuillet(EtatFeuillet.EN_ANALYSE)
    piece.ajouter(attente, le=LE)
    assert piece.etat == E.EN_ANALYSE.value
    piece.noter_l_examen(refuse(attente, "Illisible."), le=LE)
    assert piece.etat == E.RECUE.value
    assert [f.motif for f in piece.feuillets] == [None, "Illisible."]


def test_les_pages_se_rangent_et_se_retirent_sauf_la_derniere() -> None:
    piece = une_piece()
    seconde = un_feuillet()
    piece.ajouter(seconde, le=LE)
    premiere = piece.feuillets[0]
    piece.pull_events()
    piece.ordonner((seconde.id, premiere.id), le=LE)
    piece.ordonner((seconde.id, premiere.id), le=LE)
    assert [f.id for f in piece.feuillets] == [seconde.id, premiere.id]
    assert dits(piece) == ["PagesOrdonnees"], "le même ordre ne dit rien"
    piece.retirer_la_page(premiere.id, le=LE)
    with pytest.raises(PieceIntrouvable):
        piece.retirer_la_page(seconde.id, le=LE)


@pytest.mark.parametrize("faux", [0, 1, 2])
def test_un_ordre_qui_oublie_ou_invente_une_page_ne_change_rien(faux: int) -> None:
    piece = une_piece()
    piece.ajouter(un_feuillet(), le=LE)
    avant = piece.feuillets
    a, b = (f.id for f in avant)
    ordre = [(a,), (a, a), (b, new_id())][faux]
    with pytest.raises(OrdreIncomplet):
        piece.ordonner(ordre, le=LE)
    assert piece.feuillets == avant


ACTES: dict[str, Callable[[Piece], object]] = {
    "valider": lambda p: p.valider(le=LE),
    "refuser": lambda p: p.refuser(motif="Flou.", le=LE),
    "ajouter": lambda p: p.ajouter(un_feuillet(), le=LE),
    "ordonner": lambda p: p.ordonner((p.feuillets[0].id,), le=LE),
    "retirer une page": lambda p: p.retirer_la_page(p.feuillets[0].id, le=LE),
    "retirer": lambda p: p.retirer(le=LE),
}
PERMIS = {
    E.EN_ANALYSE: {"ajouter", "ordonner", "retirer une page", "retirer"},
    E.RECUE: {"valider", "refuser", "ajouter", "ordonner", "retirer une page", "retirer"},
    E.VALIDEE: set(),
    E.REFUSEE: set(),
}


@pytest.mark.parametrize("acte", ACTES)
@pytest.mark.parametrize("etat", PERMIS)
def test_chaque_acte_est_permis_ou_refuse_selon_l_etat(etat: EtatPiece, acte: str) -> None:
    piece = une_piece()
    piece.feuillets = (*piece.feuillets, un_feuillet())
    piece.etat = etat
    if acte == "ordonner":
        piece.feuillets = piece.feuillets[:1]
    if acte in PERMIS[etat]:
        ACTES[acte](piece)
    else:
        with pytest.raises((PieceDejaControlee, PieceEnAnalyse)):
            ACTES[acte](piece)


def test_une_piece_validee_garde_son_echeance() -> None:
    piece = une_piece()
    piece.valider(expire_le=date(2028, 1, 1), le=LE)
    assert (piece.etat, piece.expire_le, piece.controlee_le) == (E.VALIDEE, date(2028, 1, 1), LE)


def test_l_historique_ne_dit_pas_la_nature_d_une_piece_reservee() -> None:
    piece = une_piece(sensible=True)
    piece.refuser(motif="Le document est flou.", le=LE)
    for event in piece.pull_events():
        assert isinstance(event, events.EvenementPiece)
        dit = f"{event.description()} {event.phrase_publique()} {event.type_libelle}"
        assert "iolence" not in dit
        assert "à accès réservé" in dit


def test_seul_le_travailleur_entend_parler_des_contenus() -> None:
    piece = une_piece(un_feuillet(EtatFeuillet.EN_ANALYSE))
    deposee, recu = piece.pull_events()
    assert deposee.concerne()
    assert recu.concerne() == ()


def un_envoi(taille: int = 10) -> Televersement:
    return Televersement.commencer(
        departement="35",
        id=new_id(),
        demande_id=new_id(),
        type="ID_CNI",
        personne_id=None,
        piece_cible=None,
        nom="photo.jpg",
        taille=taille,
        le=LE,
    )


def test_un_envoi_avance_morceau_apres_morceau() -> None:
    envoi = un_envoi()
    envoi.recevoir(position=0, objet="a", taille=6)
    assert (envoi.position, envoi.complet) == (6, False)
    envoi.recevoir(position=6, objet="b", taille=4)
    assert (envoi.morceaux, envoi.complet) == (("a", "b"), True)


@pytest.mark.parametrize(("position", "taille"), [(0, 4), (5, 4), (7, 4), (6, 5)])
def test_un_morceau_qui_n_est_pas_la_suite_dit_ou_reprendre(position: int, taille: int) -> None:
    envoi = un_envoi()
    envoi.recevoir(position=0, objet="a", taille=6)
    with pytest.raises(PositionInattendue) as refus:
        envoi.recevoir(position=position, objet="b", taille=taille)
    assert refus.value.details == {"position": 6}
    assert envoi.morceaux == ("a",)
