"""What applicants declare from their space and a counter must read: departures, answers to a warning."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter

from api.dependencies import CurrentActeur, Execute
from api.listing import PageNumber, PageSize
from api.problems import problems
from api.queries import Declarations, Demandes
from api.schemas import Body, Version, au_moins
from domain.demandes.departs.errors import DeclarationAbsente
from domain.demandes.departs.queries import DeclarationRecue
from domain.demandes.departs.use_cases import RefuserLaDeclaration, refuser_la_declaration
from domain.demandes.errors import DemandeIntrouvable
from domain.demandes.queries import DemandeDetail
from domain.kernel.errors import ConcurrentEdit
from domain.kernel.read_model import Page
from domain.organismes.acteur import Droit
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import exiger

router = APIRouter(tags=["personnes"])


class RefusBody(Body):
    version: Version
    motif: Annotated[str, au_moins(3, 1000, plusieurs_lignes=True)]
    """Ce que lira la personne qui a déclaré ce départ, et elle seule."""


@router.get("/declarations", operation_id="lister_declarations", responses=problems(DroitManquant))
async def lister(
    acteur: CurrentActeur, declarations: Declarations, page: PageNumber = 1, size: PageSize = 20
) -> Page[DeclarationRecue]:
    """Les départs déclarés en ligne à confirmer, et les réponses à un avertissement de mon organisme."""
    exiger(acteur, Droit.DEMANDES_LIRE)
    return await declarations.recues(acteur.perimetre, acteur, page=page, size=size)


@router.post(
    "/demandes/{demande_id}/declaration/refus",
    operation_id="refuser_declaration",
    responses=problems(DemandeIntrouvable, DroitManquant, ConcurrentEdit, DeclarationAbsente),
)
async def refuser(
    demande_id: UUID, body: RefusBody, acteur: CurrentActeur, execute: Execute, demandes: Demandes
) -> DemandeDetail:
    """N'enregistre pas le départ déclaré, et le dit à qui l'a déclaré. L'accepter : `changer_les_titulaires`."""
    command = RefuserLaDeclaration(demande_id=demande_id, version=body.version, motif=body.motif)
    await execute(refuser_la_declaration, command, acteur)
    return await demandes.relire(acteur.perimetre, acteur, demande_id)
