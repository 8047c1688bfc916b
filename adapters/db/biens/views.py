from dataclasses import fields
from datetime import date
from typing import Any

from adapters.db.referentiel.memory import Communes
from domain.annonces.policies import action_publier
from domain.biens.logement import Conditions, Logement
from domain.biens.model import Bien
from domain.biens.policies import actions
from domain.biens.queries import (
    BienDetail,
    BienResume,
    ChargeDeClienteleVue,
    LigneMensualite,
    ReservataireVue,
    ResidenceCourte,
)
from domain.biens.rules import alertes, lignes_de_mensualite
from domain.biens.vacance import MiseEnLocation
from domain.kernel.views import OrganismeCourt
from domain.organismes.acteur import Acteur

_LOGEMENT = [f.name for f in fields(Logement)]
_CONDITIONS = [f.name for f in fields(Conditions)]


def bien_of(row: Any) -> Bien:
    """The aggregate as its guards need it, with its current vacancy only; never attached to a session."""
    vacance = MiseEnLocation(
        departement=row.departement,
        id=row.mise_en_location_id,
        etat=row.etat,
        conditions=Conditions(**{name: getattr(row, name) for name in _CONDITIONS}),
        ouverte_le=row.ouverte_le,
        libere_le=row.libere_le,
    )
    return Bien(
        departement=row.departement,
        id=row.id,
        organisme_id=row.organisme_id,
        reference=row.reference,
        logement=Logement(**{name: getattr(row, name) for name in _LOGEMENT}),
        mise_en_location_id=row.mise_en_location_id,
        mises_en_location=[vacance],
        version=row.version,
    )


def _reservataire(row: Any) -> ReservataireVue | None:
    if row.reservataire_id is None:
        return None
    return ReservataireVue(
        id=row.reservataire_id,
        nom=row.reservataire_nom,
        type=row.type_reservataire,
        type_libelle=row.type_reservataire.libelle,
    )


class ResumeBuilder:
    def __init__(self, communes: Communes) -> None:
        self._communes = communes

    def build(self, row: Any) -> BienResume:
        return BienResume(
            id=row.id,
            reference=row.reference,
            organisme=OrganismeCourt(id=row.organisme_id, nom=row.bailleur_nom),
            residence=row.residence_nom,
            adresse=row.adresse,
            code_postal=row.code_postal,
            commune=self._communes.courte(row.commune),
            typologie=row.typologie,
            surface=row.surface,
            etage=row.etage,
            financement=row.financement,
            loyer=float(row.loyer),
            mensualite=float(row.mensualite),
            dpe=row.dpe,
            etat=row.etat,
            etat_libelle=row.etat.libelle,
            disponible_le=row.disponible_le,
            reservataire=_reservataire(row),
            charge_de_clientele=row.charge_nom or None,
            nb_propositions=row.propositions,
            annonce_en_ligne=row.annonce_en_ligne,
        )


class DetailBuilder:
    """One row of the database and the rules of the domain make the screen of a bien."""

    def __init__(self, communes: Communes) -> None:
        self._communes = communes

    def build(self, row: Any, acteur: Acteur, today: date) -> BienDetail:
        bien = bien_of(row)
        logement, conditions = bien.logement, bien.conditions
        shown = {name: getattr(logement, name) for name in _LOGEMENT if name != "commune"}
        return BienDetail(
            id=row.id,
            version=row.version,
            departement=row.departement,
            reference=row.reference,
            reference_externe=row.reference_externe,
            organisme=OrganismeCourt(id=row.organisme_id, nom=row.bailleur_nom),
            residence=(ResidenceCourte(id=row.residence_id, nom=row.residence_nom) if row.residence_id else None),
            commune=self._communes.courte(logement.commune),
            **shown,
            loyer=float(conditions.loyer),
            charges=float(conditions.charges),
            annexes=float(conditions.annexes),
            depot_garantie=None if conditions.depot_garantie is None else float(conditions.depot_garantie),
            etat=row.etat,
            etat_libelle=row.etat.libelle,
            mise_en_location_id=row.mise_en_location_id,
            disponible_le=row.disponible_le,
            libere_le=row.libere_le,
            attribue_le=row.attribue_le,
            loue_le=row.loue_le,
            retire_le=row.retire_le,
            motif_retrait=row.motif_retrait.libelle if row.motif_retrait else None,
            reservataire=_reservataire(row),
            convention_id=row.convention_id,
            charge_de_clientele=(
                ChargeDeClienteleVue(id=row.charge_de_clientele, nom=row.charge_nom)
                if row.charge_de_clientele
                else None
            ),
            nb_propositions=row.propositions,
            annonce_id=row.annonce_id,
            mensualite=float(conditions.mensualite),
            mensualite_lignes=[
                LigneMensualite(code=ligne.code, libelle=ligne.libelle, montant=float(ligne.montant))
                for ligne in lignes_de_mensualite(conditions)
            ],
            alertes=list(alertes(logement, today)),
            actions=[*actions(acteur, bien), action_publier(acteur, bien, row.annonce_id)],
        )
