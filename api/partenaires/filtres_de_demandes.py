from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field, StringConstraints

from api.dependencies import CurrentActeur, Execute, Idempotency
from api.partenaires.recherche_demandes import Axe, CodeLabel, Contingent, Degre, PointsCotes, Sort, Suivi
from api.problems import problems
from api.queries import Filtres
from api.schemas import Body, CodeCommune
from domain.demandes.codes import Besoin, EtatDemande, NatureDossier, Typologie
from domain.demandes.filtres.errors import FiltreDejaNomme, FiltreIntrouvable, TropDeFiltres
from domain.demandes.filtres.model import RechercheGardee
from domain.demandes.filtres.queries import FiltreVue
from domain.demandes.filtres.use_cases import (
    GarderUnFiltre,
    ModifierLeFiltre,
    RetirerLeFiltre,
    garder_un_filtre,
    modifier_le_filtre,
    retirer_le_filtre,
)
from domain.demandes.queries import Rupture
from domain.organismes.acteur import Droit
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import exiger
from domain.publics.codes import Origine

router = APIRouter(prefix="/filtres-de-demandes", tags=["demandes"])

Nom = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f]*$")]


class RechercheGardeeBody(Body):
    """Ni nom ni numéro : un filtre ne suit pas une personne."""

    etat: Annotated[list[EtatDemande], Field(default_factory=list, max_length=20)]
    commune: CodeCommune | None = None
    commune_actuelle: CodeCommune | None = None
    typologie: Typologie | None = None
    nature: NatureDossier | None = None
    guichet: UUID | None = None
    label: CodeLabel | None = None
    contingent: Contingent | None = None
    degre: Degre | None = None
    origine_label: Origine | None = None
    collecteur: Annotated[str, StringConstraints(max_length=100, pattern=r"^[^\x00]*$")] | None = None
    action_logement: bool = False
    besoin: Annotated[list[Besoin], Field(default_factory=list, max_length=len(Besoin))]
    suivi_par: Suivi | None = None
    mon_organisme: bool = False
    a_valider: bool = False
    points_min: PointsCotes | None = None
    points_max: PointsCotes | None = None
    axe: Axe | None = None
    axe_min: PointsCotes | None = None
    axe_max: PointsCotes | None = None
    par: Rupture | None = None
    sort: Sort | None = None


class FiltreModifieBody(Body):
    nom: Nom
    partage: bool = False
    """Le montrer aux collègues de l'organisme."""


class FiltreBody(FiltreModifieBody):
    recherche: RechercheGardeeBody


@router.get("", operation_id="lister_filtres", responses=problems(DroitManquant))
async def lister(acteur: CurrentActeur, filtres: Filtres) -> list[FiltreVue]:
    """Mes recherches gardées, puis celles que partagent mes collègues."""
    exiger(acteur, Droit.DEMANDES_LIRE)
    return await filtres.lister(acteur.perimetre, acteur)


@router.post(
    "",
    status_code=201,
    operation_id="garder_filtre",
    responses=problems(DroitManquant, FiltreDejaNomme, TropDeFiltres),
)
async def garder(
    body: FiltreBody, acteur: CurrentActeur, execute: Execute, key: Idempotency, filtres: Filtres
) -> list[FiltreVue]:
    """Garde une recherche sous un nom."""
    sections = body.recherche.model_dump() | {
        "etat": tuple(body.recherche.etat),
        "besoin": tuple(body.recherche.besoin),
    }
    command = GarderUnFiltre(nom=body.nom, partage=body.partage, recherche=RechercheGardee(**sections))
    await execute.create(garder_un_filtre, command, acteur, key)
    return await filtres.lister(acteur.perimetre, acteur)


@router.put(
    "/{filtre_id}",
    operation_id="modifier_filtre",
    responses=problems(DroitManquant, FiltreDejaNomme, FiltreIntrouvable),
)
async def modifier(
    filtre_id: UUID, body: FiltreModifieBody, acteur: CurrentActeur, execute: Execute, filtres: Filtres
) -> list[FiltreVue]:
    """Renomme un de mes filtres, le partage ou cesse de le partager."""
    await execute(modifier_le_filtre, ModifierLeFiltre(id=filtre_id, nom=body.nom, partage=body.partage), acteur)
    return await filtres.lister(acteur.perimetre, acteur)


@router.delete("/{filtre_id}", operation_id="retirer_filtre", responses=problems(DroitManquant, FiltreIntrouvable))
async def retirer(filtre_id: UUID, acteur: CurrentActeur, execute: Execute, filtres: Filtres) -> list[FiltreVue]:
    """Retire un de mes filtres."""
    await execute(retirer_le_filtre, RetirerLeFiltre(id=filtre_id), acteur)
    return await filtres.lister(acteur.perimetre, acteur)
