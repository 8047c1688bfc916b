from datetime import date
from typing import Any

from adapters.db.propositions.contexte import contexte_of
from adapters.db.propositions.tables import propositions
from adapters.db.referentiel.memory import Communes
from domain.biens.rules import rpls_attendu
from domain.kernel.calendrier import mois_entiers
from domain.kernel.nomenclature import Nomenclature
from domain.kernel.views import OrganismeCourt
from domain.organismes.acteur import Acteur
from domain.propositions.model import Proposition, etat_vrai
from domain.propositions.phrases import phrase_pour_l_agent, phrase_pour_le_demandeur
from domain.propositions.policies import actions
from domain.propositions.queries import (
    BailleurContact,
    BienPropose,
    CandidatCourt,
    MaProposition,
    PropositionDetail,
    PropositionResume,
)

_COLUMNS = [c.name for c in propositions.columns]
_SHARED = ("rang", "condition", "notifiee_le", "repondre_avant_le", "bail_signe_le")


def proposition_of(row: Any) -> Proposition:
    """The aggregate as its guards need it; never attached to a session."""
    return Proposition(**{name: getattr(row, name) for name in _COLUMNS})


class ViewBuilder:
    def __init__(self, communes: Communes) -> None:
        self._communes = communes

    def resume(self, row: Any, today: date) -> PropositionResume:
        etat = etat_vrai(row.etat, row.repondre_avant_le, today)
        return PropositionResume(
            id=row.id,
            version=row.version,
            etat=etat,
            etat_libelle=etat.libelle,
            organisme=OrganismeCourt(id=row.organisme_id, nom=row.organisme_nom),
            bien=self._bien(row),
            candidat=_candidat(row, today),
            creee_le=row.creee_le,
            seance_id=row.seance_id,
            seance_le=row.seance_le,
            decision=_code(row.decision),
            decision_libelle=_libelle(row.decision),
            **{name: getattr(row, name) for name in _SHARED},
        )

    def detail(self, row: Any, acteur: Acteur, today: date) -> PropositionDetail:
        etat = etat_vrai(row.etat, row.repondre_avant_le, today)
        return PropositionDetail(
            id=row.id,
            version=row.version,
            departement=row.departement,
            etat=etat,
            etat_libelle=etat.libelle,
            phrase=phrase_pour_l_agent(
                etat,
                rang=row.rang,
                condition=row.condition,
                repondre_avant_le=row.repondre_avant_le,
                motif_fin=row.motif_fin,
                entree_le=row.entree_le,
            ),
            organisme=OrganismeCourt(id=row.organisme_id, nom=row.organisme_nom),
            bien=self._bien(row),
            candidat=_candidat(row, today),
            creee_le=row.creee_le,
            creee_par=row.creee_par,
            seance_id=row.seance_id,
            seance_le=row.seance_le,
            decision=_code(row.decision),
            decision_libelle=_libelle(row.decision),
            motif_decision=_code(row.motif_decision),
            motif_decision_libelle=_libelle(row.motif_decision),
            commentaire_decision=row.commentaire_decision,
            repondue_le=row.repondue_le,
            motif_refus=_code(row.motif_refus),
            motif_refus_libelle=_libelle(row.motif_refus),
            commentaire_refus=row.commentaire_refus,
            motif_fin=row.motif_fin,
            entree_le=row.entree_le,
            rpls_attendu=rpls_attendu(row.rpls, row.annee_construction, today),
            actions=list(actions(acteur, proposition_of(row), contexte_of(row), today)),
            **{name: getattr(row, name) for name in _SHARED},
        )

    def mine(self, row: Any, acteur: Acteur, today: date) -> MaProposition:
        etat = etat_vrai(row.etat, row.repondre_avant_le, today)
        return MaProposition(
            id=row.id,
            version=row.version,
            etat=etat,
            etat_libelle=etat.libelle,
            phrase=phrase_pour_le_demandeur(
                etat, repondre_avant_le=row.repondre_avant_le, condition=row.condition, entree_le=row.entree_le
            ),
            typologie=row.typologie,
            surface=row.surface,
            etage=row.etage,
            ascenseur=row.ascenseur,
            parking=row.parking,
            balcon=row.balcon,
            jardin=row.jardin,
            dpe=_code(row.dpe),
            adresse=row.adresse,
            code_postal=row.code_postal,
            commune=self._communes.courte(row.commune),
            loyer=float(row.loyer),
            charges=float(row.charges),
            annexes=float(row.annexes),
            mensualite=float(row.mensualite),
            disponible_le=row.disponible_le,
            condition=row.condition,
            notifiee_le=row.notifiee_le,
            repondre_avant_le=row.repondre_avant_le,
            bail_signe_le=row.bail_signe_le,
            entree_le=row.entree_le,
            bailleur=BailleurContact(
                nom=row.organisme_nom, telephone=row.organisme_telephone, email=row.organisme_email
            ),
            actions=list(actions(acteur, proposition_of(row), contexte_of(row), today)),
        )

    def _bien(self, row: Any) -> BienPropose:
        return BienPropose(
            id=row.bien_id,
            reference=row.bien_reference,
            adresse=row.adresse,
            code_postal=row.code_postal,
            commune=self._communes.courte(row.commune),
            typologie=row.typologie,
            surface=row.surface,
            mensualite=float(row.mensualite),
            etat=row.ctx_bien_etat.value,
            etat_libelle=row.ctx_bien_etat.libelle,
        )


def _candidat(row: Any, today: date) -> CandidatCourt:
    return CandidatCourt(
        demande_id=row.demande_id,
        numero_unique=row.numero_unique,
        nom_affiche=row.nom_affiche,
        personnes=row.personnes,
        deposee_le=row.deposee_le,
        anciennete_mois=mois_entiers(row.deposee_le, today) if row.deposee_le else 0,
        points=row.points,
    )


def _code(choix: Nomenclature | None) -> str | None:
    return None if choix is None else choix.value


def _libelle(choix: Nomenclature | None) -> str | None:
    return None if choix is None else choix.libelle
