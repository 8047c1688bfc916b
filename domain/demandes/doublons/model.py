from dataclasses import dataclass
from datetime import date, datetime
from typing import Self
from uuid import UUID

from domain.demandes.codes import EtatDemande
from domain.demandes.doublons import events
from domain.demandes.doublons.codes import DecisionDoublon, SorteFusion
from domain.demandes.doublons.errors import DoublonFusionne
from domain.demandes.formulaire import Formulaire
from domain.demandes.rules.doublons import Cle, Comparaison, Force
from domain.demandes.vie.valeurs import Avertissement
from domain.kernel.aggregate import Aggregate
from domain.kernel.raisons import Raison
from domain.kernel.read_model import ReadModel


def paire(a: UUID, b: UUID) -> tuple[UUID, UUID]:
    """Deux demandes ne font qu'une paire, quel que soit le côté d'où l'on regarde."""
    return (a, b) if a < b else (b, a)


@dataclass(eq=False, kw_only=True)
class Doublon(Aggregate):
    """Deux demandes où se trouve peut-être la même personne, et ce qu'un agent en a conclu."""

    departement: str
    id: UUID
    demande_id: UUID
    autre_id: UUID
    force: Force
    cle: Cle
    pour: tuple[Raison, ...]
    contre: tuple[Raison, ...]
    repere_le: datetime
    decision: DecisionDoublon | None = None
    motif: str = ""
    decide_le: datetime | None = None
    decide_par: str | None = None
    decide_par_organisme: str | None = None
    version: int = 1

    @classmethod
    def reperer(cls, *, id: UUID, departement: str, a: UUID, b: UUID, comparaison: Comparaison, le: datetime) -> Self:
        premiere, seconde = paire(a, b)
        assert comparaison.cle is not None
        return cls(
            departement=departement,
            id=id,
            demande_id=premiere,
            autre_id=seconde,
            force=comparaison.force,
            cle=comparaison.cle,
            pour=comparaison.pour,
            contre=comparaison.contre,
            repere_le=le,
        )

    def revoir(self, comparaison: Comparaison) -> None:
        """Les demandes ont changé : les raisons aussi. Une décision déjà prise reste."""
        assert comparaison.cle is not None
        if self.decision in (None, DecisionDoublon.A_VOIR):
            self.force, self.cle = comparaison.force, comparaison.cle
            self.pour, self.contre = comparaison.pour, comparaison.contre

    def trancher(self, *, decision: DecisionDoublon, motif: str, par: str, organisme: str | None, le: datetime) -> None:
        """La décision est gardée avec son motif et son auteur : la question n'est pas reposée."""
        if self.decision is DecisionDoublon.FUSIONNE and decision is not DecisionDoublon.FUSIONNE:
            raise DoublonFusionne("Ces demandes sont fusionnées. Défaites d'abord la fusion. Rien n'a été changé.")
        self._noter(decision, motif, par, organisme, le)
        self.record(
            events.DoublonTranche(
                departement=self.departement,
                aggregate_id=self.demande_id,
                occurred_at=le,
                autre_id=self.autre_id,
                decision=decision.value,
                decision_libelle=decision.libelle,
                motif=motif,
            )
        )

    def noter_la_fusion(self, *, par: str, organisme: str | None, le: datetime) -> None:
        self._noter(DecisionDoublon.FUSIONNE, "", par, organisme, le)

    def rouvrir(self) -> None:
        """La fusion est défaite : la question se pose de nouveau."""
        self.decision, self.motif = DecisionDoublon.A_VOIR, ""

    def _noter(self, decision: DecisionDoublon, motif: str, par: str, organisme: str | None, le: datetime) -> None:
        self.decision, self.motif = decision, motif
        self.decide_le, self.decide_par, self.decide_par_organisme = le, par, organisme


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates(ReadModel):
    """Ce qu'une fusion change de la demande gardée, hors du formulaire."""

    deposee_le: date | None
    renouvelee_le: date | None
    expire_le: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gardee(ReadModel):
    """La demande gardée, avant ou après la fusion."""

    dates: Dates
    formulaire: Formulaire


@dataclass(frozen=True, slots=True, kw_only=True)
class Fusionnee(ReadModel):
    """La demande fusionnée, telle qu'elle était."""

    etat: EtatDemande
    radiee_le: date | None
    avertissement: Avertissement | None = None
    """La lettre qui courait, et reprend si la fusion est défaite."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite(ReadModel):
    """Une chose de la demande fusionnée passée à la demande gardée : elle en revient si la fusion est défaite."""

    objet: str
    id: UUID
    personne_id: UUID | None = None
    """La personne de la demande fusionnée que la chose concernait."""


@dataclass(eq=False, kw_only=True)
class Fusion(Aggregate):
    """Deux demandes d'une même personne qui n'en font plus qu'une, et de quoi les rendre telles qu'elles étaient."""

    departement: str
    id: UUID
    gardee_id: UUID
    fusionnee_id: UUID
    sorte: SorteFusion
    motif: str
    le: datetime
    par: str
    organisme: str | None
    avant: Gardee
    apres: Gardee
    fusionnee_avant: Fusionnee
    suites: tuple[Suite, ...] = ()
    defaite_le: datetime | None = None
    defaite_par: str | None = None
    motif_defaite: str | None = None
    version: int = 1
