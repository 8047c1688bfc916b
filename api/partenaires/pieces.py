from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from api.dependencies import ContainerDep, CurrentActeur, Execute, Idempotency, StreamedKey
from api.depot import CHUNK_BODY, FILE_BODY, OFFSET_HEADERS, Offset, TeleversementBody, begin, deposit, resume, where
from api.files import PAGE_RESPONSES, PDF_RESPONSES, file_response, stream_response
from api.listing import Texte
from api.problems import problems
from api.queries import Pieces, Tracabilite
from api.schemas import Body, LigneVide, Version
from domain.demandes.errors import DemandeIntrouvable
from domain.kernel.errors import ConcurrentEdit
from domain.organismes.acteur import Droit
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import exiger
from domain.pieces.codes import TypePiece
from domain.pieces.errors import (
    EcheanceManquante,
    FormatRefuse,
    MotifDeRefusInconnu,
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
    RefuserPiece,
    RetirerPage,
    RetirerPiece,
    ValiderPiece,
    ordonner_pages,
    refuser_piece,
    retirer_page,
    retirer_piece,
    valider_piece,
)
from domain.tracabilite.codes import ObjetConsulte

router = APIRouter(prefix="/demandes/{demande_id}", tags=["pièces"])

OF_THE_FILE = (DemandeIntrouvable, PieceIntrouvable, DroitManquant)


class ValidationBody(Body):
    version: Version
    expire_le: date | None = None
    """Date de fin que porte le document : obligatoire pour un titre de séjour."""


class RefusBody(Body):
    version: Version
    motif: Annotated[str, Field(pattern=r"^[A-Z_]{1,30}$")]
    """Code de la liste des motifs de refus."""
    precision: LigneVide = ""
    """Ajoutée à la phrase que lira le demandeur."""


class OrdreBody(Body):
    feuillets: Annotated[list[UUID], Field(min_length=1, max_length=100)]
    """Tous les fichiers de la pièce, dans l'ordre de lecture."""


@router.get("/pieces", operation_id="lister_pieces", responses=problems(DemandeIntrouvable, DroitManquant))
async def lister(demande_id: UUID, acteur: CurrentActeur, pieces: Pieces, tracabilite: Tracabilite) -> list[PieceVue]:
    """Les documents de la demande et leur état."""
    exiger(acteur, Droit.PIECES_LIRE)
    lues = await pieces.de_la_demande(acteur.perimetre, acteur, demande_id)
    await tracabilite.noter_la_lecture(acteur.perimetre, acteur, demande_id, ObjetConsulte.PIECES)
    return lues


@router.get(
    "/dossier-de-pieces", operation_id="lire_dossier_de_pieces", responses=problems(DemandeIntrouvable, DroitManquant)
)
async def dossier(demande_id: UUID, acteur: CurrentActeur, pieces: Pieces, tracabilite: Tracabilite) -> DossierDePieces:
    """Les pièces attendues de chaque personne, celles qui sont déposées, et de quoi les contrôler."""
    exiger(acteur, Droit.PIECES_LIRE)
    lu = await pieces.dossier(acteur.perimetre, acteur, demande_id)
    await tracabilite.noter_la_lecture(acteur.perimetre, acteur, demande_id, ObjetConsulte.PIECES)
    return lu


@router.post(
    "/pieces",
    status_code=201,
    operation_id="deposer_piece",
    responses=problems(*OF_THE_FILE, FormatRefuse, PersonneInconnue, TropDePieces, PieceDejaControlee),
    openapi_extra=FILE_BODY,
)
async def deposer(
    demande_id: UUID,
    request: Request,
    type: TypePiece,
    acteur: CurrentActeur,
    container: ContainerDep,
    pieces: Pieces,
    key: StreamedKey,
    nom: Texte = "document",
    personne_id: Annotated[UUID | None, Query()] = None,
    piece_id: Annotated[UUID | None, Query(description="La pièce à laquelle ajouter cette page.")] = None,
) -> DossierDePieces:
    """Dépose un document : le corps de la requête est le fichier (PDF, JPEG, PNG ou HEIC, 20 Mo au plus)."""
    exiger(acteur, Droit.PIECES_ECRIRE)
    await deposit(
        container,
        request,
        acteur,
        key,
        demande_id=demande_id,
        type=type,
        nom=nom,
        personne_id=personne_id,
        piece_id=piece_id,
    )
    return await pieces.dossier(acteur.perimetre, acteur, demande_id)


@router.post(
    "/televersements",
    status_code=201,
    operation_id="commencer_televersement",
    responses=problems(*OF_THE_FILE, FormatRefuse, PersonneInconnue),
)
async def commencer(
    demande_id: UUID, body: TeleversementBody, acteur: CurrentActeur, container: ContainerDep, key: Idempotency
) -> TeleversementVue:
    """Annonce un fichier à envoyer en plusieurs fois."""
    return await begin(container, acteur, key, demande_id, body)


@router.head(
    "/televersements/{televersement_id}",
    operation_id="situer_televersement",
    response_class=Response,
    responses={
        200: {"description": "Où reprendre", "headers": OFFSET_HEADERS},
        **problems(DemandeIntrouvable, TeleversementIntrouvable, DroitManquant),
    },
)
async def situer(demande_id: UUID, televersement_id: UUID, acteur: CurrentActeur, container: ContainerDep) -> Response:
    """Combien d'octets sont arrivés : l'envoi reprend là."""
    exiger(acteur, Droit.PIECES_ECRIRE)
    return await where(container, acteur, demande_id, televersement_id)


