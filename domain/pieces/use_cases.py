from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from domain.demandes.model import Demande
from domain.demandes.policies import exiger_visible
from domain.kernel.identifiers import new_id
from domain.organismes.acteur import Acteur, Droit, SorteActeur
from domain.organismes.policies import exiger as exiger_droit
from domain.pieces.errors import FormatRefuse, PieceIntrouvable, TropDePieces
from domain.pieces.model import OriginePiece, Piece, TypePiece
from domain.pieces.parametres import nombre_maximal
from domain.pieces.ports import PiecesUnitOfWork
from domain.pieces.rules import contenu_actif, format_du_contenu, nom_montrable


@dataclass(frozen=True, kw_only=True)
class DeposerPiece:
    demande_id: UUID
    type: TypePiece
    nom: str
    contenu: bytes
    personne_id: UUID | None = None


async def _demande(demande_id: UUID, acteur: Acteur, uow: PiecesUnitOfWork, droit: Droit) -> Demande:
    demande = await uow.demandes.get(acteur.departement, demande_id)
    exiger_visible(acteur, demande)
    if acteur.sorte is not SorteActeur.DEMANDEUR:
        exiger_droit(acteur, droit)
    return demande


async def deposer_piece(command: DeposerPiece, acteur: Acteur, uow: PiecesUnitOfWork) -> UUID:
    """Le contenu est reconnu, chiffré et rangé avant que la pièce n'existe : rien n'est à moitié fait."""
    demande = await _demande(command.demande_id, acteur, uow, Droit.PIECES_ECRIRE)
    format = format_du_contenu(command.contenu[:64])
    if format is None:
        raise FormatRefuse(
            "Ce document n'est pas lisible. Envoyez une photo (JPEG, PNG, HEIC) ou un PDF. Rien n'a été ajouté."
        )
    if contenu_actif(command.contenu):
        raise FormatRefuse("Ce PDF contient un programme ou un fichier joint. Photographiez-le, puis renvoyez-le.")
    deja = await uow.pieces.de_la_demande(demande.departement, demande.id)
    if len(deja) >= nombre_maximal(uow.today()):
        raise TropDePieces("Votre dossier contient déjà beaucoup de documents. Retirez-en avant d'en ajouter.")
    empreinte = sha256(command.contenu).digest()
    for piece in deja:
        if piece.empreinte == empreinte and piece.type == command.type.value:
            return piece.id
    piece_id = new_id()
    objet = f"{demande.departement}/{demande.id}/{piece_id}"
    await uow.stockage.ranger(objet, command.contenu)
    uow.pieces.add(
        Piece.deposer(
            departement=demande.departement,
            id=piece_id,
            demande_id=demande.id,
            personne_id=command.personne_id,
            type=command.type,
            nom=nom_montrable(command.nom),
            format=format.code,
            taille=len(command.contenu),
            empreinte=empreinte,
            objet=objet,
            origine=OriginePiece.PORTAIL if acteur.sorte is SorteActeur.DEMANDEUR else OriginePiece.GUICHET,
            le=uow.now(),
        )
    )
    return piece_id


@dataclass(frozen=True, kw_only=True)
class ValiderPiece:
    demande_id: UUID
    piece_id: UUID


async def valider_piece(command: ValiderPiece, acteur: Acteur, uow: PiecesUnitOfWork) -> None:
    demande = await _demande(command.demande_id, acteur, uow, Droit.PIECES_ECRIRE)
    piece = await uow.pieces.get(demande.departement, demande.id, command.piece_id)
    piece.valider(le=uow.now())


@dataclass(frozen=True, kw_only=True)
class RefuserPiece:
    demande_id: UUID
    piece_id: UUID
    motif: str


async def refuser_piece(command: RefuserPiece, acteur: Acteur, uow: PiecesUnitOfWork) -> None:
    demande = await _demande(command.demande_id, acteur, uow, Droit.PIECES_ECRIRE)
    piece = await uow.pieces.get(demande.departement, demande.id, command.piece_id)
    piece.refuser(motif=command.motif, le=uow.now())


@dataclass(frozen=True, kw_only=True)
class RetirerPiece:
    demande_id: UUID
    piece_id: UUID


async def retirer_piece(command: RetirerPiece, acteur: Acteur, uow: PiecesUnitOfWork) -> None:
    """Le demandeur peut retirer ce qu'il a déposé tant que personne ne l'a contrôlé."""
    demande = await _demande(command.demande_id, acteur, uow, Droit.PIECES_ECRIRE)
    piece = await uow.pieces.get(demande.departement, demande.id, command.piece_id)
    if acteur.sorte is SorteActeur.DEMANDEUR and piece.origine is not OriginePiece.PORTAIL:
        raise PieceIntrouvable("Ce document est introuvable.")
    piece.retirer(le=uow.now())
    await uow.pieces.supprimer(piece)
