"""Who comes into a demande or leaves it, as both applications say it."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.schemas import Body, Paragraphe, Version
from domain.demandes.formulaire import Codemandeur
from domain.demandes.personnes.codes import Justificatif, SorteGeste
from domain.demandes.personnes.prevision import Geste

PERSONNE = UUID(int=0)


class GesteBody(Body):
    """Qui entre ou sort, et comment."""

    sorte: SorteGeste
    personne_id: UUID | None = None
    """La personne qui part."""
    codemandeur: Codemandeur | None = None
    """La personne qui entre."""
    justificatif: Justificatif | None = None
    """Ce que le guichet a vu."""
    occupants: Annotated[list[UUID], Field(default_factory=list, max_length=20)]
    """Les personnes à charge qui suivent celle qui part."""
    successeur_id: UUID | None = None
    """Le codemandeur qui devient demandeur ; absent, le premier."""
    le: date | None = None
    """Date du décès."""

    def geste(self) -> Geste:
        entrant = self.codemandeur.id if self.codemandeur else None
        return Geste(
            sorte=self.sorte,
            personne_id=self.personne_id or entrant or PERSONNE,
            codemandeur=self.codemandeur,
            justificatif=self.justificatif,
            occupants=frozenset(self.occupants),
            successeur_id=self.successeur_id,
            le=self.le,
        )


class ChangementBody(GesteBody):
    """Le geste, sur la version dont les conséquences ont été lues."""

    version: Version
    commentaire: Paragraphe = ""
