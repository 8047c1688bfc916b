from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from domain.kernel.aggregate import Aggregate
from domain.kernel.francais import jour
from domain.kernel.raisons import Raison
from domain.propositions import events
from domain.propositions.codes import (
    AccordCollectif,
    Decision,
    EtatProposition,
    MotifArret,
    MotifNonAttribution,
    MotifRefusCandidat,
)
from domain.propositions.errors import DatesDuBailInvalides, DelaiDeReponseDepasse, PropositionImpossible


class Acte(StrEnum):
    """Ce qui fait vivre une proposition."""

    INSCRIRE = "inscrire"
    ATTRIBUER = "attribuer"
    ECARTER = "ecarter"
    REPRENDRE = "reprendre"
    NOTIFIER = "notifier"
    ACCEPTER = "accepter"
    REFUSER = "refuser"
    CONSTATER_LE_SILENCE = "constater-le-silence"
    SIGNER_LE_BAIL = "signer-le-bail"
    ARRETER = "arreter"
    ANNULER = "annuler"


E = EtatProposition

TRANSITIONS: Mapping[tuple[EtatProposition, Acte], EtatProposition] = {
    (E.EN_COURS, Acte.INSCRIRE): E.INSCRITE,
    (E.EN_COURS, Acte.ARRETER): E.SANS_SUITE,
    (E.EN_COURS, Acte.ANNULER): E.ANNULEE,
    (E.INSCRITE, Acte.ATTRIBUER): E.DECIDEE,
    (E.INSCRITE, Acte.ECARTER): E.SANS_SUITE,
    (E.INSCRITE, Acte.ARRETER): E.SANS_SUITE,
    (E.INSCRITE, Acte.ANNULER): E.ANNULEE,
    (E.DECIDEE, Acte.REPRENDRE): E.INSCRITE,
    (E.DECIDEE, Acte.NOTIFIER): E.NOTIFIEE,
    (E.DECIDEE, Acte.ARRETER): E.SANS_SUITE,
    (E.DECIDEE, Acte.ANNULER): E.ANNULEE,
    (E.NOTIFIEE, Acte.ACCEPTER): E.ACCEPTEE,
    (E.NOTIFIEE, Acte.REFUSER): E.REFUSEE,
    (E.NOTIFIEE, Acte.CONSTATER_LE_SILENCE): E.SANS_REPONSE,
    (E.NOTIFIEE, Acte.ARRETER): E.SANS_SUITE,
    (E.ACCEPTEE, Acte.SIGNER_LE_BAIL): E.BAIL_SIGNE,
    (E.ACCEPTEE, Acte.ARRETER): E.SANS_SUITE,
    (E.ACCEPTEE, Acte.ANNULER): E.ANNULEE,
    (E.SANS_SUITE, Acte.REPRENDRE): E.INSCRITE,
}
"""Toute la vie d'une proposition. Une candidature écartée ne se reprend qu'avant la clôture de sa commission."""

_POURQUOI_PAS: Mapping[EtatProposition, str] = {
    E.EN_COURS: "Le candidat est retenu, il n'a pas encore été inscrit en commission.",
    E.INSCRITE: "Le candidat est inscrit en commission, la décision n'est pas encore prise.",
    E.DECIDEE: "La commission a décidé, le logement n'a pas encore été proposé au candidat.",
    E.NOTIFIEE: "Le logement est proposé au candidat, sa réponse est attendue.",
    E.ACCEPTEE: "Le candidat a accepté le logement, le bail reste à signer.",
    E.REFUSEE: "Le candidat a refusé le logement.",
    E.SANS_REPONSE: "Le candidat n'a pas répondu dans le délai : son silence vaut refus.",
    E.SANS_SUITE: "La proposition est sans suite.",
    E.BAIL_SIGNE: "Le bail est signé.",
    E.ANNULEE: "La proposition a été annulée.",
}


