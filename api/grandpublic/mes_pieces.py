from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from api.dependencies import ContainerDep, DemandeSession, Execute, Idempotency, Pieces
from api.files import FILE_RESPONSES, file_response, whole_body
from api.listing import Texte
from api.problems import problems
from domain.demandes.errors import DemandeIntrouvable
from domain.organismes.errors import NonConnecte
from domain.pieces.errors import FormatRefuse, PieceDejaControlee, PieceIntrouvable, TropDePieces
from domain.pieces.model import TypePiece
from domain.pieces.queries import PieceVue
from domain.pieces.use_cases import DeposerPiece, RetirerPiece, deposer_piece, retirer_piece

router = APIRouter(prefix="/mes-pieces", tags=["mes documents"])


@router.get("", operation_id="lister_mes_pieces", responses=problems(NonConnecte, DemandeIntrouvable))
async def lister(session: DemandeSession, pieces: Pieces) -> list[PieceVue]:
    return await pieces.de_la_demande(session.acteur.perimetre, session.demande_id)


@router.post(
    "",
    status_code=201,
    operation_id="deposer_ma_piece",
    responses=problems(NonConnecte, DemandeIntrouvable, FormatRefuse, TropDePieces),
    openapi_extra={"requestBody": {"required": True, "content": {"application/octet-stream": {}}}},
)
async def deposer(
    request: Request,
    type: TypePiece,
    session: DemandeSession,
    execute: Execute,
    pieces: Pieces,
    key: Idempotency,
    nom: Texte = "document",
    personne_id: Annotated[UUID | None, Query()] = None,
) -> list[PieceVue]:
    """Ajoute un document : une photo ou un PDF, 20 Mo au plus."""
    command = DeposerPiece(
        demande_id=session.demande_id,
        type=type,
        nom=nom,
        contenu=await whole_body(request),
        personne_id=personne_id,
    )
    await execute.create(deposer_piece, command, session.acteur, key)
    return await pieces.de_la_demande(session.acteur.perimetre, session.demande_id)


@router.delete(
    "/{piece_id}",
    operation_id="retirer_ma_piece",
    responses=problems(NonConnecte, PieceIntrouvable, PieceDejaControlee),
)
async def retirer(piece_id: UUID, session: DemandeSession, execute: Execute, pieces: Pieces) -> list[PieceVue]:
    command = RetirerPiece(demande_id=session.demande_id, piece_id=piece_id)
    await execute(retirer_piece, command, session.acteur)
    return await pieces.de_la_demande(session.acteur.perimetre, session.demande_id)


@router.get(
    "/{piece_id}/contenu",
    operation_id="lire_contenu_ma_piece",
    response_class=Response,
    responses={**FILE_RESPONSES, **problems(NonConnecte, PieceIntrouvable)},
)
async def contenu(piece_id: UUID, session: DemandeSession, pieces: Pieces, container: ContainerDep) -> Response:
    found = await pieces.contenu(session.acteur.perimetre, session.acteur, session.demande_id, piece_id)
    return file_response(await container.stockage.lire(found.objet), found.format, found.nom)
