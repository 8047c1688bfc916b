"""Files of demandes: deposited in pieces, checked by the worker, applied on order."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import Field

from api.dependencies import ContainerDep, CurrentActeur, Execute, Idempotency
from api.depot import Offset
from api.files import stream_response
from api.listing import PageNumber, PageSize
from api.problems import problems
from api.queries import Imports
from api.schemas import Body, Ligne, Version
from domain.demandes.errors import AccordDuDemandeurManquant
from domain.demandes.sources import Source, SourceDeModification
from domain.imports.errors import EtatDeLImport, FichierTropLourd, ImportIntrouvable
from domain.imports.model import FormatImport, objets_de_l_import
from domain.imports.policies import exiger_import
from domain.imports.queries import AnomalieVue, ImportVue
from domain.imports.rules.dictionnaire import ColonneDuFichier, dictionnaire
from domain.imports.use_cases import (
    AnnulerImport,
    AppliquerImport,
    CommencerImport,
    RecevoirMorceau,
    annuler_import,
    appliquer_import,
    commencer_import,
    recevoir_morceau,
)
from domain.kernel.errors import ConcurrentEdit
from domain.kernel.identifiers import new_id
from domain.kernel.read_model import Page
from domain.organismes.acteur import Droit
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import exiger
from domain.pieces.errors import PositionInattendue

router = APIRouter(prefix="/imports", tags=["imports"])

CHUNK: dict[str, Any] = {"requestBody": {"required": True, "content": {"application/offset+octet-stream": {}}}}
CSV_RESPONSES: dict[int | str, dict[str, Any]] = {200: {"description": "Le fichier", "content": {"text/csv": {}}}}


class ImportBody(Body):
    """Un fichier à envoyer en plusieurs fois."""

    nom: Ligne
    format: FormatImport
    taille: Annotated[int, Field(ge=1, le=10_000_000_000)]
    """Octets."""


class ApplicationBody(Body):
    version: Version
    source: Source = Source.DEMANDEUR
    """Qui a fourni ce que le fichier change, là où sa ligne ne le dit pas."""
    accord_le: date | None = None
    """Pour un tiers : le jour où les personnes ont donné leur accord."""


@router.get("", operation_id="lister_imports", responses=problems(DroitManquant))
async def lister(acteur: CurrentActeur, imports: Imports, page: PageNumber = 1, size: PageSize = 20) -> Page[ImportVue]:
    """Les fichiers déposés par l'organisme, les derniers d'abord ; tous pour le gestionnaire."""
    exiger(acteur, Droit.DEMANDES_IMPORTER)
    return await imports.lister(acteur.perimetre, acteur, page=page, size=size)


@router.post("", status_code=201, operation_id="commencer_import", responses=problems(DroitManquant, FichierTropLourd))
async def commencer(
    body: ImportBody, acteur: CurrentActeur, execute: Execute, key: Idempotency, imports: Imports
) -> ImportVue:
    """Annonce un fichier. Son contenu s'envoie ensuite morceau par morceau, et reprend après une coupure."""
    command = CommencerImport(nom=body.nom, format=body.format, taille=body.taille)
    id = await execute.create(commencer_import, command, acteur, key)
    return await imports.lire(acteur.perimetre, acteur, id)


@router.get("/dictionnaire", operation_id="lire_dictionnaire_import", responses=problems(DroitManquant))
async def colonnes(acteur: CurrentActeur, container: ContainerDep) -> list[ColonneDuFichier]:
    """Les colonnes d'un fichier CSV : forme, codes permis, ce qui est obligatoire."""
    exiger(acteur, Droit.DEMANDES_IMPORTER)
    return list(dictionnaire(container.today()))


@router.get("/{import_id}", operation_id="lire_import", responses=problems(ImportIntrouvable, DroitManquant))
async def lire(import_id: UUID, acteur: CurrentActeur, imports: Imports) -> ImportVue:
    """Où en est un fichier : envoi, contrôle, application, et son bilan."""
    exiger(acteur, Droit.DEMANDES_IMPORTER)
    return await imports.lire(acteur.perimetre, acteur, import_id)


