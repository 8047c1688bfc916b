from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field

from api.dependencies import CurrentActeur, Execute, Idempotency
from api.problems import problems
from api.queries import Accueil
from api.schemas import Body, Ligne, Paragraphe
from domain.demandes.errors import NirDansLAdresse
from domain.demandes.policies import refuser_un_nir
from domain.observatoire.accueil import AccueilVue, ActualiteVue, Favori, Trouvaille
from domain.observatoire.use_cases import (
    PeriodeInversee,
    PublierActualite,
    RangerFavoris,
    RetirerActualite,
    publier_actualite,
    ranger_favoris,
    retirer_actualite,
)
from domain.organismes.errors import DroitManquant
from domain.organismes.model import TypeOrganisme

router = APIRouter(tags=["accueil"])


class ActualiteBody(Body):
    titre: Ligne
    texte: Paragraphe
    du: date
    au: date
    types_organisme: Annotated[list[TypeOrganisme], Field(max_length=12)] | None = None
    """À qui la montrer ; absent, à tous."""


class FavoriBody(Body):
    libelle: Ligne
    lien: Annotated[str, Field(max_length=300, pattern=r"^/[^\x00-\x1f/][^\x00-\x1f]*$|^/$")]


class FavorisBody(Body):
    favoris: Annotated[list[FavoriBody], Field(max_length=20)]


@router.get("/accueil", operation_id="lire_accueil")
async def accueil(acteur: CurrentActeur, queries: Accueil) -> AccueilVue:
    """Mon travail du jour : compteurs, tâches, annonces, favoris, conventions."""
    return await queries.accueil(acteur.perimetre, acteur)


@router.get("/recherche-rapide", operation_id="rechercher_vite", responses=problems(NirDansLAdresse))
async def recherche(
    acteur: CurrentActeur, queries: Accueil, q: Annotated[str, Query(max_length=100, pattern=r"^[^\x00]*$")] = ""
) -> list[Trouvaille]:
    """Un numéro unique, un nom, un logement, un organisme."""
    refuser_un_nir(q)
    return await queries.recherche_rapide(acteur.perimetre, acteur, q)


@router.put("/mon-compte/favoris", operation_id="ranger_favoris")
async def favoris(body: FavorisBody, acteur: CurrentActeur, execute: Execute) -> list[Favori]:
    """Remplace mes favoris, dans l'ordre donné."""
    await execute(ranger_favoris, RangerFavoris(favoris=tuple((f.libelle, f.lien) for f in body.favoris)), acteur)
    return [Favori(libelle=f.libelle, lien=f.lien) for f in body.favoris]


@router.get("/actualites", operation_id="lister_actualites")
async def actualites(acteur: CurrentActeur, queries: Accueil) -> list[ActualiteVue]:
    """Les actualités en cours, pour mon organisme."""
    return await queries.actualites(acteur.perimetre)


@router.post(
    "/actualites",
    status_code=201,
    operation_id="publier_actualite",
    responses=problems(DroitManquant, PeriodeInversee),
)
async def publier(
    body: ActualiteBody, acteur: CurrentActeur, execute: Execute, key: Idempotency, queries: Accueil
) -> list[ActualiteVue]:
    """Annonce quelque chose aux partenaires, pour une période."""
    types = tuple(t.value for t in body.types_organisme) if body.types_organisme else None
    command = PublierActualite(titre=body.titre, texte=body.texte, du=body.du, au=body.au, types_organisme=types)
    await execute.create(publier_actualite, command, acteur, key)
    return await queries.actualites(acteur.perimetre)


@router.delete("/actualites/{actualite_id}", operation_id="retirer_actualite", responses=problems(DroitManquant))
async def retirer(actualite_id: UUID, acteur: CurrentActeur, execute: Execute, queries: Accueil) -> list[ActualiteVue]:
    """Retire une actualité avant sa fin."""
    await execute(retirer_actualite, RetirerActualite(id=actualite_id), acteur)
    return await queries.actualites(acteur.perimetre)
