"""Toute route qui change une demande a son nom dans l'historique, ou sa raison de n'en avoir pas."""

from domain.kernel.aggregate import Event
from tests.api.actes import ACTES, CONSEQUENCES, acte_de
from tests.architecture.decouverte import domain_classes, leaves, routes

SANS_LIGNE = {
    "partenaires POST /recherches-de-demandes": "une recherche : elle a sa trace au journal de lecture",
    "partenaires POST /demandes/{demande_id}/personnes/apercu": "un essai, qui n'enregistre rien",
    "partenaires POST /demandes/{demande_id}/televersements": "un envoi commence : la pièce n'existe qu'à sa fin",
    "partenaires PUT /demandes/{demande_id}/doublons/{autre_id}": "une paire à examiner : sa décision aura sa ligne",
    "partenaires POST /commissions/{commission_id}/cloture": "la séance, et non la demande",
    "grandpublic POST /ma-demande/personnes/apercu": "un essai, qui n'enregistre rien",
    "grandpublic POST /mes-televersements": "un envoi commence : la pièce n'existe qu'à sa fin",
    "grandpublic PUT /ma-cotation/affichage": "ce que la personne a vu de ses points, pour lui dire ce qui change",
}
DE_LA_DEMANDE = ("demande", "doublons", "mes-pieces", "mes-televersements", "mes-propositions", "mes-urgences", "ma-")
D_UN_CANDIDAT = ("/propositions", "/urgences", "/commissions/{commission_id}")
D_UNE_CORRESPONDANCE = ("/lots-de-courriers", "/questions/{question_id}/reponse")
A_COTE = ("filtres", "exports", "messages", "editions", "mon-compte")
"""Lists kept, and work that the worker does: each message or export writes its own line."""


def test_toute_route_qui_change_une_demande_est_dans_la_table() -> None:
    ecrivent = {
        f"{contrat} {nom}"
        for contrat, nom, _ in routes()
        if contrat in ACTES
        and not nom.startswith(("GET", "HEAD"))
        and any(mot in nom for mot in DE_LA_DEMANDE + D_UN_CANDIDAT + D_UNE_CORRESPONDANCE)
        and not any(mot in nom for mot in A_COTE)
    }
    dites = {f"{contrat} {nom}" for contrat, actes in ACTES.items() for nom in actes}
    assert ecrivent == dites | SANS_LIGNE.keys()
    assert dites.isdisjoint(SANS_LIGNE)


def test_la_table_ne_cite_que_des_faits_qui_existent() -> None:
    connus = {fait.__name__ for fait in leaves(domain_classes(Event))}
    cites = {fait for actes in ACTES.values() for faits in actes.values() for fait in faits}
    assert cites | CONSEQUENCES <= connus


def test_l_adresse_d_un_acte_se_reconnait() -> None:
    piece = acte_de("POST", "/partenaires/v1/demandes/1/pieces/2/refus")
    assert piece is not None
    assert piece.types == ("PieceRefusee",)
    assert acte_de("GET", "/partenaires/v1/demandes/1") is None
