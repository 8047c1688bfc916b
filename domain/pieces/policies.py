"""Qui peut faire quoi d'une pièce, et sinon pourquoi."""

from domain.kernel.raisons import ActionPossible, action
from domain.organismes.acteur import Acteur, Droit, SorteActeur
from domain.organismes.policies import exiger as exiger_droit
from domain.organismes.policies import raison_droit
from domain.pieces.errors import PieceIntrouvable
from domain.pieces.model import OriginePiece, Piece


def voit_le_sensible(acteur: Acteur) -> bool:
    """Le demandeur voit tout de son dossier ; un agent, selon son profil."""
    return acteur.sorte is not SorteActeur.AGENT or acteur.peut(Droit.DEMANDES_SENSIBLE)


def exiger_visible(acteur: Acteur, piece: Piece) -> None:
    """Une pièce de santé ou de violences n'existe pas pour qui n'est pas habilité à la lire."""
    if piece.sensible and not voit_le_sensible(acteur):
        raise PieceIntrouvable("Ce document est introuvable.")


def exiger_depot(acteur: Acteur, *, sensible: bool) -> None:
    if acteur.sorte is SorteActeur.DEMANDEUR:
        return
    exiger_droit(acteur, Droit.PIECES_ECRIRE)
    if sensible:
        exiger_droit(acteur, Droit.DEMANDES_SENSIBLE)


def exiger_sienne(acteur: Acteur, piece: Piece) -> None:
    """Le demandeur ne défait que ce qu'il a lui-même déposé."""
    exiger_visible(acteur, piece)
    if acteur.sorte is SorteActeur.DEMANDEUR:
        if piece.origine is not OriginePiece.PORTAIL:
            raise PieceIntrouvable("Ce document a été déposé par un guichet : lui seul peut le retirer.")
    else:
        exiger_droit(acteur, Droit.PIECES_ECRIRE)


def actions(acteur: Acteur, piece: Piece) -> tuple[ActionPossible, ...]:
    """Les boutons de l'écran, permis ou grisés avec leur raison."""
    if acteur.sorte is SorteActeur.DEMANDEUR:
        qui = "le guichet qui suit votre demande"
        if piece.origine is not OriginePiece.PORTAIL:
            return ()
        return (
            action("ajouter", "Ajouter une page", piece.raison_modification(), qui=qui),
            action("retirer", "Retirer", piece.raison_modification(), qui=qui),
        )
    droit = raison_droit(acteur, Droit.PIECES_ECRIRE)
    qui = "le référent de votre organisme" if droit else "l'analyse des documents"
    return (
        action("valider", "Valider la pièce", droit, piece.raison_controle(), qui=qui),
        action("refuser", "Refuser", droit, piece.raison_controle(), qui=qui),
        action("ajouter", "Ajouter une page", droit, piece.raison_modification(), qui=qui),
        action("retirer", "Retirer", droit, piece.raison_modification(), qui=qui),
    )
