"""What a third party's software receives from us, described as OpenAPI 3.1 describes a webhook: we are the caller."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header
from pydantic import BaseModel, Field

from domain.echanges.codes import TypeAvis

router = APIRouter(tags=["abonnements"])


class DonneesAvis(BaseModel):
    """De quoi l'avis parle : des identifiants, jamais une donnée de personne."""

    id: UUID = Field(description="L'attribution ou l'annonce.")
    bien_id: UUID
    url: str = Field(description="L'adresse où lire la suite, avec un jeton.")


class Avis(BaseModel):
    """Ce qui vient d'arriver."""

    id: str = Field(description="Le même pour un avis renvoyé : ne le traitez qu'une fois.")
    type: TypeAvis
    le: datetime
    departement: str
    donnees: DonneesAvis


@router.post("avis", status_code=204, operation_id="recevoir_avis")
def recevoir(
    avis: Avis,
    fdls_id: Annotated[str, Header(alias="Fdls-Id", description="Le `id` de l'avis.")],
    fdls_evenement: Annotated[str, Header(alias="Fdls-Evenement", description="Le `type` de l'avis.")],
    fdls_horodatage: Annotated[
        int, Header(alias="Fdls-Horodatage", description="Secondes depuis 1970 : refusez un envoi trop ancien.")
    ],
    fdls_signature: Annotated[
        str,
        Header(
            alias="Fdls-Signature",
            pattern=r"^v1=[0-9a-f]{64}$",
            description="HMAC-SHA256 de l'horodatage, d'un point et du corps, avec le secret de l'abonnement.",
        ),
    ],
) -> None:
    """Envoie un avis à une adresse abonnée. Répondez 2xx dans les dix secondes ; sinon il est renvoyé, de plus en plus
    espacé, puis abandonné. L'ordre n'est pas promis."""
