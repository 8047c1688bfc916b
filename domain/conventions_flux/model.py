from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Self
from uuid import UUID

from domain.conventions_flux import events
from domain.conventions_flux.errors import ConventionTerminee, PeriodeDeConventionInvalide
from domain.kernel.aggregate import Aggregate
from domain.kernel.codes import TypeReservataire
from domain.kernel.francais import jour, pourcent
from domain.kernel.nomenclature import Nomenclature
from domain.kernel.raisons import Raison
from domain.kernel.vocabulary import Periode


class EtatConvention(Nomenclature):
    """Où en est une convention, à une date. Codes du projet."""

    SIGNEE = "SIGNEE", "Signée, à venir"
    ACTIVE = "ACTIVE", "En vigueur"
    ECHUE = "ECHUE", "Échue"
    RESILIEE = "RESILIEE", "Résiliée"


class ModeDeGestion(Nomenclature):
    """Qui choisit les candidats du contingent. Codes du projet."""

    DIRECTE = "directe", "Gestion directe : le réservataire propose ses candidats"
    DELEGUEE = "deleguee", "Gestion déléguée : le bailleur choisit pour le réservataire"


class RelogementsAnru(Nomenclature):
    """Si le relogement d'une opération ANRU compte pour la convention. Codes du projet."""

    DEPARTEMENT = "departement", "Selon la règle du département"
    COMPTES = "comptes", "Comptés dans le flux"
    EXCLUS = "exclus", "Exclus du flux"


class NatureImputation(Nomenclature):
    """Ce qui compte pour une convention ; la convention dit lequel des trois l'emporte. Codes du projet."""

    MISE_A_DISPOSITION = "MAD", "Mise à disposition"
    ATTRIBUTION = "ATT", "Attribution en commission"
    BAIL = "BAI", "Bail signé"