@router.patch(
    "/televersements/{televersement_id}",
    operation_id="poursuivre_televersement",
    responses=problems(
        *OF_THE_FILE, TeleversementIntrouvable, PositionInattendue, FormatRefuse, TropDePieces, PieceDejaControlee
    ),
    openapi_extra=CHUNK_BODY,
)
async def poursuivre(
    demande_id: UUID,
    televersement_id: UUID,
    position: Offset,
    request: Request,
    response: Response,
    acteur: CurrentActeur,
    container: ContainerDep,
) -> TeleversementVue:
    """Envoie la suite du fichier ; avec le dernier morceau, le document est déposé."""
    exiger(acteur, Droit.PIECES_ECRIRE)
    return await resume(container, request, response, acteur, demande_id, televersement_id, position)


@router.get(
    "/pieces/{piece_id}/contenu",
    operation_id="lire_contenu_piece",
    response_class=Response,
    responses={**PDF_RESPONSES, **problems(PieceIntrouvable, PieceEnAnalyse, DroitManquant)},
)
async def contenu(
    demande_id: UUID, piece_id: UUID, acteur: CurrentActeur, pieces: Pieces, container: ContainerDep
) -> Response:
    """Ouvre un document, toutes ses pages en un PDF. La consultation est tracée."""
    exiger(acteur, Droit.PIECES_LIRE)
    found = await pieces.contenu(acteur.perimetre, acteur, demande_id, piece_id)
    document = await container.lecture.document(found, container.today())
    return await stream_response(document, "application/pdf", found.nom)


@router.get(
    "/pieces/{piece_id}/pages/{page}",
    operation_id="lire_page_piece",
    response_class=Response,
    responses={**PAGE_RESPONSES, **problems(PieceIntrouvable, PieceEnAnalyse, DroitManquant)},
)
async def page(
    demande_id: UUID,
    piece_id: UUID,
    page: Annotated[int, Path(ge=1, le=1000)],
    acteur: CurrentActeur,
    pieces: Pieces,
    container: ContainerDep,
) -> Response:
    """L'image d'une page. La consultation est tracée."""
    exiger(acteur, Droit.PIECES_LIRE)
    found = await pieces.contenu(acteur.perimetre, acteur, demande_id, piece_id)
    return file_response(await container.lecture.page(found, page, container.today()), "image/jpeg", f"page-{page}.jpg")


@router.post(
    "/pieces/{piece_id}/validation",
    operation_id="valider_piece",
    responses=problems(*OF_THE_FILE, ConcurrentEdit, PieceDejaControlee, PieceEnAnalyse, EcheanceManquante),
)
async def valider(
    demande_id: UUID, piece_id: UUID, body: ValidationBody, acteur: CurrentActeur, execute: Execute, pieces: Pieces
) -> DossierDePieces:
    """Valide un document après contrôle."""
    command = ValiderPiece(demande_id=demande_id, piece_id=piece_id, version=body.version, expire_le=body.expire_le)
    await execute(valider_piece, command, acteur)
    return await pieces.dossier(acteur.perimetre, acteur, demande_id)


@router.post(
    "/pieces/{piece_id}/refus",
    operation_id="refuser_piece",
    responses=problems(*OF_THE_FILE, ConcurrentEdit, PieceDejaControlee, PieceEnAnalyse, MotifDeRefusInconnu),
)
async def refuser(
    demande_id: UUID, piece_id: UUID, body: RefusBody, acteur: CurrentActeur, execute: Execute, pieces: Pieces
) -> DossierDePieces:
    """Refuse un document en disant pourquoi au demandeur."""
    command = RefuserPiece(
        demande_id=demande_id, piece_id=piece_id, version=body.version, motif=body.motif, precision=body.precision
    )
    await execute(refuser_piece, command, acteur)
    return await pieces.dossier(acteur.perimetre, acteur, demande_id)


@router.delete("/pieces/{piece_id}", operation_id="retirer_piece", responses=problems(*OF_THE_FILE, PieceDejaControlee))
async def retirer(
    demande_id: UUID, piece_id: UUID, acteur: CurrentActeur, execute: Execute, pieces: Pieces
) -> DossierDePieces:
    """Retire un document déposé par erreur et pas encore contrôlé."""
    await execute(retirer_piece, RetirerPiece(demande_id=demande_id, piece_id=piece_id), acteur)
    return await pieces.dossier(acteur.perimetre, acteur, demande_id)


@router.put(
    "/pieces/{piece_id}/ordre",
    operation_id="ordonner_piece",
    responses=problems(*OF_THE_FILE, OrdreIncomplet, PieceDejaControlee),
)
async def ordonner(
    demande_id: UUID, piece_id: UUID, body: OrdreBody, acteur: CurrentActeur, execute: Execute, pieces: Pieces
) -> DossierDePieces:
    """Range les pages d'un document dans l'ordre de lecture."""
    command = OrdonnerPages(demande_id=demande_id, piece_id=piece_id, ordre=tuple(body.feuillets))
    await execute(ordonner_pages, command, acteur)
    return await pieces.dossier(acteur.perimetre, acteur, demande_id)


@router.delete(
    "/pieces/{piece_id}/feuillets/{feuillet_id}",
    operation_id="retirer_page",
    responses=problems(*OF_THE_FILE, PieceDejaControlee),
)
async def retirer_une_page(
    demande_id: UUID, piece_id: UUID, feuillet_id: UUID, acteur: CurrentActeur, execute: Execute, pieces: Pieces
) -> DossierDePieces:
    """Retire l'une des pages d'un document qui en compte plusieurs."""
    command = RetirerPage(demande_id=demande_id, piece_id=piece_id, feuillet_id=feuillet_id)
    await execute(retirer_page, command, acteur)
    return await pieces.dossier(acteur.perimetre, acteur, demande_id)
