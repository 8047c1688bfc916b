from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from api.dependencies import ContainerDep, CurrentActeur, Execute, Idempotency, Pieces
from api.files import FILE_RESPONSES, file_response, whole_body
from api.listing import Texte
from api.problems import problems
from api.schemas import Body, Ligne
from domain.demandes.errors import DemandeIntrouvable
from domain.organismes.acteur import Droit
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import exiger
from domain.pieces.errors import FormatRefuse, PieceDejaControlee, PieceIntrouvable, TropDePieces
from domain.pieces.model import TypePiece
from domain.pieces.queries import PieceVue
from domain.pieces.use_cases import (
    DeposerPiece,
    RefuserPiece,
    ValiderPiece,
    deposer_piece,
    refuser_piece,
    valider_piece,
)

router = APIRouter(prefix="/demandes/{demande_id}/pieces", tags=["pièces"])


class RefusBody(Body):
    motif: Ligne
    """Le demandeur le lira tel quel."""


@router.get("", operation_id="lister_pieces", responses=problems(DemandeIntrouvable, DroitManquant))
async def lister(demande_id: UUID, acteur: CurrentActeur, pieces: Pieces) -> list[PieceVue]:
    exiger(acteur, Droit.PIECES_LIRE)
    return await pieces.de_la_demande(acteur.perimetre, demande_id)


@router.post(
    "",
    status_code=201,
    operation_id="deposer_piece",
    responses=problems(DemandeIntrouvable, DroitManquant, FormatRefuse, TropDePieces),
    openapi_extra={"requestBody": {"required": True, "content": {"application/octet-stream": {}}}},
)
async def deposer(
    demande_id: UUID,
    request: Request,
    type: TypePiece,
    acteur: CurrentActeur,
    execute: Execute,
    pieces: Pieces,
    key: Idempotency,
    nom: Texte = "document",
    personne_id: Annotated[UUID | None, Query()] = None,
) -> list[PieceVue]:
    """Dépose un document : le corps de la requête est le fichier (PDF, JPEG, PNG ou HEIC, 20 Mo au plus)."""
    command = DeposerPiece(
        demande_id=demande_id, type=type, nom=nom, contenu=await whole_body(request), personne_id=personne_id
    )
    await execute.create(deposer_piece, command, acteur, key)
    return await pieces.de_la_demande(acteur.perimetre, demande_id)


@router.get(
    "/{piece_id}/contenu",
    operation_id="lire_contenu_piece",
    response_class=Response,
    responses={**FILE_RESPONSES, **problems(PieceIntrouvable, DroitManquant)},
)
async def contenu(
    demande_id: UUID, piece_id: UUID, acteur: CurrentActeur, pieces: Pieces, container: ContainerDep
) -> Response:
    """Ouvre un document. La consultation est tracée."""
    exiger(acteur, Droit.PIECES_LIRE)
    found = await pieces.contenu(acteur.perimetre, acteur, demande_id, piece_id)
    return file_response(await container.stockage.lire(found.objet), found.format, found.nom)


@router.post(
    "/{piece_id}/validation",
    operation_id="valider_piece",
    responses=problems(DemandeIntrouvable, PieceIntrouvable, PieceDejaControlee, DroitManquant),
)
async def valider(
    demande_id: UUID, piece_id: UUID, acteur: CurrentActeur, execute: Execute, pieces: Pieces
) -> list[PieceVue]:
    await execute(valider_piece, ValiderPiece(demande_id=demande_id, piece_id=piece_id), acteur)
    return await pieces.de_la_demande(acteur.perimetre, demande_id)


@router.post(
    "/{piece_id}/refus",
    operation_id="refuser_piece",
    responses=problems(DemandeIntrouvable, PieceIntrouvable, PieceDejaControlee, DroitManquant),
)
async def refuser(
    demande_id: UUID, piece_id: UUID, body: RefusBody, acteur: CurrentActeur, execute: Execute, pieces: Pieces
) -> list[PieceVue]:
    command = RefuserPiece(demande_id=demande_id, piece_id=piece_id, motif=body.motif)
    await execute(refuser_piece, command, acteur)
    return await pieces.de_la_demande(acteur.perimetre, demande_id)
