"""The sections of the form, as both applications send them."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from api.schemas import Absent, Body, Version
from domain.demandes.codes import LienCodemandeur, NatureDossier
from domain.demandes.formulaire import (
    SECTIONS,
    AccompagnementSocial,
    Codemandeur,
    Colocataire,
    FicheHandicap,
    LogementActuel,
    LogementRecherche,
    Motifs,
    Naissances,
    Occupant,
    Personne,
    Revenus,
)
from domain.demandes.sources import Source


class SectionsBody(Body):
    """Les rubriques à remplacer, chacune entière : absente, une rubrique reste telle quelle ; null vide celles qui
    peuvent l'être."""

    demandeur: Personne | None = None
    codemandeurs: Annotated[list[Codemandeur], Field(max_length=5)] | Absent = None
    occupants: Annotated[list[Occupant], Field(max_length=20)] | Absent = None
    a_naitre: Naissances | None = None
    revenus: Revenus | Absent = None
    logement_actuel: LogementActuel | None = None
    logement_recherche: LogementRecherche | None = None
    motifs: Motifs | Absent = None
    colocataires: Annotated[list[Colocataire], Field(max_length=5)] | Absent = None
    handicaps: Annotated[list[FicheHandicap], Field(max_length=25)] | Absent = None
    accompagnement: AccompagnementSocial | None = None

    def sections(self) -> dict[str, Any]:
        given = {name: getattr(self, name) for name in self.model_fields_set if name in SECTIONS}
        return {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}


class ModificationBody(SectionsBody):
    """Les rubriques à remplacer, et la version lue : absente, une rubrique reste telle quelle ; null vide celles qui
    peuvent l'être."""

    version: Version


class NouvelleDemandeBody(SectionsBody):
    """Les rubriques déjà connues d'une demande saisie au guichet, et sa nature."""

    nature: NatureDossier = NatureDossier.STANDARD


class ModificationAuGuichetBody(ModificationBody):
    """Les rubriques à remplacer, la nature si elle change, et la version lue : absente, une rubrique reste telle
    quelle ; null vide celles qui peuvent l'être."""

    nature: NatureDossier | Absent = None
    source: Source = Source.DEMANDEUR
    """Qui a fourni ce qui change."""
    accord_le: date | None = None
    """Le jour où la personne a donné son accord à ce qu'un tiers apporte."""


class ChangementDeNatureBody(Body):
    version: Version
    lien: LienCodemandeur
    """Le lien de la personne avec le demandeur."""


class VersionBody(Body):
    version: Version


class NirBody(Body):
    personne_id: UUID
    nir: Annotated[str, Field(min_length=15, max_length=21, pattern=r"^[0-9AB .]+$")]
