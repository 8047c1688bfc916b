from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from domain.kernel.aggregate import Event, Objet


@dataclass(frozen=True, kw_only=True)
class _EvenementAnnonce(Event):
    """Ce qui arrive à une annonce se lit aussi dans l'historique de son bien."""

    objet: ClassVar = Objet.ANNONCE
    bien_id: UUID
    titre: str

    def description(self) -> str:
        return f"« {self.titre} »"

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        return ((Objet.ANNONCE, self.aggregate_id), (Objet.BIEN, self.bien_id))


@dataclass(frozen=True, kw_only=True)
class AnnoncePubliee(_EvenementAnnonce):
    libelle: ClassVar = "Publication d'une annonce"
    periode: str

    def description(self) -> str:
        return f"« {self.titre} », {self.periode}"


@dataclass(frozen=True, kw_only=True)
class AnnonceModifiee(_EvenementAnnonce):
    libelle: ClassVar = "Modification de l'annonce"
    champs: list[str]
    avant: dict[str, Any]
    apres: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class AnnonceRetiree(_EvenementAnnonce):
    libelle: ClassVar = "Retrait de l'annonce"
    motif: str

    def description(self) -> str:
        return f"« {self.titre} ». {self.motif}".strip()


@dataclass(frozen=True, kw_only=True)
class ContactRecu(_EvenementAnnonce):
    """Quelqu'un a écrit au bailleur depuis l'annonce. Son message et son adresse n'entrent pas dans l'historique."""

    libelle: ClassVar = "Contact reçu depuis l'annonce"
    contact_id: UUID
    demande_id: UUID | None
    numero_unique: str | None

    def description(self) -> str:
        qui = f"Demande {self.numero_unique}" if self.demande_id else "Personne sans demande reconnue"
        return f"{qui}, annonce « {self.titre} »"

    def phrase_publique(self) -> str:
        return f"Vous avez écrit au bailleur au sujet de l'annonce « {self.titre} »."

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        dossiers = ((Objet.ANNONCE, self.aggregate_id), (Objet.BIEN, self.bien_id))
        return dossiers if self.demande_id is None else (*dossiers, (Objet.DEMANDE, self.demande_id))
