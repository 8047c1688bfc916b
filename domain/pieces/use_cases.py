from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.demandes.model import Demande
from domain.demandes.policies import exiger_visible as exiger_demande_visible
from domain.kernel.calendrier import aujourd_hui
from domain.kernel.errors import ConcurrentEdit
from domain.kernel.identifiers import new_id
from domain.organismes.acteur import Acteur, Droit, SorteActeur
from domain.organismes.policies import exiger as exiger_droit
from domain.pieces.codes import EtatPiece, TypePiece
from domain.pieces.errors import PersonneInconnue, TropDePieces
from domain.pieces.events import ContenusInutiles
from domain.pieces.feuillets import (
    EtatFeuillet,
    Feuillet,
    objet_de_l_apercu,
    objet_du_feuillet,
    objets_de_cette_piece,
)
from domain.pieces.model import OriginePiece, Piece, pret
from domain.pieces.parametres import entier
from domain.pieces.policies import exiger_depot, exiger_sienne, exiger_visible
from domain.pieces.ports import Document, PiecesUnitOfWork, Stockage
from domain.pieces.reception import ContenuRecu
from domain.pieces.rules.attendues import echeance, est_sensible
from domain.pieces.rules.formats import nom_montrable, refus
from domain.pieces.rules.refus import phrase_du_refus
from domain.pieces.televersement import Televersement, objets_du_televersement


@dataclass(frozen=True, kw_only=True)
class DeposerPiece:
    demande_id: UUID
    type: TypePiece
    recu: ContenuRecu
    personne_id: UUID | None = None
    piece_id: UUID | None = None
    """La pièce à laquelle le fichier ajoute une page."""
    origine: OriginePiece | None = None
    """D'où elle vient, quand ce n'est ni la personne ni l'agent qui agit."""


async def deposer_piece(command: DeposerPiece, acteur: Acteur, uow: PiecesUnitOfWork) -> UUID:
    """Le contenu est reconnu, chiffré et rangé avant que la pièce n'existe : rien n'est à moitié fait."""
    demande = await _demande(command.demande_id, acteur, uow)
    sensible = est_sensible(command.type, uow.today())
    exiger_depot(acteur, sensible=sensible)
    _exiger_personne(demande, command.personne_id)
    if command.piece_id is not None:
        return await _ajouter_une_page(command, command.piece_id, demande, acteur, uow)
    deja = await uow.pieces.de_la_demande(demande.departement, demande.id)
    if len(deja) >= entier("nombre_maximal", uow.today()):
        raise TropDePieces("Votre dossier contient déjà beaucoup de documents. Retirez-en avant d'en ajouter.")
    for connue in deja:
        if connue.etat is not EtatPiece.REFUSEE and _est_la_meme(connue, command):
            _oublier_l_arrivee(command.recu, demande, uow)
            return connue.id
    piece_id, origine = new_id(), command.origine or _origine(acteur)
    uow.pieces.add(
        Piece.deposer(
            departement=demande.departement,
            id=piece_id,
            demande_id=demande.id,
            personne_id=command.personne_id,
            type=command.type,
            sensible=sensible,
            feuillet=await _feuillet(command.recu, demande, piece_id, uow),
            origine=origine,
            depot_de=acteur.organisme_libelle if origine is OriginePiece.GUICHET else None,
            le=uow.now(),
        )
    )
    return piece_id


def _origine(acteur: Acteur) -> OriginePiece:
    return OriginePiece.PORTAIL if acteur.sorte is SorteActeur.DEMANDEUR else OriginePiece.GUICHET


async def _ajouter_une_page(
    command: DeposerPiece, piece_id: UUID, demande: Demande, acteur: Acteur, uow: PiecesUnitOfWork
) -> UUID:
    piece = await uow.pieces.get(demande.departement, demande.id, piece_id)
    exiger_sienne(acteur, piece)
    if any(f.empreinte == command.recu.empreinte and f.etat is not EtatFeuillet.REFUSE for f in piece.feuillets):
        _oublier_l_arrivee(command.recu, demande, uow)
        return piece.id
    if len(piece.feuillets) >= entier("fichiers_maximaux", uow.today()):
        raise TropDePieces("Ce document compte déjà beaucoup de pages. Envoyez plutôt un PDF.")
    maximum = entier("taille_maximale_de_la_piece_octets", uow.today())
    if sum(f.taille for f in piece.feuillets) + command.recu.taille > maximum:
        raise TropDePieces("Avec cette page, le document serait trop lourd. Déposez la suite comme un autre document.")
    piece.ajouter(await _feuillet(command.recu, demande, piece.id, uow), le=uow.now())
    return piece.id


