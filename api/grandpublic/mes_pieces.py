from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from api.dependencies import ContainerDep, DemandeSession, Execute, Idempotency, StreamedKey, WithDemande
from api.depot import CHUNK_BODY, FILE_BODY, OFFSET_HEADERS, Offset, TeleversementBody, begin, deposit, resume, where
from api.files import PAGE_RESPONSES, PDF_RESPONSES, file_response, stream_response
from api.listing import Texte
from api.problems import problems
from api.queries import Pieces
from api.schemas import Body
from domain.demandes.errors import DemandeIntrouvable
from domain.organismes.errors import NonConnecte
from domain.pieces.codes import TypePiece
from domain.pieces.errors import (
    FormatRefuse,
    OrdreIncomplet,
    PersonneInconnue,
    PieceDejaControlee,
    PieceEnAnalyse,
    PieceIntrouvable,
    PositionInattendue,
    TeleversementIntrouvable,
    TropDePieces,
)
from domain.pieces.queries import DossierDePieces, PieceVue, TeleversementVue
from domain.pieces.use_cases import (
    OrdonnerPages,
    RetirerPage,
    RetirerPiece,
    ordonner_pages,
    retirer_page,
    retirer_piece,
)

router = APIRouter(tags=["mes documents"])

MINE = (NonConnecte, DemandeIntrouvable, PieceIntrouvable)


class OrdreBody(Body):
    feuillets: Annotated[list[UUID], Field(min_length=1, max_length=100)]
    """Tous les fichiers de la pièce, dans l'ordre de lecture."""


async def _dossier(session: WithDemande, pieces: Pieces) -> DossierDePieces:
    return await pieces.dossier(session.acteur.perimetre, session.acteur, session.demande_id)


@router.get("/mes-pieces", operation_id="lister_mes_pieces", responses=problems(NonConnecte, DemandeIntrouvable))
async def lister(session: DemandeSession, pieces: Pieces) -> list[PieceVue]:
    """Mes documents et leur état."""
    return await pieces.de_la_demande(session.acteur.perimetre, session.acteur, session.demande_id)


@router.get(
    "/mon-dossier-de-pieces",
    operation_id="lire_mon_dossier_de_pieces",
    responses=problems(NonConnecte, DemandeIntrouvable),
)
async def attendues(session: DemandeSession, pieces: Pieces) -> DossierDePieces:
    """Les documents attendus de chacun, ceux que j'ai déposés, et pourquoi l'un d'eux a été refusé."""
    return await _dossier(session, pieces)


@router.post(
    "/mes-pieces",
    status_code=201,
    operation_id="deposer_ma_piece",
    responses=problems(*MINE, FormatRefuse, PersonneInconnue, TropDePieces, PieceDejaControlee),
    openapi_extra=FILE_BODY,
)
async def deposer(
    request: Request,
    type: TypePiece,
    session: DemandeSession,
    container: ContainerDep,
    pieces: Pieces,
    key: StreamedKey,
    nom: Texte = "document",
    personne_id: Annotated[UUID | None, Query()] = None,
    piece_id: Annotated[UUID | None, Query(description="La pièce à laquelle ajouter cette page.")] = None,
) -> DossierDePieces:
    """Ajoute un document : une photo ou un PDF, 20 Mo au plus."""
    await deposit(
        container,
        request,
        session.acteur,
        key,
        demande_id=session.demande_id,
        type=type,
        nom=nom,
        personne_id=personne_id,
        piece_id=piece_id,
    )
    return await _dossier(session, pieces)


@router.post(
    "/mes-televersements",
    status_code=201,
    operation_id="commencer_mon_televersement",
    responses=problems(*MINE, FormatRefuse, PersonneInconnue),
)
async def commencer(
    body: TeleversementBody, session: DemandeSession, container: ContainerDep, key: Idempotency
) -> TeleversementVue:
    """Annonce un fichier à envoyer en plusieurs fois : le réseau peut couper, l'envoi reprendra."""
    return await begin(container, session.acteur, key, session.demande_id, body)


