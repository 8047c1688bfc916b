from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.dependencies import CurrentActeur, Execute, Idempotency
from api.problems import problems
from api.queries import Echanges
from api.schemas import Body, Ligne, Version
from domain.echanges.codes import Portee
from domain.echanges.errors import AccesDejaFerme, ClientTiersIntrouvable
from domain.echanges.queries import ClientTiersVue
from domain.echanges.rules import condenser, nouveau_secret
from domain.echanges.use_cases import (
    OuvrirClientTiers,
    RenouvelerSecret,
    RevoquerClientTiers,
    ouvrir_client_tiers,
    renouveler_secret,
    revoquer_client_tiers,
)
from domain.kernel.errors import ConcurrentEdit
from domain.organismes.acteur import Droit
from domain.organismes.errors import DroitManquant, OrganismeIntrouvable
from domain.organismes.policies import exiger

router = APIRouter(prefix="/clients-tiers", tags=["logiciels tiers"])
EN_ECRITURE = (ClientTiersIntrouvable, DroitManquant, AccesDejaFerme, ConcurrentEdit)


class ClientTiersBody(Body):
    nom: Ligne
    """Le logiciel, tel qu'il paraîtra dans l'historique."""
    organisme_id: UUID | None = None
    """À défaut, le vôtre."""
    portees: Annotated[list[Portee], Field(min_length=1, max_length=20)]


class VersionDuClient(Body):
    version: Version


class ClientTiersSecret(BaseModel):
    client: ClientTiersVue
    secret: str | None = Field(
        description="Montré cette seule fois. Absent si la même requête avait déjà servi : faites une rotation."
    )


@router.get("", operation_id="lister_clients_tiers", responses=problems(DroitManquant))
async def lister(acteur: CurrentActeur, echanges: Echanges, organisme_id: UUID | None = None) -> list[ClientTiersVue]:
    """Les accès ouverts à des logiciels."""
    exiger(acteur, Droit.TIERS_GERER)
    return await echanges.clients(acteur.perimetre, organisme_id)


@router.post(
    "",
    status_code=201,
    operation_id="ouvrir_client_tiers",
    responses=problems(DroitManquant, OrganismeIntrouvable),
)
async def ouvrir(
    body: ClientTiersBody, acteur: CurrentActeur, execute: Execute, key: Idempotency, echanges: Echanges
) -> ClientTiersSecret:
    """Ouvre un accès. Le secret n'est montré qu'ici."""
    organisme_id = body.organisme_id or acteur.organisme_id
    if organisme_id is None:
        raise OrganismeIntrouvable("Dites pour quel organisme.")
    secret = nouveau_secret()
    command = OuvrirClientTiers(
        organisme_id=organisme_id, nom=body.nom, portees=tuple(body.portees), secret=condenser(secret)
    )
    id = await execute.create(ouvrir_client_tiers, command, acteur, key)
    ours = await echanges.possede(acteur.perimetre, id, condenser(secret))
    return ClientTiersSecret(client=await echanges.client(acteur.perimetre, id), secret=secret if ours else None)


@router.post("/{client_id}/rotation", operation_id="renouveler_secret", responses=problems(*EN_ECRITURE))
async def renouveler(
    client_id: UUID, body: VersionDuClient, acteur: CurrentActeur, execute: Execute, echanges: Echanges
) -> ClientTiersSecret:
    """Donne un secret neuf ; l'ancien reste valable quelques jours."""
    secret = nouveau_secret()
    command = RenouvelerSecret(client_id=client_id, version=body.version, secret=condenser(secret))
    await execute(renouveler_secret, command, acteur)
    return ClientTiersSecret(client=await echanges.client(acteur.perimetre, client_id), secret=secret)


@router.post("/{client_id}/revocation", operation_id="revoquer_client_tiers", responses=problems(*EN_ECRITURE))
async def revoquer(
    client_id: UUID, body: VersionDuClient, acteur: CurrentActeur, execute: Execute, echanges: Echanges
) -> ClientTiersVue:
    """Ferme l'accès en moins de cinq secondes, jetons en cours compris, et arrête ses abonnements."""
    await execute(revoquer_client_tiers, RevoquerClientTiers(client_id=client_id, version=body.version), acteur)
    return await echanges.client(acteur.perimetre, client_id)
