from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field

from api.dependencies import ContainerDep, CurrentActeur, Execute, Idempotency
from api.document_de_grille import DocumentDeGrille
from api.listing import Jour, PageNumber, PageSize
from api.problems import problems
from api.queries import Grilles
from api.schemas import Body, Ligne, Siren, Version
from domain.cotation.document import lire_grille
from domain.cotation.errors import (
    EpciInconnu,
    EtapeDeGrilleInterdite,
    GrilleDUnAutre,
    GrilleFigee,
    GrilleIntrouvable,
    GrilleInvalide,
    GrilleNonPubliable,
    RecalculPasArrete,
)
from domain.cotation.grille import Deliberation
from domain.cotation.queries import GrilleDetail, GrilleResume
from domain.cotation.register import blocs_decrits, ensembles_decrits
from domain.cotation.registre.catalogue import catalogue
from domain.cotation.registre.queries import (
    Catalogue,
    ComparaisonDeGrilles,
    Consequences,
    Epci,
    GrillesCriteria,
    Relecture,
    SuiviDuRecalcul,
)
from domain.cotation.registre.use_cases import (
    EbaucherGrille,
    EnregistrerBrouillon,
    FaireVivreGrille,
    PublierGrille,
    RelancerRecalcul,
    archiver_la_grille,
    ebaucher_grille,
    enregistrer_brouillon,
    mettre_la_grille_en_test,
    publier_la_grille,
    relancer_le_recalcul,
    reprendre_la_grille,
)
from domain.cotation.rules import relire_document
from domain.cotation.vocabulary import Population, StatutGrille
from domain.kernel.errors import ConcurrentEdit
from domain.kernel.read_model import Page
from domain.kernel.views import HistoriqueLigne
from domain.organismes.acteur import Droit
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import exiger
from domain.pieces.codes import TypePiece

router = APIRouter(tags=["cotation"])
GRILLES = "/grilles-de-cotation"
UNE = GRILLES + "/{grille_id}"
EN_ECRITURE = (GrilleIntrouvable, GrilleDUnAutre, DroitManquant, ConcurrentEdit)
EN_VIE = (*EN_ECRITURE, EtapeDeGrilleInterdite)
PIECES = {t.value: t.libelle for t in TypePiece}

Adresse = Annotated[str, Field(max_length=400, pattern=r"^https://[^\s\x00-\x1f<>\"]+$")]


class EbaucheBody(Body):
    epci: Siren
    population: Population = Population.TOUS
    copie_de: UUID | None = None
    """La version dont partir : une version passée, ou la grille d'un autre EPCI."""
    document: DocumentDeGrille | None = None
    """Le document d'une grille d'un autre département. Sans document ni version, le brouillon part d'un modèle."""


class BrouillonBody(Body):
    version: Version
    document: DocumentDeGrille


class RelectureBody(Body):
    document: DocumentDeGrille


class EtapeBody(Body):
    version: Version


class DeliberationBody(Body):
    date: date
    reference: Ligne
    """Numéro de la délibération qui adopte la grille."""
    url: Adresse | None = None


class PublicationBody(Body):
    version: Version
    deliberation: DeliberationBody
    effet_du: date
    """Premier jour d'application, aujourd'hui au plus tôt."""
    prevenir: bool = False
    """Avertir chaque demandeur dont les points changent."""


@router.get(GRILLES, operation_id="lister_grilles", responses=problems(DroitManquant))
async def grilles(
    acteur: CurrentActeur, queries: Grilles, epci: Siren | None = None, statut: StatutGrille | None = None
) -> list[GrilleResume]:
    """Les grilles de cotation du département, version par version."""
    exiger(acteur, Droit.COTATION_LIRE)
    return await queries.rechercher(acteur.perimetre, acteur, GrillesCriteria(epci=epci, statut=statut))