async def _feuillet(recu: ContenuRecu, demande: Demande, piece_id: UUID, uow: PiecesUnitOfWork) -> Feuillet:
    feuillet = Feuillet(
        id=new_id(),
        nom=recu.nom,
        format=recu.format,
        taille=recu.taille,
        empreinte=recu.empreinte,
        etat=EtatFeuillet.EN_ANALYSE,
        objet=recu.objet,
    )
    if recu.document is None:
        return feuillet
    objet = objet_du_feuillet(demande.departement, demande.id, piece_id, feuillet.id)
    await ranger_le_document(recu.document, objet, uow.stockage)
    return pret(feuillet, objet=objet, pages=recu.document.pages, examen=recu.examen or "")


async def ranger_le_document(document: Document, objet: str, stockage: Stockage) -> None:
    await stockage.ranger(objet, document.pdf)
    for page, apercu in enumerate(document.apercus, start=1):
        await stockage.ranger(objet_de_l_apercu(objet, page), apercu)


def _oublier_l_arrivee(recu: ContenuRecu, demande: Demande, uow: PiecesUnitOfWork) -> None:
    if recu.document is None:
        oublier(recu.objet, demande.departement, demande.id, uow)


def oublier(prefixe: str, departement: str, demande_id: UUID, uow: PiecesUnitOfWork) -> None:
    """Après la confirmation seulement : un acte qui échoue ne perd aucun contenu."""
    uow.record(
        ContenusInutiles(departement=departement, aggregate_id=demande_id, occurred_at=uow.now(), prefixe=prefixe)
    )


@dataclass(frozen=True, kw_only=True)
class OrdonnerPages:
    demande_id: UUID
    piece_id: UUID
    ordre: tuple[UUID, ...]


async def ordonner_pages(command: OrdonnerPages, acteur: Acteur, uow: PiecesUnitOfWork) -> None:
    piece = await _sienne(command.demande_id, command.piece_id, acteur, uow)
    piece.ordonner(command.ordre, le=uow.now())


@dataclass(frozen=True, kw_only=True)
class RetirerPage:
    demande_id: UUID
    piece_id: UUID
    feuillet_id: UUID


async def retirer_page(command: RetirerPage, acteur: Acteur, uow: PiecesUnitOfWork) -> None:
    piece = await _sienne(command.demande_id, command.piece_id, acteur, uow)
    feuillet = piece.feuillet(command.feuillet_id)
    piece.retirer_la_page(command.feuillet_id, le=uow.now())
    if feuillet is not None:
        oublier(feuillet.objet, piece.departement, piece.demande_id, uow)


@dataclass(frozen=True, kw_only=True)
class RetirerPiece:
    demande_id: UUID
    piece_id: UUID


async def retirer_piece(command: RetirerPiece, acteur: Acteur, uow: PiecesUnitOfWork) -> None:
    """Ce qui a été déposé se retire tant que personne ne l'a contrôlé."""
    piece = await _sienne(command.demande_id, command.piece_id, acteur, uow)
    piece.retirer(le=uow.now())
    for feuillet in piece.feuillets:
        if feuillet.etat is EtatFeuillet.EN_ANALYSE:
            oublier(feuillet.objet, piece.departement, piece.demande_id, uow)
    for prefixe in sorted(objets_de_cette_piece(piece.departement, piece.demande_id, piece.id, piece.feuillets)):
        oublier(prefixe, piece.departement, piece.demande_id, uow)
    await uow.pieces.supprimer(piece)


@dataclass(frozen=True, kw_only=True)
class ValiderPiece:
    demande_id: UUID
    piece_id: UUID
    version: int
    """Celle qui a été lue : une page ajoutée depuis n'est pas validée avec les autres."""
    expire_le: date | None = None
    """Date de fin que porte le document."""


async def valider_piece(command: ValiderPiece, acteur: Acteur, uow: PiecesUnitOfWork) -> None:
    piece = await _a_controler(command, acteur, uow)
    piece.exiger_a_controler()
    piece.valider(
        expire_le=echeance(TypePiece(piece.type), aujourd_hui(piece.deposee_le), command.expire_le, uow.today()),
        le=uow.now(),
    )


@dataclass(frozen=True, kw_only=True)
class RefuserPiece:
    demande_id: UUID
    piece_id: UUID
    version: int
    motif: str
    """Code de la liste des motifs."""
    precision: str = ""


async def refuser_piece(command: RefuserPiece, acteur: Acteur, uow: PiecesUnitOfWork) -> None:
    piece = await _a_controler(command, acteur, uow)
    piece.refuser(motif=phrase_du_refus(command.motif, command.precision, uow.today()), le=uow.now())


# --- Envoi en plusieurs fois


@dataclass(frozen=True, kw_only=True)
class CommencerTeleversement:
    demande_id: UUID
    type: TypePiece
    personne_id: UUID | None
    piece_id: UUID | None
    nom: str
    taille: int


