"""Chaque ligne dit d'où vient ce qu'elle lit, et où en est la pièce qui le prouve."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from domain.cotation.champs import Rubrique
from domain.cotation.discretion import masquer_le_sensible
from domain.cotation.faits import Faits, PreuveAdmise
from domain.cotation.grille import Grille
from domain.cotation.justification import (
    Declarant,
    Declaration,
    PieceAuDossier,
    Sources,
    declarations_du_formulaire,
)
from domain.cotation.queries import LigneExpliquee
from domain.cotation.vocabulary import EtatDePreuve, EtatLigne, GenreLevier
from tests.domain.cotation.cases import grille, un_bloc, une_grille
from tests.domain.cotation.test_explication import CAS_C, LE, explique, lignes, lisible

LIBELLES = {"MOT_06": "Dépôt de plainte", "MOT_18": "Attestation de l'employeur", "RES_CAF": "Attestation de la CAF"}
DEPOSEE = PieceAuDossier(
    id=UUID(int=1),
    type="MOT_06",
    etat=EtatDePreuve.DEPOSEE,
    deposee_le=date(2026, 2, 10),
    controlee_le=None,
    motif_refus=None,
    expire_le=None,
)
VALIDEE = replace(DEPOSEE, id=UUID(int=2), etat=EtatDePreuve.VALIDEE, controlee_le=date(2026, 2, 20))
REFUSEE = replace(
    DEPOSEE, id=UUID(int=3), etat=EtatDePreuve.REFUSEE, controlee_le=date(2026, 2, 12), motif_refus="Illisible."
)
EXPIREE = replace(VALIDEE, id=UUID(int=4), controlee_le=date(2025, 1, 5), expire_le=date(2026, 1, 5))
VALABLE = replace(VALIDEE, id=UUID(int=5), expire_le=date(2026, 8, 1))


def violences(*pieces: PieceAuDossier, contenu: Grille | None = None) -> LigneExpliquee:
    admises = tuple(
        PreuveAdmise(type=p.type, valide_le=p.controlee_le, expire_le=p.expire_le)
        for p in pieces
        if p.etat is EtatDePreuve.VALIDEE and p.controlee_le
    )
    faits = Faits.de(dict(CAS_C.valeurs), pieces=admises)
    sources = Sources(pieces=pieces, libelles_pieces=LIBELLES)
    return lignes(explique(contenu or grille("demonstration"), faits, sources=sources))["N2_VIOLENCES"]


@pytest.mark.parametrize(
    ("pieces", "etat", "phrase", "piece"),
    [
        pytest.param((), "attendue", "Dépôt de plainte : à déposer.", None, id="rien au dossier"),
        pytest.param(
            (DEPOSEE,),
            "deposee",
            "Dépôt de plainte : déposée le 10 février 2026, en attente de vérification.",
            DEPOSEE.id,
            id="déposée",
        ),
        pytest.param((VALIDEE,), "validee", "Dépôt de plainte : validée le 20 février 2026.", VALIDEE.id, id="validée"),
        pytest.param(
            (VALABLE,),
            "validee",
            "Dépôt de plainte : validée le 20 février 2026, ne vaudra plus à partir du 1er août 2026.",
            VALABLE.id,
            id="validée jusqu'à une date",
        ),
        pytest.param(
            (REFUSEE,),
            "refusee",
            "Dépôt de plainte : refusée le 12 février 2026 : Illisible.",
            REFUSEE.id,
            id="refusée",
        ),
        pytest.param(
            (EXPIREE,),
            "expiree",
            "Dépôt de plainte : ne vaut plus depuis le 5 janvier 2026.",
            EXPIREE.id,
            id="expirée",
        ),
        pytest.param(
            (REFUSEE, DEPOSEE),
            "deposee",
            "Dépôt de plainte : déposée le 10 février 2026, en attente de vérification.",
            DEPOSEE.id,
            id="remplacée après un refus",
        ),
        pytest.param(
            (EXPIREE, VALIDEE), "validee", "Dépôt de plainte : validée le 20 février 2026.", VALIDEE.id, id="renouvelée"
        ),
    ],
)
def test_la_ligne_dit_ou_en_est_la_piece_et_la_donne_a_ouvrir(
    pieces: tuple[PieceAuDossier, ...], etat: str, phrase: str, piece: UUID | None
) -> None:
    ligne = violences(*pieces)
    [preuve] = ligne.preuves
    assert (preuve.etat, lisible(preuve.phrase), preuve.piece_id) == (etat, phrase, piece)
    assert ligne.etat is (EtatLigne.ACQUIS if etat == "validee" else EtatLigne.EN_ATTENTE_PIECE)


@pytest.mark.parametrize(
    ("piece", "dit"),
    [
        (DEPOSEE, "+45 points quand la pièce déposée sera vérifiée : Dépôt de plainte."),
        (REFUSEE, "+45 points quand une nouvelle pièce sera validée : Dépôt de plainte."),
        (EXPIREE, "+45 points quand une nouvelle pièce sera validée : Dépôt de plainte."),
    ],
)
def test_ce_qui_manque_se_dit_selon_ce_qui_est_deja_depose(piece: PieceAuDossier, dit: str) -> None:
    assert lisible(violences(piece).explication) == dit


def test_un_refus_garde_son_motif_et_une_piece_perimee_son_echeance() -> None:
    assert violences(REFUSEE).preuves[0].motif == "Illisible."
    assert violences(EXPIREE).preuves[0].expire_le == date(2026, 1, 5)


def test_la_grille_peut_donner_a_une_piece_une_vie_plus_courte_que_la_sienne() -> None:
    critere = {
        "code": "N2_VIOLENCES",
        "points": 45,
        "si": {"champ": "motifs", "op": "dans", "val": ["06"]},
        "preuve": "justifie",
        "validite_mois": 3,
    }
    vieille = replace(VALIDEE, controlee_le=date(2025, 11, 1))
    ligne = violences(vieille, contenu=une_grille(un_bloc(critere)))
    assert ligne.preuves[0].etat is EtatDePreuve.EXPIREE
    assert ligne.preuves[0].expire_le == date(2026, 2, 1)
    assert ligne.points == 0


def test_sans_preuve_exigee_ou_sans_point_aucune_piece_ne_se_cite() -> None:
    dites = lignes(explique(grille("demonstration"), CAS_C))
    assert dites["H1_ANCIENNETE"].preuves == []
    assert lignes(explique(grille("demonstration"), Faits.de({})))["N2_VIOLENCES"].preuves == []


def test_une_validation_attendue_se_dit_sans_piece_a_ouvrir() -> None:
    suivi = {"champ": "accompagnement_social", "op": "=", "val": True}
    contenu = une_grille(un_bloc({"code": "A", "points": 10, "si": suivi, "preuve": {"valide_par": "CCAS"}}))
    [attendue] = lignes(explique(contenu, Faits.de({"accompagnement_social": True})))["A"].preuves
    assert (attendue.phrase, attendue.piece_id) == ("Validation par : CCAS : attendue.", None)
    posee = Faits.de(
        {"accompagnement_social": True}, validations={"A": (PreuveAdmise(type="CCAS", valide_le=date(2026, 2, 1)),)}
    )
    [validee] = lignes(explique(contenu, posee))["A"].preuves
    assert lisible(validee.phrase) == "Validation par : CCAS : validée le 1er février 2026."


def test_ce_qu_un_intervenant_seul_peut_dire_ne_se_reclame_a_personne() -> None:
    """Une sortie de détention, une vulnérabilité évaluée : le promettre à chaque demandeur le tromperait."""
    contenu = une_grille(un_bloc({"code": "A", "points": 10, "preuve": {"valide_par": "CCAS"}}))
    expliquee = explique(contenu, Faits.de({}))
    assert (lignes(expliquee)["A"].points_declares, lignes(expliquee)["A"].preuves) == (0, [])
    assert expliquee.ce_qui_changerait == []
    posee = Faits.de({}, validations={"A": (PreuveAdmise(type="CCAS", valide_le=date(2026, 2, 1)),)})
    ligne = lignes(explique(contenu, posee))["A"]
    assert (ligne.points_declares, ligne.points_retenus) == (10, 10)
    assert (ligne.valeur_lue, ligne.source) == ("Validation par : CCAS", "Validation d'un intervenant")


@pytest.mark.parametrize(
    ("declaration", "au_demandeur", "dit"),
    [
        (Declaration(par=Declarant.DEMANDEUR, le=date(2026, 2, 3)), True, "vous l'avez déclaré le 3 février 2026"),
        (
            Declaration(par=Declarant.DEMANDEUR, le=date(2026, 2, 3)),
            False,
            "déclaré par le demandeur le 3 février 2026",
        ),
        (
            Declaration(par=Declarant.AGENT, le=date(2026, 2, 3), organisme="Mairie de Rennes"),
            True,
            "saisi par Mairie de Rennes le 3 février 2026",
        ),
        (Declaration(par=Declarant.AGENT, le=date(2026, 2, 3)), False, "saisi par un guichet le 3 février 2026"),
        (
            Declaration(par=Declarant.IMPORT, le=date(2026, 2, 3)),
            True,
            "apporté par le fichier d'un partenaire le 3 février 2026",
        ),
        (
            Declaration(par=Declarant.DEPOT, le=date(2024, 12, 1)),
            True,
            "déclaré au dépôt de la demande, le 1er décembre 2024",
        ),
    ],
)
def test_la_source_dit_qui_l_a_declare_et_quand(declaration: Declaration, au_demandeur: bool, dit: str) -> None:
    sources = Sources(declarations={Rubrique.MOTIFS: declaration}, au_demandeur=au_demandeur)
    ligne = lignes(explique(grille("demonstration"), CAS_C, sources=sources))["L1_MUTATION_PRO"]
    assert lisible(ligne.source) == f"Formulaire, rubrique « Motifs de la demande » : {dit}"


def test_une_rubrique_jamais_reprise_date_du_depot() -> None:
    repris = Declaration(par=Declarant.DEMANDEUR, le=date(2026, 2, 3))
    dites = declarations_du_formulaire({"revenus": repris}, date(2024, 12, 1))
    assert dites[Rubrique.REVENUS] == repris
    assert dites[Rubrique.MOTIFS] == Declaration(par=Declarant.DEPOT, le=date(2024, 12, 1))
    assert Rubrique.DALO not in dites


def test_de_deux_personnes_la_derniere_declaration_compte() -> None:
    avant, apres = (Declaration(par=Declarant.DEMANDEUR, le=date(2026, mois, 3)) for mois in (1, 2))
    dites = declarations_du_formulaire({"demandeur": avant, "codemandeurs": apres}, None)
    assert dites[Rubrique.TRAVAIL] == apres


def test_une_piece_de_sante_ou_de_violences_rend_sa_ligne_sensible() -> None:
    critere = {"code": "A", "points": 10, "preuve": {"justifie": ["MOT_06"]}}
    sources = Sources(pieces=(VALIDEE,), libelles_pieces=LIBELLES)
    cotation = explique(une_grille(un_bloc(critere)), Faits.de({}), sources=sources)
    assert lignes(cotation)["A"].sensible
    masquee = repr(masquer_le_sensible(cotation).blocs)
    assert "plainte" not in masquee
    assert str(VALIDEE.id) not in masquee


def test_un_label_de_violences_ne_se_montre_qu_a_qui_en_a_le_droit() -> None:
    critere = {"code": "A", "points": 10, "si": {"champ": "label", "op": "dans", "val": ["L441_1_g"]}}
    cotation = explique(une_grille(un_bloc(critere)), Faits.de({"label": ["L441_1_g"]}))
    assert lignes(cotation)["A"].sensible
    autre = {"code": "A", "points": 10, "si": {"champ": "label", "op": "dans", "val": ["CONT_PREF"]}}
    assert not lignes(explique(une_grille(un_bloc(autre)), Faits.de({"label": ["CONT_PREF"]})))["A"].sensible


def test_le_levier_d_une_piece_deposee_n_en_demande_pas_une_autre() -> None:
    faits, sources = Faits.de(dict(CAS_C.valeurs)), Sources(pieces=(DEPOSEE,), libelles_pieces=LIBELLES)
    cotation = explique(grille("demonstration"), faits, sources=sources)
    piece = next(levier for levier in cotation.ce_qui_changerait if levier.genre is GenreLevier.PIECE)
    assert "quand la pièce déposée sera vérifiée" in piece.phrase
    assert cotation.calculee_le == LE
