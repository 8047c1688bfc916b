from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Header, Path, Query, Request, Response
from pydantic import StringConstraints

from api.dependencies import ContainerDep, Execute, Idempotency, Limits, public_acteur
from api.listing import PageNumber
from api.problems import problems
from api.queries import AnnoncesPubliques
from api.schemas import Body, CodeCommune, Courriel, Ligne, Telephone
from api.security.rate_limit import client_address
from domain.annonces.errors import AnnonceIntrouvable
from domain.annonces.queries import AnnoncePublique, AnnoncePubliqueDetail, AnnoncesPubliquesCriteria
from domain.annonces.rules import entier
from domain.annonces.use_cases import ContacterBailleur, contacter_bailleur
from domain.kernel.codes import Typologie
from domain.kernel.read_model import Page
from domain.kernel.vocabulary import NumeroUniqueInvalide
from domain.organismes.acteur import Perimetre
from domain.organismes.errors import TropDeTentatives

router = APIRouter(prefix="/territoires/{departement}/annonces", tags=["annonces"])
Departement = Annotated[str, Path(pattern=r"^(0[1-9]|[1-8][0-9]|9[0-5]|2[AB]|97[1-6])$")]
HOUR, DAY = 3600, 86_400
JSON = "application/json"

Message = Annotated[str, StringConstraints(min_length=1, max_length=2000, pattern=r"^[^\x00]*$")]
NumeroUniqueSaisi = Annotated[str, StringConstraints(max_length=40, pattern=r"^[0-9A-Za-z ]+$")]


class ContactBody(Body):
    nom: Ligne
    prenom: Ligne
    email: Courriel
    telephone: Telephone | None = None
    numero_unique: NumeroUniqueSaisi | None = None
    """Facultatif : il aide le bailleur à retrouver votre demande."""
    message: Message


@router.get("", operation_id="chercher_annonces", response_model=Page[AnnoncePublique])
async def chercher(
    departement: Departement,
    annonces: AnnoncesPubliques,
    commune: CodeCommune | None = None,
    typologie: Typologie | None = None,
    loyer_max: Annotated[int | None, Query(ge=0, le=100_000, description="Euros par mois, charges comprises.")] = None,
    sort: Literal["loyer", "-publiee_le"] = "-publiee_le",
    page: PageNumber = 1,
    size: Annotated[int, Query(ge=1, le=50)] = 10,
) -> Response:
    """Les logements à louer en ce moment. La réponse est déjà écrite : elle ne passe par aucune conversion."""
    criteria = AnnoncesPubliquesCriteria(
        commune=commune, typologie=typologie.value if typologie else None, loyer_max=loyer_max, sort=sort
    )
    body = await annonces.rechercher(Perimetre(departement=departement), criteria, page=page, size=size)
    return Response(body, media_type=JSON, headers={"Cache-Control": "public, max-age=15"})


@router.get(
    "/{annonce_id}",
    operation_id="lire_annonce",
    response_model=AnnoncePubliqueDetail,
    responses={304: {"description": "L'annonce que vous avez déjà n'a pas changé"}, **problems(AnnonceIntrouvable)},
)
async def lire(
    departement: Departement,
    annonce_id: UUID,
    annonces: AnnoncesPubliques,
    if_none_match: Annotated[str | None, Header(max_length=200)] = None,
) -> Response:
    """Un logement à louer."""
    connue = if_none_match.removeprefix("W/").strip('"') if if_none_match else None
    found = await annonces.detail(Perimetre(departement=departement), annonce_id, connue)
    headers = {"ETag": f'"{found.etag}"', "Cache-Control": "public, no-cache"}
    if connue == found.etag:
        return Response(status_code=304, headers=headers)
    return Response(found.corps, media_type=JSON, headers=headers)


@router.post(
    "/{annonce_id}/contacts",
    status_code=204,
    operation_id="contacter_bailleur",
    responses=problems(AnnonceIntrouvable, NumeroUniqueInvalide, TropDeTentatives),
)
async def contacter(
    departement: Departement,
    annonce_id: UUID,
    body: ContactBody,
    request: Request,
    container: ContainerDep,
    limits: Limits,
    execute: Execute,
    key: Idempotency,
) -> None:
    """Écrit au bailleur. Le message est gardé avec l'annonce, et suit votre demande si vous en donnez le numéro."""
    await _limit(limits, client_address(request), body.email, annonce_id, container.today())
    command = ContacterBailleur(annonce_id=annonce_id, **body.model_dump())
    await execute.create(contacter_bailleur, command, public_acteur(departement), key)


async def _limit(limits: Limits, address: str, email: str, annonce_id: UUID, today: date) -> None:
    for key, name, window in (
        (f"contact-ip:{address}", "contact.envois_par_heure_et_adresse_ip", HOUR),
        (f"contact-courriel:{email.lower()}", "contact.envois_par_heure_et_courriel", HOUR),
        (f"contact-annonce:{annonce_id}", "contact.envois_par_jour_et_annonce", DAY),
    ):
        await limits.spend(key, at_most=entier(name, today), window_seconds=window)