async def commencer_televersement(command: CommencerTeleversement, acteur: Acteur, uow: PiecesUnitOfWork) -> UUID:
    """Tout ce qui peut être refusé l'est avant que le premier octet ne parte."""
    demande = await _demande(command.demande_id, acteur, uow)
    exiger_depot(acteur, sensible=est_sensible(command.type, uow.today()))
    _exiger_personne(demande, command.personne_id)
    maximum = entier("taille_maximale_octets", uow.today())
    if command.taille < 1:
        raise refus("vide")
    if command.taille > maximum:
        raise refus("trop-lourd", maximum=maximum // (1024 * 1024))
    if command.piece_id is not None:
        exiger_sienne(acteur, await uow.pieces.get(demande.departement, demande.id, command.piece_id))
    televersement = Televersement.commencer(
        departement=demande.departement,
        id=new_id(),
        demande_id=demande.id,
        type=command.type.value,
        personne_id=command.personne_id,
        piece_cible=command.piece_id,
        nom=nom_montrable(command.nom),
        taille=command.taille,
        le=uow.now(),
    )
    uow.televersements.add(televersement)
    return televersement.id


@dataclass(frozen=True, kw_only=True)
class SuivreTeleversement:
    demande_id: UUID
    televersement_id: UUID


async def suivre_televersement(command: SuivreTeleversement, acteur: Acteur, uow: PiecesUnitOfWork) -> Televersement:
    """Où en est l'envoi : la suite commence à sa position."""
    demande = await _demande(command.demande_id, acteur, uow)
    return await uow.televersements.get(demande.departement, demande.id, command.televersement_id)


@dataclass(frozen=True, kw_only=True)
class PoursuivreTeleversement:
    demande_id: UUID
    televersement_id: UUID
    position: int
    objet: str
    taille: int


async def poursuivre_televersement(
    command: PoursuivreTeleversement, acteur: Acteur, uow: PiecesUnitOfWork
) -> Televersement:
    """Deux morceaux envoyés en même temps : l'un passe, l'autre apprend d'où reprendre."""
    demande = await _demande(command.demande_id, acteur, uow)
    televersement = await uow.televersements.get(
        demande.departement, demande.id, command.televersement_id, exclusif=True
    )
    televersement.recevoir(position=command.position, objet=command.objet, taille=command.taille)
    return televersement


@dataclass(frozen=True, kw_only=True)
class TerminerTeleversement:
    demande_id: UUID
    televersement_id: UUID
    recu: ContenuRecu


async def terminer_televersement(command: TerminerTeleversement, acteur: Acteur, uow: PiecesUnitOfWork) -> UUID:
    """Le fichier entier devient une pièce, une seule fois même si la fin est dite deux fois."""
    demande = await _demande(command.demande_id, acteur, uow)
    televersement = await uow.televersements.get(
        demande.departement, demande.id, command.televersement_id, exclusif=True
    )
    if televersement.piece_id is not None:
        _oublier_l_arrivee(command.recu, demande, uow)
        return televersement.piece_id
    piece_id = await deposer_piece(
        DeposerPiece(
            demande_id=demande.id,
            type=TypePiece(televersement.type),
            recu=command.recu,
            personne_id=televersement.personne_id,
            piece_id=televersement.piece_cible,
        ),
        acteur,
        uow,
    )
    televersement.terminer(piece_id)
    oublier(objets_du_televersement(demande.departement, televersement.id), demande.departement, demande.id, uow)
    return piece_id


# --- Ce que plusieurs actes partagent


async def _demande(demande_id: UUID, acteur: Acteur, uow: PiecesUnitOfWork) -> Demande:
    demande = await uow.demandes.get(acteur.departement, demande_id)
    exiger_demande_visible(acteur, demande)
    return demande


async def _sienne(demande_id: UUID, piece_id: UUID, acteur: Acteur, uow: PiecesUnitOfWork) -> Piece:
    demande = await _demande(demande_id, acteur, uow)
    piece = await uow.pieces.get(demande.departement, demande.id, piece_id)
    exiger_sienne(acteur, piece)
    return piece


async def _a_controler(command: ValiderPiece | RefuserPiece, acteur: Acteur, uow: PiecesUnitOfWork) -> Piece:
    demande = await _demande(command.demande_id, acteur, uow)
    exiger_droit(acteur, Droit.PIECES_ECRIRE)
    piece = await uow.pieces.get(demande.departement, demande.id, command.piece_id)
    exiger_visible(acteur, piece)
    if piece.version != command.version:
        raise ConcurrentEdit(
            "Ce document a changé depuis que vous l'avez ouvert : une page a été ajoutée, retirée ou contrôlée. "
            "Relisez-le, puis recommencez."
        )
    return piece


def _exiger_personne(demande: Demande, personne_id: UUID | None) -> None:
    formulaire = demande.formulaire
    connues = {p.id for p in formulaire.adultes} | {o.id for o in formulaire.occupants}
    if personne_id is not None and personne_id not in connues:
        raise PersonneInconnue("Cette personne ne fait plus partie de la demande. Choisissez-la de nouveau.")


def _est_la_meme(piece: Piece, command: DeposerPiece) -> bool:
    return (
        piece.type == command.type.value
        and piece.personne_id == command.personne_id
        and [f.empreinte for f in piece.feuillets] == [command.recu.empreinte]
    )
