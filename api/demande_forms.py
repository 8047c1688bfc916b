"""The sections of the form, as both applications send them."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from api.schemas import Body, Version
from domain.demandes.formulaire import (
    Codemandeur,
    LogementActuel,
    LogementRecherche,
    Motifs,
    Naissances,
    Occupant,
    Personne,
    Revenus,
)


class SectionsBody(Body):
    """Les rubriques à remplacer, chacune entière ; celles qui manquent ne changent pas."""

    demandeur: Personne | None = None
    codemandeurs: Annotated[list[Codemandeur], Field(max_length=5)] | None = None
    occupants: Annotated[list[Occupant], Field(max_length=20)] | None = None
    a_naitre: Naissances | None = None
    revenus: Revenus | None = None
    logement_actuel: LogementActuel | None = None
    logement_recherche: LogementRecherche | None = None
    motifs: Motifs | None = None

    def sections(self) -> dict[str, Any]:
        given = {name: getattr(self, name) for name in self.model_fields_set if name != "version"}
        never_empty = {"codemandeurs", "occupants", "revenus", "motifs"}
        kept = {k: v for k, v in given.items() if not (v is None and k in never_empty)}
        return {k: tuple(v) if isinstance(v, list) else v for k, v in kept.items()}


class ModificationBody(SectionsBody):
    version: Version


class VersionBody(Body):
    version: Version


class NirBody(Body):
    personne_id: UUID
    nir: Annotated[str, Field(min_length=15, max_length=21, pattern=r"^[0-9AB .]+$")]
