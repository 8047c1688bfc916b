from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from domain.demandes.personnes.codes import Justificatif, SorteGeste
from domain.kernel.raisons import Raison
from domain.kernel.read_model import ReadModel


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationVue(ReadModel):
    """Un départ déclaré en ligne, pas encore enregistré. Montré aux guichets, et à l'accès qui l'a déclaré."""

    sorte: SorteGeste
    sorte_libelle: str
    personne_id: UUID
    personne: str
    """La personne qui part."""
    declarant: str
    le: datetime
    justificatif: Justificatif
    justificatif_libelle: str
    occupants: list[UUID]
    successeur_id: UUID | None
    deces_le: date | None
    raisons: list[Raison]
    """Ce qu'un guichet doit vérifier ; vide, le fichier l'enregistre de lui-même."""
    refus: str | None
    """Pourquoi un guichet ne l'a pas enregistrée."""
    refusee_par: str | None
    refusee_le: datetime | None