@router.patch(
    "/{import_id}/contenu",
    operation_id="poursuivre_import",
    responses=problems(ImportIntrouvable, DroitManquant, EtatDeLImport, PositionInattendue),
    openapi_extra=CHUNK,
)
async def poursuivre(
    import_id: UUID,
    position: Offset,
    request: Request,
    acteur: CurrentActeur,
    execute: Execute,
    imports: Imports,
    container: ContainerDep,
) -> ImportVue:
    """Envoie la suite du fichier ; avec le dernier morceau, le contrôle commence."""
    exiger(acteur, Droit.DEMANDES_IMPORTER)
    await imports.lire(acteur.perimetre, acteur, import_id)
    chunk = await request.body()
    objet = f"{objets_de_l_import(acteur.departement, import_id)}{new_id()}"
    await container.stockage.ranger(objet, chunk)
    command = RecevoirMorceau(import_id=import_id, position=position, objet=objet, taille=len(chunk))
    try:
        await execute(recevoir_morceau, command, acteur)
    except BaseException:
        await container.stockage.effacer(objet)
        raise
    return await imports.lire(acteur.perimetre, acteur, import_id)


@router.get(
    "/{import_id}/anomalies",
    operation_id="lire_anomalies_import",
    responses=problems(ImportIntrouvable, DroitManquant),
)
async def anomalies(
    import_id: UUID, acteur: CurrentActeur, imports: Imports, page: PageNumber = 1, size: PageSize = 50
) -> Page[AnomalieVue]:
    """Le rapport : chaque ligne rejetée ou écartée, sa colonne, ce qu'il faut corriger."""
    exiger(acteur, Droit.DEMANDES_IMPORTER)
    return await imports.anomalies(acteur.perimetre, import_id, page=page, size=size)


@router.get(
    "/{import_id}/rejets",
    operation_id="telecharger_rejets_import",
    response_class=Response,
    responses={**CSV_RESPONSES, **problems(ImportIntrouvable, DroitManquant)},
)
async def rejets(import_id: UUID, acteur: CurrentActeur, imports: Imports) -> Response:
    """Les lignes rejetées en CSV, à corriger puis à déposer de nouveau. Aucun numéro de sécurité sociale n'en sort."""
    exiger_import(acteur)
    depose = await imports.lire(acteur.perimetre, acteur, import_id)
    content = imports.rejets(acteur.perimetre, import_id)
    return await stream_response(content, "text/csv", f"rejets-{depose.nom.removesuffix('.csv')}.csv")


@router.post(
    "/{import_id}/application",
    operation_id="appliquer_import",
    responses=problems(ImportIntrouvable, DroitManquant, EtatDeLImport, AccordDuDemandeurManquant, ConcurrentEdit),
)
async def appliquer(
    import_id: UUID, body: ApplicationBody, acteur: CurrentActeur, execute: Execute, imports: Imports
) -> ImportVue:
    """Écrit toutes les lignes prêtes, ensemble : elles sont toutes là à la fin, ou aucune."""
    source = SourceDeModification(source=body.source, accord_le=body.accord_le)
    command = AppliquerImport(import_id=import_id, version=body.version, source=source)
    await execute(appliquer_import, command, acteur)
    return await imports.lire(acteur.perimetre, acteur, import_id)


@router.post(
    "/{import_id}/annulation",
    operation_id="annuler_import",
    responses=problems(ImportIntrouvable, DroitManquant, EtatDeLImport),
)
async def annuler(import_id: UUID, acteur: CurrentActeur, execute: Execute, imports: Imports) -> ImportVue:
    """Abandonne l'import, même pendant son application : aucune demande n'est changée."""
    await execute(annuler_import, AnnulerImport(import_id=import_id), acteur)
    return await imports.lire(acteur.perimetre, acteur, import_id)
