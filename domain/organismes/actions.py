"""Ce que l'on peut faire d'un compte, et sinon pourquoi : les gardes sont ceux des actes eux-mêmes."""

from uuid import UUID

from domain.kernel.raisons import ActionPossible, action
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.policies import raison_droit, raison_plus_de_droits, raison_soi_meme

QUI = "un autre référent, ou le gestionnaire du fichier"


def actions_du_compte(
    acteur: Acteur, *, compte_id: UUID, actif: bool, totp_actif: bool, profil_superieur: str | None
) -> list[ActionPossible]:
    """`profil_superieur` : un de ses profils qui a plus de droits que ceux de l'acteur."""
    toujours = (raison_droit(acteur, Droit.COMPTES_GERER), raison_plus_de_droits(profil_superieur))
    autre = (*toujours, raison_soi_meme(acteur, compte_id))
    return [
        action("modifier", "Modifier", *toujours, qui=QUI),
        action("renvoyer-l-activation", "Renvoyer le lien d'activation", *toujours, qui=QUI, montrer=actif),
        action("retirer-le-second-code", "Retirer le second code", *autre, qui=QUI, montrer=totp_actif),
        action("desactiver", "Désactiver", *autre, qui=QUI, montrer=actif),
        action("reactiver", "Réactiver", *toujours, qui=QUI, montrer=not actif),
    ]
