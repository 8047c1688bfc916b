"""Un départ déclaré par un titulaire depuis son espace, tant qu'il n'est pas enregistré."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from domain.demandes.personnes.codes import Justificatif, SorteGeste
from domain.kernel.raisons import Raison
from domain.kernel.read_model import ReadModel


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration(ReadModel):
    """Qui part, sur quel document, d'après qui, et ce qu'il reste à un guichet à vérifier.

    Elle n'est montrée qu'aux guichets et à l'accès qui l'a faite : un autre titulaire pourrait être un danger.
    """

    sorte: SorteGeste
    personne_id: UUID
    """La personne qui part."""
    personne: str
    justificatif: Justificatif
    """Le document que le demandeur dit avoir."""
    occupants: tuple[UUID, ...] = ()
    successeur_id: UUID | None = None
    deces_le: date | None = None
    compte_id: UUID
    """L'accès d'où elle vient, seul à la relire."""
    declarant: str
    le: datetime
    raisons: tuple[Raison, ...] = ()
    """Pourquoi un guichet doit la confirmer ; vide, le fichier l'enregistre de lui-même."""
    refus: str | None = None
    """Ce qu'un guichet a répondu à qui l'a faite."""
    refusee_par: str | None = None
    refusee_le: datetime | None = None

    @property
    def attend_un_guichet(self) -> bool:
        return bool(self.raisons) and self.refus is None

    @property
    def en_cours(self) -> bool:
        return self.refus is None
