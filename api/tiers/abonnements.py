from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.dependencies import ContainerDep, Execute, Idempotency
from api.problems import problems
from api.queries import Echanges
from api.schemas import Body
from api.tiers.acces import REFUS, WebhooksGerer
from domain.echanges.codes import TypeAvis
from domain.echanges.errors import AbonnementIntrouvable, AdresseInterdite, TropDAbonnements
from domain.echanges.queries import AbonnementVue
from domain.echanges.rules import nouveau_secret
from domain.echanges.use_cases import SAbonner, SeDesabonner, s_abonner, se_desabonner
from domain.kernel.identifiers import new_id

router = APIRouter(prefix="/abonnements", tags=["abonnements"])


class AbonnementBody(Body):
    url: Annotated[str, Field(min_length=8, max_length=500, pattern=r"^https?://[\x21-\x7e]+$")]
    """Adresse https publique. Chaque avis y est envoyé par POST, signé."""
    evenements: Annotated[list[TypeAvis], Field(min_length=1, max_length=20)]


class AbonnementCree(BaseModel):
    abonnement: AbonnementVue
    secret: str = Field(
        description="Il vérifie la signature des avis. Montré à la création, et de nouveau à qui en renvoie la clé."
    )


@router.get("", operation_id="lister_abonnements", responses=problems(*REFUS))
async def lister(appelant: WebhooksGerer, echanges: Echanges) -> list[AbonnementVue]:
    """Les abonnements de ce logiciel, et l'état de leurs envois."""
    assert appelant.acteur.compte_id is not None
    return await echanges.abonnements(appelant.acteur.perimetre, appelant.acteur.compte_id)


@router.post(
    "",
    status_code=201,
    operation_id="s_abonner",
    responses=problems(*REFUS, AdresseInterdite, TropDAbonnements),
)
async def creer(
    body: AbonnementBody,
    appelant: WebhooksGerer,
    execute: Execute,
    key: Idempotency,
    echanges: Echanges,
    container: ContainerDep,
) -> AbonnementCree:
    """Demande à être averti. Chaque avis porte `Fdls-Id`, `Fdls-Horodatage` et `Fdls-Signature: v1=…`,
    le HMAC-SHA256 de l'horodatage, d'un point et du corps, avec le secret rendu ici."""
    secret = nouveau_secret()
    command = SAbonner(
        abonnement_id=new_id(),
        url=body.url,
        evenements=tuple(body.evenements),
        secret=secret,
        portees=appelant.portees,
    )
    id = await execute.create(s_abonner, command, appelant.acteur, key)
    client_id = appelant.acteur.compte_id
    assert client_id is not None
    if id != command.abonnement_id:  # the key was already served: same answer, same secret
        sealed = await echanges.secret_scelle(appelant.acteur.perimetre, client_id, id)
        secret = container.chiffre.dechiffrer(sealed, f"abonnement:{id}").decode()
    return AbonnementCree(abonnement=await echanges.abonnement(appelant.acteur.perimetre, client_id, id), secret=secret)


@router.delete(
    "/{abonnement_id}",
    status_code=204,
    operation_id="se_desabonner",
    responses=problems(*REFUS, AbonnementIntrouvable),
)
async def supprimer(abonnement_id: UUID, appelant: WebhooksGerer, execute: Execute) -> None:
    """Arrête un abonnement."""
    await execute(se_desabonner, SeDesabonner(abonnement_id=abonnement_id), appelant.acteur)
