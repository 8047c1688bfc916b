"""Toute écriture d'une application a un lieu qui dit d'avance si elle est permise, et sinon pourquoi."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


ECRITURES = {"post", "put", "patch", "delete"}
EXPLIQUEES = {
    "partenaires": {
        "/annonces": "AnnonceDetail.actions",
        "/clients-tiers": "ClientTiersVue.actions",
        "/comptes": "CompteVue.actions",
        "/organismes/{organisme_id}/accords-d-enregistrement": "AccordVue.terminer",
        "/organismes/{organisme_id}/delegations": "DelegationVue.terminer",
        "/biens": "BienDetail.actions",
        "/commissions": "SeanceDetail.actions",
        "/conventions-de-flux": "ConventionDetail.actions",
        "/demandes/{demande_id}/echanges": "EchangeLigne.rejouer",
        "/demandes/{demande_id}/criteres-a-valider": "CritereAValider.actions",
        "/demandes/{demande_id}/evenements-de-vie": "VieCotee.actions",
        "/demandes/{demande_id}/pieces": "PieceVue.actions",
        "/demandes/{demande_id}/dalo": "PrioritesDeLaDemande.actions",
        "/demandes/{demande_id}/priorites": "PrioritesDeLaDemande.actions",
        "/demandes/{demande_id}/separations": "SeparationVue.action",
        "/demandes": "ActionDemande.permise",
        "/doublons": "DoublonDetail.trancher",
        "/grilles-de-cotation": "GrilleDetail.actions",
        "/lots-de-courriers/{lot_id}/lettres": "LettreLigne.retour",
        "/lots-de-courriers": "LotDeCourriersResume.actions",
        "/imports": "ImportVue.actions",
        "/portail": "PortailVu.actions",
        "/propositions": "PropositionDetail.actions",
        "/publics-prioritaires": "PublicDetail.peut_regler",
        "/questions": "QuestionRecue.actions",
        "/rendez-vous-de-cotation": "DeploiementVu.planifier",
        "/secteurs": "SecteursDuTerritoire.ouvrir",
        "/simulations-de-grilles": "SimulationVue.actions",
    },
    "grandpublic": {
        "/ma-cotation/faits": "EvenementDeVieVu.actions",
        "/ma-demande/depart": "ApercuDuGeste.declarer",
        "/ma-demande/personnes": "ApercuDuGeste.action",
        "/ma-demande": "ActionDemande.permise",
        "/mes-pieces": "PieceVue.actions",
        "/mes-propositions": "MaProposition.actions",
    },
}
"""Le début d'une adresse, et ce que l'application lit avant de dessiner le bouton ; le plus long l'emporte."""
SANS_EXPLICATION = {
    "partenaires": {
        "/activations": "personne n'est encore connecté",
        "/actualites": "l'écran n'est qu'au gestionnaire, qui peut tout y faire",
        "/editions-d-attestations": "le droit seul en décide, et le dialogue le dit",
        "/exports-de-demandes": "le droit seul en décide, et le dialogue le dit",
        "/filtres-de-demandes": "chacun garde et retire les siens",
        "/lectures-a-verifier": "l'écran n'est qu'au référent et au gestionnaire",
        "/messages-groupes": "le droit seul en décide, et le dialogue le dit",
        "/mon-compte": "chacun chez soi",
        "/mots-de-passe": "personne n'est encore connecté",
        "/organismes": "l'écran n'est qu'au référent et au gestionnaire",
        "/recherches-de-demandes": "une lecture, dont le numéro ne passe pas par l'adresse",
        "/relectures-de-grille": "une lecture, refaite à chaque frappe",
        "/residences": "le droit seul en décide, et le menu ne se montre qu'avec lui",
        "/session": "chacun chez soi",
        "/travaux": "chacun arrête et relance les siens",
        "/urgences": "le droit seul en décide, et la liste ne se montre qu'avec lui",
    },
    "grandpublic": {
        "/ma-cotation": "ce que la personne a vu se note tout seul",
        "/mes-televersements": "l'envoi d'une pièce, dont le bouton est celui de la pièce",
        "/mes-urgences": "toujours possible, sauf pendant que l'on répond à la précédente, que la même page montre",
        "/mon-compte": "chacun chez soi",
        "/session": "personne n'est encore connecté",
        "/territoires": "tout le monde peut écrire à un bailleur",
    },
}
"""Ce qui n'a pas besoin d'un bouton expliqué, et pourquoi."""


@cache
def contrat(nom: str) -> dict[str, Any]:
    lu: dict[str, Any] = json.loads((ROOT / "openapi" / f"{nom}.json").read_text("utf-8"))
    return lu


@pytest.mark.parametrize("nom", sorted(EXPLIQUEES))
def test_toute_ecriture_s_explique_d_avance_ou_dit_pourquoi_elle_n_en_a_pas_besoin(nom: str) -> None:
    connues = {**EXPLIQUEES[nom], **SANS_EXPLICATION[nom]}
    ecrites = {p for p, item in contrat(nom)["paths"].items() if ECRITURES & set(item)}
    assert {p for p in ecrites if not any(_sous(p, debut) for debut in connues)} == set()
    assert {debut for debut in connues if not any(_sous(p, debut) for p in ecrites)} == set(), "plus rien n'est là"


@pytest.mark.parametrize("nom", sorted(EXPLIQUEES))
def test_ce_qui_explique_est_dans_le_contrat(nom: str) -> None:
    schemas = contrat(nom)["components"]["schemas"]
    for ou in EXPLIQUEES[nom].values():
        schema, champ = ou.split(".")
        assert champ in schemas[schema]["properties"], ou


def _sous(chemin: str, debut: str) -> bool:
    return chemin == debut or chemin.startswith(f"{debut}/")
