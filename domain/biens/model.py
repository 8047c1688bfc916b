from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from domain.biens import events
from domain.biens.codes import EtatBien, MotifRetrait
from domain.biens.errors import BienDansUnAutreEtat
from domain.biens.logement import Conditions, Logement
from domain.biens.vacance import TRANSITIONS, Acte, MiseEnLocation
from domain.kernel.aggregate import Aggregate
from domain.kernel.francais import jour
from domain.kernel.identifiers import new_id
from domain.kernel.raisons import Raison


@dataclass(eq=False, kw_only=True)
class Residence(Aggregate):
    """Un ensemble de logements du même bailleur à la même adresse."""

    departement: str
    id: UUID
    organisme_id: UUID
    nom: str
    adresse: str
    code_postal: str
    commune: str
    latitude: float | None = None
    longitude: float | None = None
    annee_construction: int | None = None
    qpv: bool = False

    @classmethod
    def creer(cls, *, departement: str, organisme_id: UUID, le: datetime, **fiche: Any) -> Self:
        residence = cls(departement=departement, id=new_id(), organisme_id=organisme_id, **fiche)
        residence.record(
            events.ResidenceCreee(
                departement=departement,
                aggregate_id=residence.id,
                occurred_at=le,
                organisme_id=organisme_id,
                nom=residence.nom,
            )
        )
        return residence


