"""OAuth2 client credentials: a secret for a fifteen-minute token, a token for an acteur with its scopes."""

import base64
import binascii
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request, Security
from fastapi.openapi.models import OAuthFlowClientCredentials, OAuthFlows
from fastapi.security import OAuth2, SecurityScopes
from pydantic import BaseModel, Field, StringConstraints

from api.dependencies import ContainerDep, Execute, Limits, public_acteur
from api.problems import problems
from api.schemas import Body
from api.security.tiers import parse_client_id
from domain.echanges.codes import Portee
from domain.echanges.errors import AccesRefuse, PorteeManquante
from domain.echanges.rules import condenser, entier
from domain.echanges.use_cases import DemanderJeton, demander_jeton
from domain.organismes.acteur import Acteur
from domain.organismes.errors import TropDeTentatives

QUARTER_HOUR = 900
REFUS = (AccesRefuse, PorteeManquante)

router = APIRouter(tags=["jetons"])
oauth2 = OAuth2(
    flows=OAuthFlows(
        clientCredentials=OAuthFlowClientCredentials(
            tokenUrl="/tiers/v1/jetons", scopes={p.value: p.libelle for p in Portee}
        )
    ),
    scheme_name="oauth2",
    auto_error=False,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appelant:
    """The software that calls, and what its token allows."""

    acteur: Acteur
    portees: frozenset[str]


async def tiers_acteur(
    request: Request,
    scopes: SecurityScopes,
    authorization: Annotated[str | None, Security(oauth2)],
    container: ContainerDep,
) -> Appelant:
    kind, _, token = (authorization or "").partition(" ")
    if kind.lower() != "bearer" or not token:
        raise AccesRefuse("Donnez un jeton d'accès : Authorization: Bearer …")
    acteur, read = await container.tiers.acteur(token.strip(), scopes.scopes)
    return Appelant(acteur=acteur, portees=read.portees)


BiensEcrire = Annotated[Appelant, Security(tiers_acteur, scopes=[Portee.BIENS_ECRIRE.value])]
BiensLire = Annotated[Appelant, Security(tiers_acteur, scopes=[Portee.BIENS_LIRE.value])]
AttributionsLire = Annotated[Appelant, Security(tiers_acteur, scopes=[Portee.ATTRIBUTIONS_LIRE.value])]
CandidatsLire = Annotated[Appelant, Security(tiers_acteur, scopes=[Portee.CANDIDATS_LIRE.value])]
AnnoncesLire = Annotated[Appelant, Security(tiers_acteur, scopes=[Portee.ANNONCES_LIRE.value])]
DemandesLire = Annotated[Appelant, Security(tiers_acteur, scopes=[Portee.DEMANDES_LIRE.value])]
WebhooksGerer = Annotated[Appelant, Security(tiers_acteur, scopes=[Portee.WEBHOOKS_GERER.value])]

Secret = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[\x21-\x7e]*$")]


class JetonForm(Body):
    grant_type: Literal["client_credentials"]
    client_id: Secret | None = None
    """À défaut, celui de l'en-tête `Authorization: Basic`."""
    client_secret: Secret | None = None
    scope: Annotated[str, StringConstraints(max_length=400, pattern=r"^[a-z: ]*$")] | None = None
    """Portées voulues, séparées par une espace ; à défaut, toutes celles de l'accès."""


class Jeton(BaseModel):
    """Un jeton d'accès (RFC 6749)."""

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 - the name of a scheme
    expires_in: int = Field(description="Secondes.")
    scope: str


@router.post(
    "/jetons",
    operation_id="obtenir_jeton",
    responses=problems(AccesRefuse, PorteeManquante, TropDeTentatives),
)
async def obtenir(
    request: Request,
    form: Annotated[JetonForm, Form()],
    execute: Execute,
    limits: Limits,
    container: ContainerDep,
) -> Jeton:
    """Échange l'identifiant et le secret d'un accès contre un jeton d'un quart d'heure."""
    client_id, secret = _credentials(request, form)
    await limits.spend(
        f"jetons:{request.client.host if request.client else ''}:{client_id}",
        at_most=entier("jetons.par_quart_d_heure", container.today()),
        window_seconds=QUARTER_HOUR,
    )
    parsed = parse_client_id(client_id)
    accord = None
    if parsed is not None:
        departement, id = parsed
        command = DemanderJeton(
            client_id=id,
            secret=condenser(secret),
            portees=tuple(form.scope.split()) if form.scope else None,
        )
        accord = await execute(demander_jeton, command, public_acteur(departement))
    if accord is None:
        raise AccesRefuse("Cet identifiant ou ce secret n'est pas le bon, ou l'accès est fermé.")
    return Jeton(
        access_token=container.tokens.issue(client_id, accord.portees, container.now()),
        expires_in=int(container.tokens.lifetime.total_seconds()),
        scope=" ".join(accord.portees),
    )


def _credentials(request: Request, form: JetonForm) -> tuple[str, str]:
    if form.client_id is not None and form.client_secret is not None:
        return form.client_id, form.client_secret
    kind, _, encoded = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "basic":
        try:
            client_id, _, secret = base64.b64decode(encoded, validate=True).decode("ascii").partition(":")
        except (binascii.Error, UnicodeDecodeError):
            client_id = secret = ""
        if client_id and secret:
            return client_id, secret
    raise AccesRefuse("Donnez l'identifiant et le secret de l'accès.")