@dataclass(eq=False, kw_only=True)
class Proposition(Aggregate):
    """Un logement et un demandeur, du choix du candidat à la signature du bail."""

    departement: str
    id: UUID
    bien_id: UUID
    mise_en_location_id: UUID
    demande_id: UUID
    organisme_id: UUID
    """Le bailleur."""
    numero_unique: str
    bien_libelle: str
    etat: EtatProposition
    creee_le: datetime
    creee_par: str
    seance_id: UUID | None = None
    decision: Decision | None = None
    rang: int | None = None
    motif_decision: MotifNonAttribution | None = None
    commentaire_decision: str | None = None
    condition: str | None = None
    """Ce qui manque encore, pour une attribution sous condition suspensive."""
    notifiee_le: date | None = None
    repondre_avant_le: date | None = None
    """Dernier jour pour répondre, compris."""
    repondue_le: datetime | None = None
    motif_refus: MotifRefusCandidat | None = None
    commentaire_refus: str | None = None
    motif_fin: str | None = None
    """Pourquoi elle est arrêtée ou annulée."""
    bail_signe_le: date | None = None
    entree_le: date | None = None
    accord_collectif: AccordCollectif | None = None
    attribuee_dalo: bool | None = None
    """Attribuée au titre du droit au logement opposable, dit à la signature du bail (CCH R441-2-9)."""
    version: int = 1

    @classmethod
    def retenir(
        cls,
        *,
        id: UUID,
        departement: str,
        bien_id: UUID,
        mise_en_location_id: UUID,
        bien_libelle: str,
        demande_id: UUID,
        numero_unique: str,
        organisme_id: UUID,
        par: str,
        le: datetime,
    ) -> Self:
        """Le candidat est retenu sur le logement ; rien ne lui est encore promis."""
        proposition = cls(
            departement=departement,
            id=id,
            bien_id=bien_id,
            mise_en_location_id=mise_en_location_id,
            demande_id=demande_id,
            organisme_id=organisme_id,
            numero_unique=numero_unique,
            bien_libelle=bien_libelle,
            etat=E.EN_COURS,
            creee_le=le,
            creee_par=par,
        )
        proposition.record(events.CandidatRetenu(**proposition._qui(le)))
        return proposition

    def raison_etat(self, acte: Acte) -> Raison | None:
        """Pourquoi cet acte n'est pas possible aujourd'hui, ou rien s'il l'est."""
        possible = (self.etat, acte) in TRANSITIONS
        if acte is Acte.REPRENDRE and self.decision is None:
            possible = False
        if possible:
            return None
        return Raison(
            code=f"proposition-{self.etat.name.lower().replace('_', '-')}",
            phrase=self.motif_fin or _POURQUOI_PAS[self.etat],
        )

    def raison_delai(self, le: date) -> Raison | None:
        """Le lendemain du dernier jour, le silence a valu refus, même si personne ne l'a encore constaté."""
        if self.etat is not E.NOTIFIEE or self.repondre_avant_le is None or le <= self.repondre_avant_le:
            return None
        return Raison(
            code="delai-depasse",
            phrase=f"Le délai pour répondre a pris fin le {jour(self.repondre_avant_le)} : "
            "l'absence de réponse vaut refus.",
            parametres={"repondre_avant_le": self.repondre_avant_le.isoformat()},
        )

    def etat_au(self, le: date) -> EtatProposition:
        """L'état vrai ce jour-là : un délai dépassé vaut refus."""
        return etat_vrai(self.etat, self.repondre_avant_le, le)

    def inscrire(self, *, seance_id: UUID, tenue_le: str, le: datetime) -> None:
        self._passer(Acte.INSCRIRE)
        self.seance_id = seance_id
        self.record(
            events.PropositionInscrite(
                **self._qui(le), seance_id=seance_id, numero_unique=self.numero_unique, tenue_le=tenue_le
            )
        )

    def attribuer(self, *, decision: Decision, rang: int | None, condition: str | None, le: datetime) -> None:
        """La commission attribue, seule, en classant, ou sous condition (CCH R441-3)."""
        self._passer(Acte.ATTRIBUER)
        self.decision, self.rang, self.condition = decision, rang, condition
        self.motif_decision = self.commentaire_decision = None
        self.record(
            events.AttributionDecidee(
                **self._en_commission(le),
                decision=decision.value,
                decision_libelle=decision.libelle,
                rang=rang,
                condition=condition,
            )
        )

    def ecarter(self, *, decision: Decision, motif: MotifNonAttribution, commentaire: str, le: datetime) -> None:
        """La commission n'attribue pas, ou rejette ; toute décision défavorable est motivée (CCH L441-2-2)."""
        self._passer(Acte.ECARTER)
        self.decision, self.motif_decision, self.commentaire_decision = decision, motif, commentaire or None
        self.rang = self.condition = None
        self.record(
            events.CandidatEcarte(
                **self._en_commission(le),
                decision=decision.value,
                decision_libelle=decision.libelle,
                motif=motif.value,
                motif_libelle=motif.libelle,
                commentaire=commentaire,
            )
        )

    def reprendre(self, *, le: datetime) -> None:
        """La commission revient sur sa décision, avant la clôture."""
        self._passer(Acte.REPRENDRE)
        self.decision = self.rang = self.condition = self.motif_decision = self.commentaire_decision = None
        self.record(events.DecisionReprise(**self._en_commission(le)))

    def notifier(self, *, notifiee_le: date, repondre_avant_le: date, le: datetime) -> None:
        """Le logement est proposé : le candidat a au moins dix jours pour répondre (CCH R441-10)."""
        self._passer(Acte.NOTIFIER)
        self.notifiee_le = notifiee_le
        self.repondre_avant_le = repondre_avant_le
        self.record(events.PropositionNotifiee(**self._qui(le), repondre_avant_le=jour(repondre_avant_le)))

    def accepter(self, *, aujourd_hui: date, le: datetime) -> None:
        self._exiger_dans_le_delai(aujourd_hui)
        self._passer(Acte.ACCEPTER)
        self.repondue_le = le
        self.record(events.PropositionAcceptee(**self._qui(le)))

    def refuser(self, *, motif: MotifRefusCandidat, commentaire: str, aujourd_hui: date, le: datetime) -> None:
        self._exiger_dans_le_delai(aujourd_hui)
        self._passer(Acte.REFUSER)
        self.repondue_le = le
        self.motif_refus, self.commentaire_refus = motif, commentaire or None
        self.record(
            events.PropositionRefusee(
                **self._qui(le), motif=motif.value, motif_libelle=motif.libelle, commentaire=commentaire
            )
        )

    def constater_le_silence(self, *, aujourd_hui: date, le: datetime) -> None:
        """Passé le délai, l'absence de réponse vaut refus (CCH R441-10)."""
        if self.raison_delai(aujourd_hui) is None:
            raise PropositionImpossible("Le délai de réponse n'est pas dépassé : le candidat peut encore répondre.")
        self._passer(Acte.CONSTATER_LE_SILENCE)
        self.motif_refus = MotifRefusCandidat.SANS_REPONSE
        self.record(events.PropositionSansReponse(**self._qui(le)))

    def signer_le_bail(
        self,
        *,
        signe_le: date,
        entree_le: date,
        aujourd_hui: date,
        le: datetime,
        accord_collectif: AccordCollectif = AccordCollectif.NON_DOCUMENTE,
        dalo: bool = False,
    ) -> None:
        """Avec le bail se disent l'accord collectif et le DALO (CCH R441-2-9 ; arrêté du 23 mars 2015, § 6.2)."""
        if signe_le > aujourd_hui:
            raise DatesDuBailInvalides("Le bail ne peut pas être signé dans le futur. Corrigez la date.")
        if entree_le < signe_le:
            raise DatesDuBailInvalides("L'entrée dans les lieux ne précède pas la signature du bail. Corrigez la date.")
        self._passer(Acte.SIGNER_LE_BAIL)
        self.bail_signe_le, self.entree_le = signe_le, entree_le
        self.accord_collectif, self.attribuee_dalo = accord_collectif, dalo
        self.record(
            events.BailSigne(
                **self._qui(le),
                signe_le=jour(signe_le),
                entree_le=jour(entree_le),
                organisme_id=self.organisme_id,
                numero_unique=self.numero_unique,
                accord_collectif=accord_collectif.libelle,
                dalo=dalo,
            )
        )

    def arreter(self, *, motif: MotifArret, le: datetime) -> None:
        """Une autre issue rend la proposition sans objet ; elle dit laquelle."""
        self._passer(Acte.ARRETER)
        self.motif_fin = f"{motif.libelle}."
        self.record(events.PropositionArretee(**self._qui(le), motif=motif.value, motif_libelle=motif.libelle))

    def annuler(self, *, motif: str, le: datetime) -> None:
        self._passer(Acte.ANNULER)
        self.motif_fin = motif
        self.record(events.PropositionAnnulee(**self._qui(le), motif=motif))

    def _exiger_dans_le_delai(self, aujourd_hui: date) -> None:
        raison = self.raison_delai(aujourd_hui)
        if raison is not None:
            raise DelaiDeReponseDepasse(f"{raison.phrase} Contactez le bailleur.", raisons=[raison])

    def _passer(self, acte: Acte) -> None:
        raison = self.raison_etat(acte)
        if raison is not None:
            raise PropositionImpossible(f"{raison.phrase} Rien n'a été changé.", raisons=[raison], etat=self.etat.value)
        self.etat = TRANSITIONS[self.etat, acte]

    def _en_commission(self, le: datetime) -> dict[str, Any]:
        assert self.seance_id is not None
        return {**self._qui(le), "seance_id": self.seance_id, "numero_unique": self.numero_unique}

    def _qui(self, le: datetime) -> dict[str, Any]:
        return {
            "departement": self.departement,
            "aggregate_id": self.id,
            "occurred_at": le,
            "demande_id": self.demande_id,
            "bien_id": self.bien_id,
            "bien_libelle": self.bien_libelle,
        }


def etat_vrai(etat: EtatProposition, repondre_avant_le: date | None, le: date) -> EtatProposition:
    """Un délai dépassé vaut refus dès le lendemain, sans attendre que quelqu'un le constate (CCH R441-10)."""
    depasse = repondre_avant_le is not None and le > repondre_avant_le
    return E.SANS_REPONSE if etat is E.NOTIFIEE and depasse else etat
