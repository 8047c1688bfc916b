"""Les copies numériques des pièces passent d'un système à l'autre (arrêté du 23 mars 2015, § 2 ; SNE « COP »)."""

from collections.abc import AsyncIterator
from datetime import timedelta

from domain.demandes.events import DemandeValidee
from domain.demandes.model import Demande
from domain.echanges.sne.codes import EtatTransmission, TypeFichier
from domain.echanges.sne.errors import SneIndisponible
from domain.echanges.sne.events import CopiesDemandees
from domain.echanges.sne.model import Transmission
from domain.echanges.sne.ports import CopieNumerique, SneUnitOfWork
from domain.kernel.calendrier import aujourd_hui
from domain.organismes.acteur import Acteur
from domain.pieces.codes import EtatPiece, TypePiece
from domain.pieces.errors import FormatRefuse, PieceIntrouvable, TropDePieces
from domain.pieces.events import PieceValidee
from domain.pieces.lecture import Lecture
from domain.pieces.model import OriginePiece, Piece
from domain.pieces.queries import PieceContenu
from domain.pieces.reception import Reception
from domain.pieces.use_cases import DeposerPiece, deposer_piece, oublier

_TYPES = {t.value for t in TypePiece}


async def inscrire_les_copies(event: DemandeValidee, acteur: Acteur, uow: SneUnitOfWork) -> None:
    """La demande a son numéro : les pièces déjà contrôlées partent avec elle, l'identité vérifiée d'abord."""
    demande = await uow.demandes.get(event.departement, event.aggregate_id)
    pieces = await uow.pieces.de_la_demande(event.departement, event.aggregate_id)
    # juste après la création : le SNE ne range une copie que sous une demande qu'il connaît
    le = event.occurred_at + timedelta(microseconds=1)
    inscrites = await uow.transmissions.copies_inscrites(demande.departement, demande.id)
    for piece in sorted(pieces, key=lambda p: (not TypePiece(p.type).est_identite, p.deposee_le)):
        if se_transmet(demande, piece) and piece.id not in inscrites:
            uow.transmissions.add(
                Transmission.inscrire(
                    departement=demande.departement,
                    demande_id=demande.id,
                    type_fichier=TypeFichier.COPIE,
                    evenement=_dit(piece),
                    le=le,
                    piece_id=piece.id,
                )
            )


async def inscrire_la_copie(event: PieceValidee, acteur: Acteur, uow: SneUnitOfWork) -> None:
    """Une pièce contrôlée d'une demande numérotée se partage ; avant le numéro, elle attend l'enregistrement."""
    demande = await uow.demandes.get(event.departement, event.aggregate_id)
    try:
        piece = await uow.pieces.get(event.departement, demande.id, event.piece_id)
    except PieceIntrouvable:
        return  # partie avec son titulaire dans une autre demande
    if demande.numero_unique is None or not se_transmet(demande, piece):
        return
    if piece.id in await uow.transmissions.copies_inscrites(demande.departement, demande.id):
        return
    uow.transmissions.add(
        Transmission.inscrire(
            departement=demande.departement,
            demande_id=demande.id,
            type_fichier=TypeFichier.COPIE,
            evenement=_dit(piece),
            le=event.occurred_at,
            piece_id=piece.id,
        )
    )


def se_transmet(demande: Demande, piece: Piece) -> bool:
    """Une pièce qu'un guichet a contrôlée, ou l'identité d'une demande validée ; jamais d'une personne protégée.

    L'identité d'une demande numérotée a été vérifiée pour lui donner son numéro (CCH R441-2-3).
    """
    if demande.protection is not None:
        return False
    verifiee = piece.etat is EtatPiece.RECUE and TypePiece(piece.type).est_identite
    return piece.etat is EtatPiece.VALIDEE or verifiee


def _dit(piece: Piece) -> str:
    return "document à accès réservé" if piece.sensible else piece.libelle


async def copie_a_transmettre(
    transmission: Transmission, demande: Demande, uow: SneUnitOfWork
) -> CopieNumerique | None:
    """Le document tel qu'un agent l'ouvre, ou rien s'il n'est plus à partager."""
    assert transmission.piece_id is not None
    try:
        piece = await uow.pieces.get(transmission.departement, demande.id, transmission.piece_id)
    except PieceIntrouvable:
        return None
    if not se_transmet(demande, piece):
        return None
    nom = f"{piece.type}-{piece.id}.pdf"
    lue = PieceContenu(
        departement=piece.departement, demande_id=demande.id, id=piece.id, nom=nom, feuillets=piece.feuillets
    )
    flux = await Lecture(stockage=uow.stockage, atelier=uow.atelier).document(lue, uow.today())
    contenu = b"".join([morceau async for morceau in flux])
    return CopieNumerique(reference=str(piece.id), type=piece.type, nom=nom, le=piece.deposee_le, contenu=contenu)


async def recevoir_les_copies(event: CopiesDemandees, acteur: Acteur, uow: SneUnitOfWork) -> None:
    """Sans attendre la nuit ; si le SNE se tait, elle s'en chargera."""
    transmission = await uow.transmissions.get(event.departement, event.transmission_id)
    if transmission.etat is not EtatTransmission.A_TRANSMETTRE:
        return
    try:
        await recevoir(transmission, acteur, uow)
    except SneIndisponible as panne:
        transmission.noter_l_echec(str(panne), le=uow.now())


async def recevoir(transmission: Transmission, acteur: Acteur, uow: SneUnitOfWork) -> None:
    """Chaque copie passe par l'antivirus et l'atelier comme tout document ; celle qui n'entre pas le dit."""
    demande = await uow.demandes.get(transmission.departement, transmission.demande_id)
    assert demande.numero_unique is not None
    avant = {p.id for p in await uow.pieces.de_la_demande(demande.departement, demande.id)}
    laissees: list[str] = []
    entrees: set[object] = set()
    for copie in await uow.sne.copies(demande.numero_unique, uow.now()):
        if copie.reference in {str(id) for id in avant}:
            continue  # celle que nous lui avions donnée
        if copie.type not in _TYPES:
            laissees.append(f"« {copie.nom} » : type de document inconnu ({copie.type})")
            continue
        try:
            entrees.add(await _deposer(copie, demande, acteur, uow))
        except (FormatRefuse, TropDePieces) as refus:
            laissees.append(f"« {copie.nom} » : {refus.message}")
    transmission.noter_les_copies(len(entrees - avant), tuple(laissees), le=uow.now())


async def _deposer(copie: CopieNumerique, demande: Demande, acteur: Acteur, uow: SneUnitOfWork) -> object:
    reception = Reception(stockage=uow.stockage, atelier=uow.atelier, antivirus=uow.antivirus)
    recu = await reception.recevoir(
        _flux(copie.contenu), departement=demande.departement, nom=copie.nom, le=aujourd_hui(uow.now())
    )
    command = DeposerPiece(demande_id=demande.id, type=TypePiece(copie.type), recu=recu, origine=OriginePiece.SNE)
    try:
        return await deposer_piece(command, acteur, uow)
    except TropDePieces:
        oublier(recu.objet, demande.departement, demande.id, uow)
        raise


async def _flux(contenu: bytes) -> AsyncIterator[bytes]:
    yield contenu
