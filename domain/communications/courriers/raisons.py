"""Ce qui s'oppose à un acte sur un lot ou sur une lettre : les écrans le disent avant, l'acte le redit."""

from datetime import datetime

from domain.communications.errors import LettreNonPostee, LotDejaRemis, LotOublie
from domain.communications.model import EtatMessage
from domain.kernel.raisons import Raison

PROTEGEE = "la personne est protégée : rien ne part à l'adresse qu'elle a pu quitter"


def lot_deja_remis(remis_le: datetime | None) -> Raison | None:
    if remis_le is None:
        return None
    return Raison(code=LotDejaRemis.code, phrase="Ce lot est déjà posté.")


def lot_oublie(document: str | None) -> Raison | None:
    if document is not None:
        return None
    return Raison(
        code=LotOublie.code,
        phrase="Les lettres de ce lot ont été effacées, quelque temps après leur envoi. Le texte de chacune reste dans "
        "les messages de sa demande.",
    )


def lettre_non_postee(etat: EtatMessage) -> Raison | None:
    if etat is EtatMessage.ENVOYE:
        return None
    phrase = (
        "Cette lettre n'est pas encore postée : notez d'abord l'envoi du lot."
        if etat is EtatMessage.A_ENVOYER
        else "Cette lettre n'a pas été distribuée : c'est déjà noté."
    )
    return Raison(code=LettreNonPostee.code, phrase=phrase)
