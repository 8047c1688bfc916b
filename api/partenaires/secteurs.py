"""The sectors that applicants may choose: each EPCI draws its own."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field, StringConstraints

from api.dependencies import CurrentActeur, Execute, Idempotency
from api.problems import problems
from api.queries import Secteurs
from api.schemas import Body, CodeCommune, Ligne, Siren
from domain.demandes.formulaire import QuartierSouhaite
from domain.demandes.secteurs.errors import (
    SecteurDejaNomme,
    SecteurDUnAutre,
    SecteurFerme,
    SecteurIntrouvable,
    SecteurInvalide,
)
from domain.demandes.secteurs.queries import SecteurAChoisir, SecteursDuTerritoire
from domain.demandes.secteurs.use_cases import FermerSecteur, OuvrirSecteur, fermer_un_secteur, ouvrir_un_secteur
from domain.kernel.errors import ConcurrentEdit
from domain.organismes.errors import DroitManquant, NonConnecte

router = APIRouter(tags=["référentiel"])
Nom = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^[^\x00-\x1f]*$")]
Quartier = Annotated[str, StringConstraints(min_length=1, max_length=19, pattern=r"^[^\x00-\x1f]*$")]


class QuartierBody(Body):
    commune: CodeCommune
    nom: Quartier


class SecteurBody(Body):
    epci: Siren
    """SIREN de l'EPCI dont ce sont des communes."""
    nom: Nom
    communes: Annotated[list[CodeCommune], Field(min_length=1, max_length=200)]
    """Codes INSEE."""
    quartiers: Annotated[list[QuartierBody], Field(default_factory=list, max_length=100)]
    """Les seuls quartiers visés dans une commune ; une commune sans quartier y est tout entière."""
    acte: Ligne
    """La délibération, ou la décision, qui le fonde."""
    du: date
    """Premier jour où il se choisit."""


class FermetureBody(Body):
    au: date
    """Dernier jour où il se choisit."""


@router.get("/secteurs", operation_id="lister_secteurs", responses=problems(NonConnecte))
async def tous(acteur: CurrentActeur, secteurs: Secteurs) -> SecteursDuTerritoire:
    """Les secteurs du département, ouverts ou fermés, et ce que l'agent peut en faire."""
    return await secteurs.tous(acteur.perimetre, acteur)


@router.get("/secteurs-a-choisir", operation_id="lister_secteurs_a_choisir", responses=problems(NonConnecte))
async def a_choisir(acteur: CurrentActeur, secteurs: Secteurs) -> list[SecteurAChoisir]:
    """Ceux qu'une demande peut citer aujourd'hui."""
    return await secteurs.a_choisir(acteur.perimetre)


@router.post(
    "/secteurs",
    status_code=201,
    operation_id="ouvrir_secteur",
    responses=problems(SecteurInvalide, SecteurDejaNomme, SecteurDUnAutre, DroitManquant),
)
async def ouvrir(
    body: SecteurBody, acteur: CurrentActeur, execute: Execute, key: Idempotency, secteurs: Secteurs
) -> SecteursDuTerritoire:
    """Ouvre un secteur d'un EPCI : les demandeurs le choisissent à partir du jour dit."""
    command = OuvrirSecteur(
        epci=body.epci,
        nom=body.nom,
        communes=tuple(body.communes),
        quartiers=tuple(QuartierSouhaite(commune=q.commune, nom=q.nom) for q in body.quartiers),
        acte=body.acte,
        du=body.du,
    )
    await execute.create(ouvrir_un_secteur, command, acteur, key)
    return await secteurs.tous(acteur.perimetre, acteur)


@router.post(
    "/secteurs/{secteur_id}/fermeture",
    operation_id="fermer_secteur",
    responses=problems(
        SecteurIntrouvable,
        SecteurInvalide,
        SecteurFerme,
        SecteurDejaNomme,
        SecteurDUnAutre,
        DroitManquant,
        ConcurrentEdit,
    ),
)
async def fermer(
    secteur_id: UUID, body: FermetureBody, acteur: CurrentActeur, execute: Execute, secteurs: Secteurs
) -> SecteursDuTerritoire:
    """Ferme un secteur : il ne se choisit plus, et qui l'avait choisi garde ses communes."""
    await execute(fermer_un_secteur, FermerSecteur(id=secteur_id, au=body.au), acteur)
    return await secteurs.tous(acteur.perimetre, acteur)
