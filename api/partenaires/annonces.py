from dataclasses import fields
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints
from pydantic_core import PydanticCustomError

from api.dependencies import CurrentActeur, Execute, Idempotency
from api.listing import PageNumber, PageSize
from api.problems import problems
from api.queries import Annonces
from api.schemas import Absent, Body, Courriel, Ligne, LigneVide, Paragraphe, PatchBody, Telephone, Version
from domain.annonces.errors import (
    AnnonceDejaPubliee,
    AnnonceDejaRetiree,
    AnnonceIncoherente,
    AnnonceIntrouvable,
    BienNonPubliable,
)
from domain.annonces.model import EtatAnnonce
from domain.annonces.model import Texte as TexteAnnonce
from domain.annonces.queries import AnnonceDetail, AnnonceResume, AnnoncesCriteria, ContactVue
from domain.annonces.use_cases import (
    ModifierAnnonce,
    PublierAnnonce,
    RetirerAnnonce,
    modifier_annonce,
    publier_annonce,
    retirer_annonce,
)
from domain.biens.errors import BienIntrouvable, ReserveAuBailleur
from domain.kernel.errors import ConcurrentEdit
from domain.kernel.read_model import Page
from domain.kernel.views import HistoriqueLigne
from domain.organismes.acteur import Droit
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import exiger

router = APIRouter(prefix="/annonces", tags=["annonces"])
EN_ECRITURE = (AnnonceIntrouvable, DroitManquant, ReserveAuBailleur, AnnonceDejaRetiree, ConcurrentEdit)


def _de_ce_siecle(value: datetime) -> datetime:
    if value.year // 100 != 20:
        raise PydanticCustomError("datetime_parsing", "not of this century")
    return value


Titre = Annotated[Ligne, StringConstraints(max_length=120)]
Instant = Annotated[AwareDatetime, AfterValidator(_de_ce_siecle), Field(json_schema_extra={"pattern": "^20"})]
"""Avec son fuseau : l'annonce paraît et disparaît à la minute près."""


class AnnonceBody(Body):
    bien_id: UUID
    titre: Titre
    description: Paragraphe = ""
    du: Instant
    au: Instant
    contact_nom: Ligne | None = None
    contact_email: Courriel | None = None
    """Où partent les messages ; jamais montrée au public."""
    contact_telephone: Telephone | None = None

    def texte(self) -> TexteAnnonce:
        return TexteAnnonce(**{f.name: getattr(self, f.name) for f in fields(TexteAnnonce)})


class AnnonceModificationBody(PatchBody):
    """Les champs à changer : absent, un champ reste tel quel ; null vide ceux qui peuvent l'être."""

    titre: Titre | Absent = None
    description: Paragraphe | Absent = None
    du: Instant | Absent = None
    au: Instant | Absent = None
    contact_nom: Ligne | None = None
    contact_email: Courriel | None = None
    contact_telephone: Telephone | None = None


class RetraitAnnonceBody(Body):
    version: Version
    motif: LigneVide = ""


@router.get("", operation_id="rechercher_annonces", responses=problems(DroitManquant))
async def rechercher(
    acteur: CurrentActeur,
    annonces: Annonces,
    etat: Annotated[list[EtatAnnonce] | None, Query(max_length=4)] = None,
    bien_id: UUID | None = None,
    sort: Literal["du", "-du", "au", "-au"] = "-du",
    page: PageNumber = 1,
    size: PageSize = 20,
) -> Page[AnnonceResume]:
    """Les annonces de l'organisme et celles des logements de son contingent."""
    exiger(acteur, Droit.ANNONCES_LIRE)
    criteria = AnnoncesCriteria(etats=tuple(etat or ()), bien_id=bien_id, sort=sort)
    return await annonces.rechercher(acteur.perimetre, criteria, page=page, size=size)


@router.post(
    "",
    status_code=201,
    operation_id="publier_annonce",
    responses=problems(
        BienIntrouvable, DroitManquant, ReserveAuBailleur, AnnonceDejaPubliee, BienNonPubliable, AnnonceIncoherente
    ),
)
async def publier(
    body: AnnonceBody, acteur: CurrentActeur, execute: Execute, key: Idempotency, annonces: Annonces
) -> AnnonceDetail:
    """Propose un logement vacant au public, pour une période."""
    command = PublierAnnonce(bien_id=body.bien_id, texte=body.texte())
    id = await execute.create(publier_annonce, command, acteur, key)
    return await annonces.detail(acteur.perimetre, acteur, id)


@router.get("/{annonce_id}", operation_id="lire_annonce", responses=problems(AnnonceIntrouvable, DroitManquant))
async def lire(annonce_id: UUID, acteur: CurrentActeur, annonces: Annonces) -> AnnonceDetail:
    """Une annonce, son logement et ce que l'on peut y faire."""
    exiger(acteur, Droit.ANNONCES_LIRE)
    return await annonces.detail(acteur.perimetre, acteur, annonce_id)


@router.patch(
    "/{annonce_id}",
    operation_id="modifier_annonce",
    responses=problems(*EN_ECRITURE, BienNonPubliable, AnnonceIncoherente),
)
async def modifier(
    annonce_id: UUID, body: AnnonceModificationBody, acteur: CurrentActeur, execute: Execute, annonces: Annonces
) -> AnnonceDetail:
    """Corrige ou prolonge une annonce."""
    command = ModifierAnnonce(annonce_id=annonce_id, version=body.version, changements=body.changements())
    await execute(modifier_annonce, command, acteur)
    return await annonces.detail(acteur.perimetre, acteur, annonce_id)


@router.post("/{annonce_id}/retrait", operation_id="retirer_annonce", responses=problems(*EN_ECRITURE))
async def retirer(
    annonce_id: UUID, body: RetraitAnnonceBody, acteur: CurrentActeur, execute: Execute, annonces: Annonces
) -> AnnonceDetail:
    """Retire l'annonce du portail, tout de suite."""
    command = RetirerAnnonce(annonce_id=annonce_id, version=body.version, motif=body.motif)
    await execute(retirer_annonce, command, acteur)
    return await annonces.detail(acteur.perimetre, acteur, annonce_id)


@router.get(
    "/{annonce_id}/contacts",
    operation_id="lire_contacts",
    responses=problems(AnnonceIntrouvable, DroitManquant),
)
async def contacts(
    annonce_id: UUID, acteur: CurrentActeur, annonces: Annonces, page: PageNumber = 1, size: PageSize = 50
) -> Page[ContactVue]:
    """Les messages reçus, pour le bailleur de l'annonce."""
    exiger(acteur, Droit.ANNONCES_LIRE)
    return await annonces.contacts(acteur.perimetre, annonce_id, page=page, size=size)


@router.get(
    "/{annonce_id}/historique",
    operation_id="lire_historique_annonce",
    responses=problems(AnnonceIntrouvable, DroitManquant),
)
async def historique(
    annonce_id: UUID, acteur: CurrentActeur, annonces: Annonces, page: PageNumber = 1, size: PageSize = 50
) -> Page[HistoriqueLigne]:
    """Ce qui est arrivé à l'annonce : publication, corrections avec l'avant et l'après, retrait."""
    exiger(acteur, Droit.ANNONCES_LIRE)
    return await annonces.historique(acteur.perimetre, annonce_id, page=page, size=size)