@router.post(
    GRILLES,
    status_code=201,
    operation_id="ebaucher_grille",
    responses=problems(GrilleIntrouvable, GrilleInvalide, GrilleDUnAutre, EpciInconnu, DroitManquant, ConcurrentEdit),
)
async def ebaucher(
    body: EbaucheBody, acteur: CurrentActeur, execute: Execute, key: Idempotency, queries: Grilles
) -> GrilleDetail:
    """Ouvre un brouillon : du modèle, d'une version connue ou d'un document reçu."""
    id = await execute.create(ebaucher_grille, EbaucherGrille(**body.model_dump()), acteur, key)
    return await queries.detail(acteur.perimetre, acteur, id)


@router.get("/champs-de-cotation", operation_id="lire_catalogue_de_cotation", responses=problems(DroitManquant))
async def le_catalogue(acteur: CurrentActeur, container: ContainerDep) -> Catalogue:
    """Tout ce avec quoi une grille s'écrit : champs, faits datés, preuves, critères tout prêts."""
    exiger(acteur, Droit.COTATION_LIRE)
    return catalogue(container.today(), PIECES)


@router.get(
    "/territoires-de-cotation", operation_id="lister_territoires_de_cotation", responses=problems(DroitManquant)
)
async def territoires(acteur: CurrentActeur, queries: Grilles) -> list[Epci]:
    """Les EPCI dont cet agent peut écrire la grille."""
    exiger(acteur, Droit.COTATION_ECRIRE)
    return await queries.epcis(acteur.perimetre)


@router.post("/relectures-de-grille", operation_id="relire_grille", responses=problems(DroitManquant))
async def relecture(body: RelectureBody, acteur: CurrentActeur, container: ContainerDep) -> Relecture:
    """Relit un document à mesure qu'il s'écrit. Rien n'est enregistré."""
    exiger(acteur, Droit.COTATION_ECRIRE)
    observations = relire_document(body.document, container.today(), pieces_connues=PIECES)
    try:
        grille = lire_grille(body.document)
    except GrilleInvalide:
        return Relecture(lisible=False, observations=observations, blocs=[], ensembles=[])
    return Relecture(
        lisible=True,
        observations=observations,
        blocs=blocs_decrits(grille, PIECES),
        ensembles=ensembles_decrits(grille),
    )


@router.get(
    UNE + "/recalcul", operation_id="lire_recalcul_grille", responses=problems(GrilleIntrouvable, DroitManquant)
)
async def recalcul(grille_id: UUID, acteur: CurrentActeur, queries: Grilles) -> SuiviDuRecalcul:
    """Où en est le dernier recalcul du territoire de cette grille."""
    exiger(acteur, Droit.COTATION_LIRE)
    return await queries.recalcul(acteur.perimetre, acteur, grille_id)


@router.post(
    UNE + "/recalcul",
    operation_id="relancer_recalcul_grille",
    responses=problems(GrilleIntrouvable, GrilleDUnAutre, RecalculPasArrete, DroitManquant),
)
async def relancer(grille_id: UUID, acteur: CurrentActeur, execute: Execute, queries: Grilles) -> SuiviDuRecalcul:
    """Relance un recalcul arrêté ; ce qui est déjà recoté le reste."""
    await execute(relancer_le_recalcul, RelancerRecalcul(grille_id=grille_id), acteur)
    return await queries.recalcul(acteur.perimetre, acteur, grille_id)


@router.get(UNE, operation_id="lire_grille", responses=problems(GrilleIntrouvable, DroitManquant))
async def grille(grille_id: UUID, acteur: CurrentActeur, queries: Grilles) -> GrilleDetail:
    """Une version de grille, critère par critère."""
    exiger(acteur, Droit.COTATION_LIRE)
    return await queries.detail(acteur.perimetre, acteur, grille_id)


@router.get(
    UNE + "/historique",
    operation_id="lire_historique_grille",
    responses=problems(GrilleIntrouvable, DroitManquant),
)
async def historique(
    grille_id: UUID, acteur: CurrentActeur, queries: Grilles, page: PageNumber = 1, size: PageSize = 50
) -> Page[HistoriqueLigne]:
    """Qui a écrit quoi dans cette version, jusqu'à sa publication."""
    exiger(acteur, Droit.COTATION_LIRE)
    return await queries.historique(acteur.perimetre, acteur, grille_id, page=page, size=size)


