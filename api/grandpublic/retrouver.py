from datetime import date
from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import StringConstraints

from api.dependencies import ContainerDep, Execute, Limits, public_acteur
from api.problems import problems
from api.schemas import Body, CodeDepartement, Ligne
from api.security.rate_limit import client_address
from domain.demandes.connexion import RetrouverMaDemande, retrouver_ma_demande
from domain.kernel.vocabulary import NumeroUniqueInvalide
from domain.organismes.errors import TropDeTentatives
from domain.organismes.rules import entier

router = APIRouter(tags=["compte"])
HOUR = 3600

NumeroUniqueSaisi = Annotated[str, StringConstraints(max_length=40, pattern=r"^[0-9A-Za-z ]+$")]


class RechercheBody(Body):
    departement: CodeDepartement
    ne_le: date
    nom: Ligne
    """De naissance ou d'usage."""
    prenom: Ligne
    numero_unique: NumeroUniqueSaisi | None = None
    """Facultatif : il suffit à distinguer deux homonymes."""


@router.post(
    "/session/recherches",
    status_code=202,
    operation_id="retrouver_ma_demande",
    responses=problems(NumeroUniqueInvalide, TropDeTentatives),
)
async def retrouver(
    request: Request, body: RechercheBody, execute: Execute, limits: Limits, container: ContainerDep
) -> None:
    """Envoie un code à l'adresse ou au mobile connus de ma demande. La réponse est la même qu'elle existe ou non."""
    today = container.today()
    await limits.spend(
        f"recherche-ip:{client_address(request)}",
        at_most=entier("recherche.essais_par_heure_et_adresse_ip", today),
        window_seconds=HOUR,
    )
    await limits.spend(
        f"recherche:{_who(body)}", at_most=entier("recherche.essais_par_heure", today), window_seconds=HOUR
    )
    await execute(retrouver_ma_demande, RetrouverMaDemande(**body.model_dump()), public_acteur(body.departement))


def _who(body: RechercheBody) -> str:
    """The counter knows the person by a digest: no name and no birth date is kept with it."""
    return sha256(f"{body.departement}|{body.ne_le}|{body.nom}|{body.prenom}".lower().encode()).hexdigest()
