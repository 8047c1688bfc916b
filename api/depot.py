"""Documents in, for both contracts: the whole body in one go, or pieces of it that resume after a cut."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from fastapi import Header, Request, Response
from pydantic import Field

from api.executor import IdempotencyKey
from api.schemas import Body, Ligne
from domain.kernel.identifiers import new_id
from domain.organismes.acteur import Acteur
from domain.pieces.codes import TypePiece
from domain.pieces.queries import DossierDePieces, TeleversementVue
from domain.pieces.reception import ContenuRecu
from domain.pieces.rules.formats import reconnaitre
from domain.pieces.televersement import Televersement, objet_du_morceau
from domain.pieces.use_cases import (
    CommencerTeleversement,
    DeposerPiece,
    PoursuivreTeleversement,
    SuivreTeleversement,
    TerminerTeleversement,
    commencer_televersement,
    deposer_piece,
    poursuivre_televersement,
    suivre_televersement,
    terminer_televersement,
)

if TYPE_CHECKING:
    from api.bootstrap import Container

FILE_BODY: dict[str, Any] = {"requestBody": {"required": True, "content": {"application/octet-stream": {}}}}
CHUNK_BODY: dict[str, Any] = {"requestBody": {"required": False, "content": {"application/offset+octet-stream": {}}}}
"""May be empty: the end of a file already received whole is said again that way."""

OFFSET, LENGTH = "Upload-Offset", "Upload-Length"
OFFSET_HEADERS: dict[str, Any] = {
    OFFSET: {"description": "Octets déjà reçus : la suite commence là.", "schema": {"type": "integer"}},
    LENGTH: {"description": "Octets annoncés.", "schema": {"type": "integer"}},
}
Offset = Annotated[int, Header(alias=OFFSET, ge=0, le=2_000_000_000, description="Où commence ce morceau.")]


class TeleversementBody(Body):
    """Un fichier à envoyer en plusieurs fois."""

    type: TypePiece
    nom: Ligne = "document"
    taille: Annotated[int, Field(ge=0, le=2_000_000_000)]
    """Octets."""
    personne_id: UUID | None = None
    piece_id: UUID | None = None
    """La pièce à laquelle ajouter ce fichier, à la suite de ses pages."""


async def deposit(
    container: "Container",
    request: Request,
    acteur: Acteur,
    key: str | None,
    *,
    demande_id: UUID,
    type: TypePiece,
    nom: str,
    personne_id: UUID | None,
    piece_id: UUID | None,
) -> UUID:
    async with received(container, request.stream(), acteur, nom) as recu:
        command = DeposerPiece(demande_id=demande_id, type=type, recu=recu, personne_id=personne_id, piece_id=piece_id)
        address = f"{request.url.path}?{request.url.query}"
        once = IdempotencyKey.of(key, request.method, address, recu.empreinte.encode()) if key else None
        return await container.executor.create(deposer_piece, command, acteur, once)


@asynccontextmanager
async def received(
    container: "Container", flux: AsyncIterator[bytes], acteur: Acteur, nom: str
) -> AsyncIterator[ContenuRecu]:
    """What was received is thrown away when what was to be done with it is refused."""
    recu = await container.reception.recevoir(flux, departement=acteur.departement, nom=nom, le=container.today())
    try:
        yield recu
    except BaseException:
        await container.stockage.effacer(recu.objet)
        raise


async def begin(
    container: "Container", acteur: Acteur, key: IdempotencyKey | None, demande_id: UUID, body: TeleversementBody
) -> TeleversementVue:
    command = CommencerTeleversement(
        demande_id=demande_id,
        type=body.type,
        personne_id=body.personne_id,
        piece_id=body.piece_id,
        nom=body.nom,
        taille=body.taille,
    )
    found = await container.executor.create(commencer_televersement, command, acteur, key)
    return _vue(await _follow(container, acteur, demande_id, found))


async def where(container: "Container", acteur: Acteur, demande_id: UUID, televersement_id: UUID) -> Response:
    found = await _follow(container, acteur, demande_id, televersement_id)
    return Response(headers=_headers(found))


async def resume(
    container: "Container",
    request: Request,
    response: Response,
    acteur: Acteur,
    demande_id: UUID,
    televersement_id: UUID,
    position: int,
) -> TeleversementVue:
    """One more piece; with the last one, the file becomes a document of the demande."""
    chunk = await request.body()
    if chunk:
        found = await _keep(container, acteur, demande_id, televersement_id, position, chunk)
    else:
        found = await _follow(container, acteur, demande_id, televersement_id)
    if found.complet and found.piece_id is None:
        async with received(container, _pieces(container, found), acteur, found.nom) as recu:
            end = TerminerTeleversement(demande_id=demande_id, televersement_id=found.id, recu=recu)
            piece_id = await container.executor(terminer_televersement, end, acteur)
        found.piece_id = piece_id
    response.headers.update(_headers(found))
    if found.piece_id is None:
        return _vue(found)
    return _vue(found, await container.pieces.dossier(acteur.perimetre, acteur, demande_id))


async def _keep(
    container: "Container", acteur: Acteur, demande_id: UUID, televersement_id: UUID, position: int, chunk: bytes
) -> Televersement:
    if position == 0:
        reconnaitre(chunk)  # what will be refused in the end is refused at once
    await _follow(container, acteur, demande_id, televersement_id)
    objet = objet_du_morceau(acteur.departement, televersement_id, new_id())
    await container.stockage.ranger(objet, chunk)
    command = PoursuivreTeleversement(
        demande_id=demande_id,
        televersement_id=televersement_id,
        position=position,
        objet=objet,
        taille=len(chunk),
    )
    try:
        return await container.executor(poursuivre_televersement, command, acteur)
    except BaseException:
        await container.stockage.effacer(objet)
        raise


async def _follow(container: "Container", acteur: Acteur, demande_id: UUID, televersement_id: UUID) -> Televersement:
    command = SuivreTeleversement(demande_id=demande_id, televersement_id=televersement_id)
    return await container.executor(suivre_televersement, command, acteur)


async def _pieces(container: "Container", televersement: Televersement) -> AsyncIterator[bytes]:
    for objet in televersement.morceaux:
        async for part in container.stockage.ouvrir(objet):
            yield part


def _headers(found: Televersement) -> dict[str, str]:
    return {OFFSET: str(found.position), LENGTH: str(found.taille), "Cache-Control": "no-store"}


def _vue(found: Televersement, dossier: DossierDePieces | None = None) -> TeleversementVue:
    return TeleversementVue(
        id=found.id, position=found.position, taille=found.taille, piece_id=found.piece_id, dossier=dossier
    )
