"""Les listes de ce qui arrive à échéance, et le rapport de chaque nuit."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from domain.demandes.codes import EtatDemande
from domain.kernel.read_model import Page, ReadModel
from domain.organismes.acteur import Perimetre


class ListeDeVie(StrEnum):
    """Les demandes à suivre, rangées par ce qui les attend."""

    PREAVIS = "preavis"
    """Elles expirent dans le mois : à renouveler."""
    SOMMEIL = "sommeil"
    """Non renouvelées, elles attendent leur réveil."""
    AVERTIES = "averties"
    """Une lettre annonce leur radiation."""
    RADIEES = "radiees"
    """Radiées depuis peu : encore restaurables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EcheanceLigne(ReadModel):
    """Une demande et sa prochaine échéance."""

    id: UUID
    numero_unique: str | None
    nom_affiche: str
    """NOM D'USAGE (NOM DE NAISSANCE) Prénom."""
    etat: EtatDemande
    etat_libelle: str
    deposee_le: date | None
    expire_le: date | None
    depuis_le: date | None
    """Depuis quand elle est dans cette liste : avis, sommeil, lettre ou radiation."""
    echeance: date | None
    """Ce qui vient : fin de validité, radiation, ou dernier jour pour restaurer."""
    motif: str | None
    """Pourquoi elle est avertie ou radiée."""
    canal: str
    """Par où le fichier lui écrit : `courriel`, `sms`, `courrier` quand il n'a ni adresse ni mobile où le joindre,
    ou `aucun` : une personne protégée qui n'a pas dit comment lui écrire sans danger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NuitVue(ReadModel):
    """Ce qu'une nuit a fait dans le département."""

    jour: date
    commencee_le: datetime
    terminee_le: datetime | None
    """Absent tant que la nuit n'est pas allée au bout."""
    examinees: int
    avis: int
    """Avis d'expiration envoyés."""
    endormies: int
    radiees_non_renouvelees: int
    radiees_sans_reponse: int
    effacees: int
    """Demandes closes depuis un an, dont plus rien ne nomme personne."""
    exceptions: int
    """Ce que la nuit a laissé à quelqu'un."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionDeNuit(ReadModel):
    """Une demande que la nuit n'a pas pu faire avancer, et pourquoi."""

    demande_id: UUID
    numero_unique: str | None
    nom_affiche: str
    code: str
    phrase: str


class VieQueries(Protocol):
    async def echeances(
        self, perimetre: Perimetre, liste: ListeDeVie, *, page: int, size: int
    ) -> Page[EcheanceLigne]: ...

    async def nuits(self, perimetre: Perimetre, *, page: int, size: int) -> Page[NuitVue]:
        """La dernière d'abord."""
        ...

    async def exceptions(self, perimetre: Perimetre, jour: date, *, page: int, size: int) -> Page[ExceptionDeNuit]: ...
