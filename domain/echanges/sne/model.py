from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from domain.echanges.sne.codes import EtatTransmission, Sens, TypeFichier
from domain.echanges.sne.errors import TransmissionEnCours
from domain.echanges.sne.events import CopiesDemandees, TransmissionRefusee, TransmissionRejouee
from domain.kernel.aggregate import Aggregate
from domain.kernel.identifiers import new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuse:
    """Ce que le SNE répond à un fichier : reçu, ou refusé avec ses anomalies."""

    anomalies: tuple[str, ...] = ()
    pertes: tuple[str, ...] = ()
    """Ce qui a été raccourci ou tu pour tenir dans le format national."""


@dataclass(eq=False, kw_only=True)
class Transmission(Aggregate):
    """Un fait de la vie d'une demande à dire au SNE, jusqu'à son accusé (arrêté du 23 mars 2015, § 3 à 6)."""

    departement: str
    id: UUID
    demande_id: UUID
    type_fichier: TypeFichier
    evenement: str
    """Ce qui est arrivé, dans les mots de l'historique."""
    cree_le: datetime
    etat: EtatTransmission = EtatTransmission.A_TRANSMETTRE
    tentatives: int = 0
    envoyee_le: datetime | None = None
    recue_le: datetime | None = None
    motif: str | None = None
    """Pourquoi le SNE l'a refusée, ou pourquoi le dernier essai n'a pas abouti."""
    pertes: tuple[str, ...] = ()
    sens: Sens = Sens.ENVOI
    piece_id: UUID | None = None
    """La pièce dont la copie part, pour une copie numérique."""
    version: int = 1

    @classmethod
    def inscrire(
        cls,
        *,
        departement: str,
        demande_id: UUID,
        type_fichier: TypeFichier,
        evenement: str,
        le: datetime,
        piece_id: UUID | None = None,
    ) -> Self:
        return cls(
            departement=departement,
            id=new_id(),
            demande_id=demande_id,
            type_fichier=type_fichier,
            evenement=evenement,
            cree_le=le,
            piece_id=piece_id,
        )

    @classmethod
    def demander_les_copies(cls, *, departement: str, demande_id: UUID, le: datetime) -> Self:
        """Ce que le SNE garde des pièces de cette demande est à recevoir."""
        demandee = cls(
            departement=departement,
            id=new_id(),
            demande_id=demande_id,
            type_fichier=TypeFichier.COPIE,
            evenement="Copies demandées",
            cree_le=le,
            sens=Sens.RECEPTION,
        )
        demandee.record(
            CopiesDemandees(
                departement=departement, aggregate_id=demande_id, occurred_at=le, transmission_id=demandee.id
            )
        )
        return demandee

    def nom_du_fichier(self, guichet: str) -> str:
        """Le même à chaque essai : un fichier déjà reçu se reconnaît, et ne compte pas deux fois."""
        return f"DEM{guichet}-{self.cree_le:%Y%m%d%H%M}-{self.id.int % 10**6:06d}.xml"

    def noter_l_accuse(self, accuse: Accuse, *, le: datetime) -> None:
        self.tentatives += 1
        self.envoyee_le = le
        self.pertes = accuse.pertes
        if not accuse.anomalies:
            self.etat, self.recue_le, self.motif = EtatTransmission.RECUE, le, None
            return
        self.etat = EtatTransmission.REFUSEE
        self.motif = " ".join(accuse.anomalies)
        self.record(
            TransmissionRefusee(
                departement=self.departement,
                aggregate_id=self.demande_id,
                occurred_at=le,
                type_libelle=self.type_fichier.libelle,
                motif=self.motif,
            )
        )

    def noter_les_copies(self, nombre: int, laissees: tuple[str, ...], *, le: datetime) -> None:
        """Combien de documents sont entrés au dossier, et lesquels n'y entrent pas."""
        self.noter_l_accuse(Accuse(pertes=laissees), le=le)
        self.evenement = (
            "aucun document nouveau" if nombre == 0 else f"{nombre} document{'s' * (nombre > 1)} au dossier"
        )

    def noter_l_echec(self, cause: str, *, le: datetime) -> None:
        """Rien ne dit que le SNE l'a reçue : elle reste à transmettre, sous le même nom."""
        self.tentatives += 1
        self.envoyee_le = le
        self.motif = cause

    def rejouer(self, *, le: datetime) -> None:
        """Corrigée ou expliquée, une transmission refusée repart cette nuit."""
        if self.etat is not EtatTransmission.REFUSEE:
            raise TransmissionEnCours(
                "Seule une transmission refusée se rejoue : celle-ci est "
                f"{self.etat.libelle[0].lower()}{self.etat.libelle[1:]}. Rien n'a été changé."
            )
        self.etat, self.motif = EtatTransmission.A_TRANSMETTRE, None
        self.record(
            TransmissionRejouee(
                departement=self.departement,
                aggregate_id=self.demande_id,
                occurred_at=le,
                type_libelle=self.type_fichier.libelle,
            )
        )