@router.get(
    UNE + "/comparaison",
    operation_id="comparer_grilles",
    responses=problems(GrilleIntrouvable, DroitManquant),
)
async def comparaison(
    grille_id: UUID,
    acteur: CurrentActeur,
    queries: Grilles,
    avec: Annotated[UUID, Query(description="La version que celle-ci remplacerait.")],
) -> ComparaisonDeGrilles:
    """Ce que cette version change à une autre, en phrases."""
    exiger(acteur, Droit.COTATION_LIRE)
    return await queries.comparer(acteur.perimetre, acteur, grille_id, avec)


@router.get(
    UNE + "/consequences",
    operation_id="lire_consequences_grille",
    responses=problems(GrilleIntrouvable, DroitManquant),
)
async def consequences(
    grille_id: UUID,
    acteur: CurrentActeur,
    queries: Grilles,
    effet_du: Annotated[Jour, Query(description="Premier jour d'application envisagé.")],
) -> Consequences:
    """Combien de demandes, à partir de quand, ce qui cesse de s'appliquer : à lire avant de publier."""
    exiger(acteur, Droit.COTATION_ECRIRE)
    return await queries.consequences(acteur.perimetre, acteur, grille_id, effet_du)


@router.put(
    UNE + "/document",
    operation_id="enregistrer_brouillon_de_grille",
    responses=problems(*EN_ECRITURE, GrilleFigee),
)
async def enregistrer(
    grille_id: UUID, body: BrouillonBody, acteur: CurrentActeur, execute: Execute, queries: Grilles
) -> GrilleDetail:
    """Enregistre le brouillon tel qu'il est, achevé ou non."""
    command = EnregistrerBrouillon(grille_id=grille_id, version=body.version, document=body.document)
    await execute(enregistrer_brouillon, command, acteur)
    return await queries.detail(acteur.perimetre, acteur, grille_id)


@router.post(UNE + "/test", operation_id="tester_grille", responses=problems(*EN_VIE, GrilleInvalide))
async def tester(
    grille_id: UUID, body: EtapeBody, acteur: CurrentActeur, execute: Execute, queries: Grilles
) -> GrilleDetail:
    """Met la grille en test : elle se calcule et se compare, sans se montrer aux demandeurs ni aux commissions."""
    await execute(mettre_la_grille_en_test, FaireVivreGrille(grille_id=grille_id, version=body.version), acteur)
    return await queries.detail(acteur.perimetre, acteur, grille_id)


@router.post(UNE + "/reprise", operation_id="reprendre_grille", responses=problems(*EN_VIE))
async def reprendre(
    grille_id: UUID, body: EtapeBody, acteur: CurrentActeur, execute: Execute, queries: Grilles
) -> GrilleDetail:
    """Remet une grille en test au brouillon, pour la corriger."""
    await execute(reprendre_la_grille, FaireVivreGrille(grille_id=grille_id, version=body.version), acteur)
    return await queries.detail(acteur.perimetre, acteur, grille_id)


@router.post(UNE + "/publication", operation_id="publier_grille", responses=problems(*EN_VIE, GrilleNonPubliable))
async def publier(
    grille_id: UUID, body: PublicationBody, acteur: CurrentActeur, execute: Execute, queries: Grilles
) -> GrilleDetail:
    """Publie la grille délibérée : elle ne se modifie plus et s'applique au jour dit."""
    command = PublierGrille(
        grille_id=grille_id,
        version=body.version,
        deliberation=Deliberation(**body.deliberation.model_dump()),
        effet_du=body.effet_du,
        prevenir=body.prevenir,
    )
    await execute(publier_la_grille, command, acteur)
    return await queries.detail(acteur.perimetre, acteur, grille_id)


@router.post(UNE + "/archivage", operation_id="archiver_grille", responses=problems(*EN_VIE))
async def archiver(
    grille_id: UUID, body: EtapeBody, acteur: CurrentActeur, execute: Execute, queries: Grilles
) -> GrilleDetail:
    """Retire une version. Publiée, elle reste lisible au registre."""
    await execute(archiver_la_grille, FaireVivreGrille(grille_id=grille_id, version=body.version), acteur)
    return await queries.detail(acteur.perimetre, acteur, grille_id)
