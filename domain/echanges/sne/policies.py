"""Quand les copies que le SNE garde peuvent être demandées, et sinon pourquoi."""

from domain.echanges.sne.errors import DemandeInconnueDuSne, LiaisonFermee
from domain.kernel.raisons import Raison


def raison_des_copies(numero_unique: str | None, *, ouvert: bool) -> Raison | None:
    if numero_unique is None:
        return Raison(
            code=DemandeInconnueDuSne.code,
            phrase="Cette demande n'a pas encore de numéro unique : le SNE ne la connaît pas. Validez-la d'abord.",
        )
    if not ouvert:
        return Raison(
            code=LiaisonFermee.code,
            phrase="La liaison avec le SNE n'est pas ouverte dans ce fichier. Rien n'a été demandé : déposez les "
            "documents que la personne vous remet.",
        )
    return None