@dataclass(eq=False, kw_only=True)
class Convention(Aggregate):
    """La part du flux annuel d'un bailleur qu'il réserve à un réservataire, dans un département (CCH R441-5)."""

    departement: str
    id: UUID
    bailleur_id: UUID
    reservataire_id: UUID
    type_reservataire: TypeReservataire
    annee: int
    taux: Decimal
    """Pour cent du flux annuel."""
    objectif: int
    """Logements à mettre à disposition dans l'année."""
    debut: date
    fin: date
    mode_gestion: ModeDeGestion = ModeDeGestion.DELEGUEE
    relogements_anru: RelogementsAnru = RelogementsAnru.DEPARTEMENT
    communes: list[str] | None = None
    """Codes INSEE du territoire, pour une commune ou un EPCI ; absent, tout le département."""
    resiliee_le: date | None = None
    version: int = 1

    @classmethod
    def signer(
        cls,
        *,
        id: UUID,
        departement: str,
        bailleur_id: UUID,
        reservataire_id: UUID,
        type_reservataire: TypeReservataire,
        annee: int,
        taux: Decimal,
        objectif: int,
        debut: date,
        fin: date,
        mode_gestion: ModeDeGestion,
        communes: Collection[str] | None,
        le: datetime,
        relogements_anru: RelogementsAnru = RelogementsAnru.DEPARTEMENT,
    ) -> Self:
        """Une convention par bailleur, réservataire, contingent, département et année (CCH R441-5)."""
        _exiger_dans_l_annee(annee, debut, fin)
        convention = cls(
            departement=departement,
            id=id,
            bailleur_id=bailleur_id,
            reservataire_id=reservataire_id,
            type_reservataire=type_reservataire,
            annee=annee,
            taux=taux,
            objectif=objectif,
            debut=debut,
            fin=fin,
            mode_gestion=mode_gestion,
            relogements_anru=relogements_anru,
            communes=sorted(communes) if communes else None,
        )
        convention.record(events.ConventionSignee(**convention._qui(le), taux=pourcent(taux), objectif=objectif))
        return convention

    @property
    def periode(self) -> Periode:
        return Periode(du=self.debut, au=self.fin)

    def etat(self, le: date) -> EtatConvention:
        return etat_de_convention(self.debut, self.fin, self.resiliee_le, le)

    def raison_terminee(self, le: date) -> Raison | None:
        """Une convention échue ou résiliée ne change plus."""
        etat = self.etat(le)
        if etat is EtatConvention.RESILIEE and self.resiliee_le is not None:
            phrase = f"La convention est résiliée depuis le {jour(self.resiliee_le)}."
        elif etat is EtatConvention.ECHUE:
            phrase = f"La convention est échue depuis le {jour(self.fin)}."
        else:
            return None
        return Raison(code=f"convention-{etat.name.lower()}", phrase=phrase)

    def couvre(self, commune: str, le: date) -> bool:
        """Ce logement, ce jour-là, relève-t-il de la convention ?"""
        if not self.periode.contient(le) or self.etat(le) is EtatConvention.RESILIEE:
            return False
        return self.communes is None or commune in self.communes

    def amender(
        self,
        *,
        taux: Decimal,
        objectif: int,
        fin: date,
        motif: str,
        aujourd_hui: date,
        le: datetime,
        relogements_anru: RelogementsAnru | None = None,
    ) -> None:
        """Un avenant change le taux, l'objectif, la fin ou le compte des relogements ANRU ; l'historique garde l'avant.

        Ce qui est déjà compté le reste : l'avenant vaut pour les actes qui le suivent.
        """
        self._exiger_en_cours(aujourd_hui)
        _exiger_dans_l_annee(self.annee, self.debut, fin)
        anru = relogements_anru or self.relogements_anru
        avant = (self.taux, self.objectif)
        if (taux, objectif, fin, anru) == (*avant, self.fin, self.relogements_anru):
            return
        change = None if anru is self.relogements_anru else anru.libelle
        self.taux, self.objectif, self.fin, self.relogements_anru = taux, objectif, fin, anru
        self.record(
            events.ConventionAmendee(
                **self._qui(le),
                motif=motif,
                taux_avant=pourcent(avant[0]),
                taux_apres=pourcent(taux),
                objectif_avant=avant[1],
                objectif_apres=objectif,
                relogements_anru=change,
            )
        )

    def resilier(self, *, motif: str, aujourd_hui: date, le: datetime) -> None:
        """La convention cesse ; ce qu'elle a compté reste lisible."""
        self._exiger_en_cours(aujourd_hui)
        self.resiliee_le = aujourd_hui
        self.record(events.ConventionResiliee(**self._qui(le), motif=motif))

    def imputer(self, nature: NatureImputation, *, bien_id: UUID, bien_libelle: str, le: datetime) -> None:
        self.record(
            events.FluxImpute(
                **self._qui(le),
                nature=nature.value,
                nature_libelle=nature.libelle,
                bien_id=bien_id,
                bien_libelle=bien_libelle,
            )
        )

    def desimputer(self, nature: NatureImputation, *, bien_id: UUID, motif: str, le: datetime) -> None:
        self.record(
            events.FluxDesimpute(
                **self._qui(le),
                nature=nature.value,
                nature_libelle=nature.libelle,
                bien_id=bien_id,
                motif=motif,
            )
        )

    def _exiger_en_cours(self, le: date) -> None:
        raison = self.raison_terminee(le)
        if raison is not None:
            raise ConventionTerminee(f"{raison.phrase} Rien n'a été changé.", raisons=[raison])

    def _qui(self, le: datetime) -> dict[str, Any]:
        return {"departement": self.departement, "aggregate_id": self.id, "occurred_at": le}


@dataclass(eq=False, kw_only=True)
class Imputation:
    """Un logement compté, une fois par mise en location et par nature."""

    departement: str
    id: UUID
    convention_id: UUID
    nature: NatureImputation
    bien_id: UUID
    mise_en_location_id: UUID
    le: date
    annulee_le: date | None = None


def etat_de_convention(debut: date, fin: date, resiliee_le: date | None, le: date) -> EtatConvention:
    """L'état se lit sur les dates : personne n'a à le tenir à jour."""
    if resiliee_le is not None and resiliee_le <= le:
        return EtatConvention.RESILIEE
    if le < debut:
        return EtatConvention.SIGNEE
    return EtatConvention.ACTIVE if le <= fin else EtatConvention.ECHUE


def _exiger_dans_l_annee(annee: int, debut: date, fin: date) -> None:
    if fin < debut or debut.year != annee or fin.year != annee:
        raise PeriodeDeConventionInvalide(
            f"La convention de {annee} commence et finit en {annee}, le début avant la fin. Corrigez les dates."
        )
