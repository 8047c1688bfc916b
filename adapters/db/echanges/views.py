from typing import Any

from adapters.db.referentiel.memory import Communes
from domain.demandes.formulaire import Formulaire, Personne
from domain.echanges.model import acces_ferme
from domain.echanges.queries import (
    AttributionVue,
    BienAttribue,
    CandidatDuBail,
    ClientTiersVue,
    PersonneDuBail,
)
from domain.kernel.raisons import action
from domain.kernel.views import OrganismeCourt


def public_client_id(departement: str, id: object) -> str:
    """The département comes first: it says where to look, and one client belongs to one département."""
    return f"{departement}-{id}"


def client_vue(row: Any) -> ClientTiersVue:
    return ClientTiersVue(
        id=row.id,
        version=row.version,
        client_id=public_client_id(row.departement, row.id),
        organisme=OrganismeCourt(id=row.organisme_id, nom=row.organisme),
        nom=row.nom,
        portees=list(row.portees),
        cree_le=row.cree_le,
        cree_par=row.cree_par,
        precedent_jusqu_au=row.precedent_jusqu_au,
        revoque_le=row.revoque_le,
        abonnements_actifs=row.abonnements_actifs,
        actions=[
            action("renouveler-le-secret", "Changer le secret", acces_ferme(row.revoque_le)),
            action("revoquer", "Révoquer", acces_ferme(row.revoque_le)),
        ],
    )


def attribution_vue(row: Any) -> AttributionVue:
    return AttributionVue(
        id=row.id,
        etat=row.etat,
        etat_libelle=row.etat.libelle,
        numero_unique=row.numero_unique,
        bien=BienAttribue(id=row.bien_id, reference=row.reference, reference_externe=row.reference_externe),
        rang=row.rang,
        condition=row.condition,
        notifiee_le=row.notifiee_le,
        repondre_avant_le=row.repondre_avant_le,
        repondue_le=row.repondue_le,
        motif_refus=row.motif_refus.libelle if row.motif_refus else None,
        bail_signe_le=row.bail_signe_le,
        entree_le=row.entree_le,
    )


def candidat_vue(row: Any, communes: Communes) -> CandidatDuBail:
    formulaire: Formulaire = row.formulaire
    return CandidatDuBail(
        numero_unique=row.numero_unique,
        titulaires=[_personne(p, communes) for p in formulaire.adultes],
    )


def _personne(personne: Personne, communes: Communes) -> PersonneDuBail:
    adresse = personne.adresse
    lignes: list[str] = []
    if adresse is not None:
        lignes = list(adresse.lignes(communes.courte(adresse.commune).nom if adresse.commune else ""))
    return PersonneDuBail(
        civilite=personne.civilite.libelle if personne.civilite else None,
        nom_naissance=personne.nom_naissance,
        nom_usage=personne.nom_usage,
        prenoms=personne.prenoms,
        ne_le=personne.ne_le,
        telephone=personne.telephone,
        email=personne.email,
        adresse=lignes,
    )