@router.head(
    "/mes-televersements/{televersement_id}",
    operation_id="situer_mon_televersement",
    response_class=Response,
    responses={
        200: {"description": "Où reprendre", "headers": OFFSET_HEADERS},
        **problems(NonConnecte, DemandeIntrouvable, TeleversementIntrouvable),
    },
)
async def situer(televersement_id: UUID, session: DemandeSession, container: ContainerDep) -> Response:
    """Combien d'octets sont arrivés : l'envoi reprend là."""
    return await where(container, session.acteur, session.demande_id, televersement_id)


@router.patch(
    "/mes-televersements/{televersement_id}",
    operation_id="poursuivre_mon_televersement",
    responses=problems(
        *MINE, TeleversementIntrouvable, PositionInattendue, FormatRefuse, TropDePieces, PieceDejaControlee
    ),
    openapi_extra=CHUNK_BODY,
)
async def poursuivre(
    televersement_id: UUID,
    position: Offset,
    request: Request,
    response: Response,
    session: DemandeSession,
    container: ContainerDep,
) -> TeleversementVue:
    """Envoie la suite du fichier ; avec le dernier morceau, le document est déposé."""
    return await resume(container, request, response, session.acteur, session.demande_id, televersement_id, position)


@router.delete("/mes-pieces/{piece_id}", operation_id="retirer_ma_piece", responses=problems(*MINE, PieceDejaControlee))
async def retirer(piece_id: UUID, session: DemandeSession, execute: Execute, pieces: Pieces) -> DossierDePieces:
    """Retire un document qui n'a pas encore été contrôlé."""
    command = RetirerPiece(demande_id=session.demande_id, piece_id=piece_id)
    await execute(retirer_piece, command, session.acteur)
    return await _dossier(session, pieces)


@router.put(
    "/mes-pieces/{piece_id}/ordre",
    operation_id="ordonner_ma_piece",
    responses=problems(*MINE, OrdreIncomplet, PieceDejaControlee),
)
async def ordonner(
    piece_id: UUID, body: OrdreBody, session: DemandeSession, execute: Execute, pieces: Pieces
) -> DossierDePieces:
    """Range les pages d'un document dans l'ordre de lecture."""
    command = OrdonnerPages(demande_id=session.demande_id, piece_id=piece_id, ordre=tuple(body.feuillets))
    await execute(ordonner_pages, command, session.acteur)
    return await _dossier(session, pieces)


@router.delete(
    "/mes-pieces/{piece_id}/feuillets/{feuillet_id}",
    operation_id="retirer_ma_page",
    responses=problems(*MINE, PieceDejaControlee),
)
async def retirer_une_page(
    piece_id: UUID, feuillet_id: UUID, session: DemandeSession, execute: Execute, pieces: Pieces
) -> DossierDePieces:
    """Retire l'une des pages d'un document qui en compte plusieurs."""
    command = RetirerPage(demande_id=session.demande_id, piece_id=piece_id, feuillet_id=feuillet_id)
    await execute(retirer_page, command, session.acteur)
    return await _dossier(session, pieces)


@router.get(
    "/mes-pieces/{piece_id}/contenu",
    operation_id="lire_contenu_ma_piece",
    response_class=Response,
    responses={**PDF_RESPONSES, **problems(*MINE, PieceEnAnalyse)},
)
async def contenu(piece_id: UUID, session: DemandeSession, pieces: Pieces, container: ContainerDep) -> Response:
    """Ouvre l'un de mes documents, toutes ses pages en un PDF."""
    found = await pieces.contenu(session.acteur.perimetre, session.acteur, session.demande_id, piece_id)
    document = await container.lecture.document(found, container.today())
    return await stream_response(document, "application/pdf", found.nom)


@router.get(
    "/mes-pieces/{piece_id}/pages/{page}",
    operation_id="lire_page_ma_piece",
    response_class=Response,
    responses={**PAGE_RESPONSES, **problems(*MINE, PieceEnAnalyse)},
)
async def page(
    piece_id: UUID,
    page: Annotated[int, Path(ge=1, le=1000)],
    session: DemandeSession,
    pieces: Pieces,
    container: ContainerDep,
) -> Response:
    """L'image d'une page de l'un de mes documents."""
    found = await pieces.contenu(session.acteur.perimetre, session.acteur, session.demande_id, piece_id)
    return file_response(await container.lecture.page(found, page, container.today()), "image/jpeg", f"page-{page}.jpg")