@dataclass(eq=False, kw_only=True)
class Bien(Aggregate):
    """Un logement d'un bailleur et ses vacances successives, dont une seule à la fois est en cours."""

    departement: str
    id: UUID
    organisme_id: UUID
    """Le bailleur."""
    reference: str
    reference_externe: str | None = None
    """L'identifiant du logement dans le logiciel de gestion locative du bailleur."""
    residence_id: UUID | None = None
    logement: Logement
    mise_en_location_id: UUID
    mises_en_location: list[MiseEnLocation] = field(default_factory=list)
    version: int = 0
    """Le nombre d'actes sur ce bien : deux personnes qui agissent en même temps ne s'écrasent pas."""

    @classmethod
    def enregistrer(
        cls,
        *,
        departement: str,
        organisme_id: UUID,
        reference: str,
        reference_externe: str | None,
        residence_id: UUID | None,
        logement: Logement,
        conditions: Conditions,
        reservataire: str | None,
        aujourd_hui: date,
        le: datetime,
    ) -> Self:
        """Le bailleur déclare une vacance : le logement entre dans le fichier, prêt à recevoir des candidats."""
        vacance = MiseEnLocation.ouvrir(departement=departement, conditions=conditions, aujourd_hui=aujourd_hui, le=le)
        bien = cls(
            departement=departement,
            id=new_id(),
            organisme_id=organisme_id,
            reference=reference,
            reference_externe=reference_externe,
            residence_id=residence_id,
            logement=logement,
            mise_en_location_id=vacance.id,
            mises_en_location=[vacance],
        )
        designation = f"{logement.typologie.libelle} de {logement.surface} m², {logement.adresse}"
        bien._dire(events.BienEnregistre, le, reference=reference, designation=designation)
        bien._mettre_a_disposition(reservataire, le)
        return bien

    @property
    def courante(self) -> MiseEnLocation:
        """La vacance en cours, ou la dernière."""
        return next(m for m in self.mises_en_location if m.id == self.mise_en_location_id)

    @property
    def etat(self) -> EtatBien:
        return self.courante.etat

    @property
    def conditions(self) -> Conditions:
        return self.courante.conditions

    def raison_etat(self, acte: Acte) -> Raison | None:
        """Pourquoi cet acte n'est pas possible aujourd'hui, ou rien s'il l'est."""
        return self.courante.raison_etat(acte)

    def modifier(
        self,
        *,
        reference: str,
        residence_id: UUID | None,
        logement: Logement,
        conditions: Conditions,
        reservataire: str | None,
        aujourd_hui: date,
        le: datetime,
    ) -> None:
        """Corrige la fiche ou les conditions ; l'historique garde l'avant et l'après de chaque champ."""
        ancien = self.conditions
        avant = self._champs()
        apres = _champs(reference, residence_id, logement, conditions)
        changes = sorted(champ for champ in avant if avant[champ] != apres[champ])
        if not changes:
            return
        self._exiger(Acte.MODIFIER)
        self.reference, self.residence_id, self.logement = reference, residence_id, logement
        self.courante.conditions = conditions
        if conditions.disponible_le != ancien.disponible_le:
            self.courante.dater(aujourd_hui)
        self._dire(
            events.BienModifie,
            le,
            champs=changes,
            avant={champ: avant[champ] for champ in changes},
            apres={champ: apres[champ] for champ in changes},
        )
        if conditions.reservation != ancien.reservation:
            self._reprendre(ancien, le)
            self._mettre_a_disposition(reservataire, le)

    def identifier(self, rpls: str, *, le: datetime) -> None:
        """L'identifiant RPLS que la fiche ne disait pas, donné à la signature d'un bail."""
        avant, self.logement = self.logement.rpls, replace(self.logement, rpls=rpls)
        self._dire(events.BienModifie, le, champs=["rpls"], avant={"rpls": avant}, apres={"rpls": rpls})

    def liberer(self, *, libere_le: date, le: datetime) -> None:
        """Le locataire est parti : le logement est libre."""
        self._passer(Acte.LIBERER)
        self.courante.libere_le = libere_le
        self.courante.conditions = replace(self.conditions, disponible_le=libere_le)
        self._dire(events.BienLibere, le, libere_le=jour(libere_le))

    def remettre_en_location(
        self, conditions: Conditions, *, reservataire: str | None, aujourd_hui: date, le: datetime
    ) -> None:
        """Une nouvelle vacance s'ouvre sur un logement déjà connu ; la précédente reste dans son historique."""
        self._exiger(Acte.RELOUER)
        vacance = MiseEnLocation.ouvrir(
            departement=self.departement, conditions=conditions, aujourd_hui=aujourd_hui, le=le
        )
        self.mises_en_location.append(vacance)
        self.mise_en_location_id = vacance.id
        self._dire(events.BienRemisEnLocation, le, disponible_le=jour(conditions.disponible_le))
        self._mettre_a_disposition(reservataire, le)

    def proposer(self, numeros_uniques: Sequence[str], *, le: datetime) -> None:
        """Des candidats sont retenus pour ce logement."""
        self._passer(Acte.PROPOSER)
        self.courante.propositions += len(numeros_uniques)
        self._dire(events.BienPropose, le, numeros_uniques=list(numeros_uniques))

    def inscrire_en_commission(self, seance: str, *, le: datetime) -> None:
        """Le logement passe à l'ordre du jour d'une commission d'attribution (CCH L441-2)."""
        self._passer(Acte.INSCRIRE)
        self._dire(events.BienInscritEnCommission, le, seance=seance)

    def attribuer(self, *, demande_id: UUID, numero_unique: str, attribue_le: date, le: datetime) -> None:
        """Un candidat l'a accepté : personne d'autre ne peut plus l'obtenir."""
        self._passer(Acte.ATTRIBUER)
        self.courante.attribue_le = attribue_le
        self._dire(
            events.BienAttribue,
            le,
            demande_id=demande_id,
            numero_unique=numero_unique,
            reservataire_id=self.conditions.reservataire_id,
        )

    def louer(self, *, demande_id: UUID, numero_unique: str, loue_le: date, le: datetime) -> None:
        """Le bail est signé : la vacance prend fin."""
        self._passer(Acte.LOUER)
        self.courante.loue_le = loue_le
        self._dire(
            events.BienLoue,
            le,
            demande_id=demande_id,
            numero_unique=numero_unique,
            reservataire_id=self.conditions.reservataire_id,
            loue_le=jour(loue_le),
        )

    def remettre_a_disposition(self, *, motif: str, le: datetime, propositions_ouvertes: bool = False) -> None:
        """Refus, désistement ou commission sans suite : le logement attend de nouveau des candidats."""
        self._exiger(Acte.REMETTRE)
        vacance = self.courante
        vacance.etat = EtatBien.PROPOSE if propositions_ouvertes else vacance.etat_sans_candidat
        vacance.attribue_le = None
        self._dire(events.BienRemisADisposition, le, motif=motif)

    def retirer(self, *, motif: MotifRetrait, precision: str, retire_le: date, le: datetime) -> None:
        """Le bailleur renonce à louer ce logement pour l'instant, et dit pourquoi."""
        self._passer(Acte.RETIRER)
        self.courante.retire_le = retire_le
        self.courante.motif_retrait = motif
        self._dire(
            events.BienRetire,
            le,
            motif=motif.value,
            motif_libelle=motif.libelle,
            precision=precision,
            reservataire_id=self.conditions.reservataire_id,
        )

    def rattacher_a_la_convention(self, convention_id: UUID | None) -> None:
        """La convention de flux qui compte cette vacance, connue de la mise à disposition."""
        self.courante.convention_id = convention_id
        self.version += 1

    def _mettre_a_disposition(self, reservataire: str | None, le: datetime) -> None:
        actuel = self.conditions
        if actuel.reservataire_id is not None:
            self._dire(
                events.BienMisADisposition,
                le,
                reservataire_id=actuel.reservataire_id,
                reservataire=reservataire or "",
                type_reservataire=actuel.type_reservataire.value,
                type_libelle=actuel.type_reservataire.libelle,
            )

    def _reprendre(self, ancien: Conditions, le: datetime) -> None:
        if ancien.reservataire_id is not None:
            self.courante.convention_id = None
            self._dire(
                events.MiseADispositionAnnulee,
                le,
                reservataire_id=ancien.reservataire_id,
                type_reservataire=ancien.type_reservataire.value,
            )

    def _champs(self) -> dict[str, Any]:
        return _champs(self.reference, self.residence_id, self.logement, self.conditions)

    def _exiger(self, acte: Acte) -> None:
        raison = self.raison_etat(acte)
        if raison is not None:
            raise BienDansUnAutreEtat(f"{raison.phrase} Rien n'a été changé.", raisons=[raison], etat=self.etat.value)

    def _passer(self, acte: Acte) -> None:
        self._exiger(acte)
        self.courante.etat = TRANSITIONS[self.etat, acte]

    def _dire(self, kind: type[events._EvenementBien], le: datetime, **quoi: Any) -> None:
        self.version += 1
        self.record(
            kind(
                departement=self.departement,
                aggregate_id=self.id,
                occurred_at=le,
                organisme_id=self.organisme_id,
                mise_en_location_id=self.mise_en_location_id,
                **quoi,
            )
        )


def _champs(reference: str, residence_id: UUID | None, logement: Logement, conditions: Conditions) -> dict[str, Any]:
    """Tout ce que la fiche dit, champ par champ, pour comparer l'avant et l'après."""
    return {
        "reference": reference,
        "residence_id": residence_id,
        **{f.name: getattr(logement, f.name) for f in fields(Logement)},
        **{f.name: getattr(conditions, f.name) for f in fields(Conditions)},
    }
