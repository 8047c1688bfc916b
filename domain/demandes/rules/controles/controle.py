from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from domain.demandes.codes import NatureDossier
from domain.demandes.formulaire import Formulaire, Personne
from domain.kernel.parametres import Parametres
from domain.kernel.read_model import ReadModel


class Niveau(StrEnum):
    """Un contrôle bloquant empêche d'enregistrer la demande ; une alerte se lit et se garde."""

    BLOQUANT = "bloquant"
    ALERTE = "alerte"


@dataclass(frozen=True, slots=True, kw_only=True)
class Controle(ReadModel):
    """Un point du formulaire à corriger ou à vérifier."""

    champ: str
    """Chemin du champ dans le formulaire, par exemple `codemandeurs.0.ne_le`."""
    niveau: Niveau
    code: str
    message: str
    """Ce qui ne va pas et comment le réparer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contexte:
    """Le formulaire à contrôler, et ce qu'il faut savoir autour."""

    formulaire: Formulaire
    le: date
    avec_nir: frozenset[UUID]
    nirs_a_verifier: frozenset[UUID]
    nature: NatureDossier
    en_ligne: bool
    departement: str | None
    parametres: Parametres

    def adultes(self) -> Iterator[tuple[str, Personne]]:
        """Chaque titulaire avec le chemin de sa rubrique."""
        if self.formulaire.demandeur is not None:
            yield "demandeur", self.formulaire.demandeur
        for rang, codemandeur in enumerate(self.formulaire.codemandeurs):
            yield f"codemandeurs.{rang}", codemandeur

    def entier(self, nom: str) -> int:
        return self.parametres.a_la_date(f"formulaire.{nom}", self.le, self.departement).entier()


def bloque(champ: str, code: str, message: str) -> Controle:
    return Controle(champ=champ, niveau=Niveau.BLOQUANT, code=code, message=message)


def alerte(champ: str, code: str, message: str) -> Controle:
    return Controle(champ=champ, niveau=Niveau.ALERTE, code=code, message=message)
