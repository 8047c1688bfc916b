"""Ce qui s'oppose à une délégation ou à un accord : l'écran le dit avant, l'acte le redit."""

from uuid import UUID

from domain.kernel.raisons import ActionPossible, Raison, action
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.enregistrement.errors import DelegationImpossible, DelegationIntrouvable
from domain.organismes.policies import raison_droit

QUI = "le gestionnaire du fichier"


def raison_pas_guichet(nom: str, code_guichet: str | None) -> Raison | None:
    if code_guichet is not None:
        return None
    return Raison(
        code=DelegationImpossible.code,
        phrase=f"{nom} n'est pas guichet enregistreur dans ce département : il n'a rien à déléguer. "
        "Donnez-lui d'abord un code guichet, dans son périmètre.",
    )


def actions_d_enregistrement(acteur: Acteur, nom: str, code_guichet: str | None) -> list[ActionPossible]:
    droit = raison_droit(acteur, Droit.ORGANISMES_GERER)
    return [
        action("deleguer", "Déléguer", droit, raison_pas_guichet(nom, code_guichet), qui=QUI),
        action("conclure-un-accord", "Ajouter un accord", droit, qui=QUI, montrer=code_guichet is not None),
    ]


def terminer_une_delegation(acteur: Acteur, organisme_id: UUID, mandant_id: UUID, mandant: str) -> ActionPossible:
    """Qui l'a donnée la termine : sur la page de qui la reçoit, elle se dit et ne se touche pas."""
    recue = Raison(
        code=DelegationIntrouvable.code, phrase=f"Cette délégation se termine sur la page de {mandant}, qui l'a donnée."
    )
    return action(
        "terminer-la-delegation",
        "Terminer",
        raison_droit(acteur, Droit.ORGANISMES_GERER),
        recue if mandant_id != organisme_id else None,
        qui=QUI,
        montrer=acteur.peut(Droit.ORGANISMES_GERER),
    )


def terminer_un_accord(acteur: Acteur) -> ActionPossible:
    return action(
        "terminer-l-accord",
        "Terminer",
        raison_droit(acteur, Droit.ORGANISMES_GERER),
        qui=QUI,
        montrer=acteur.peut(Droit.ORGANISMES_GERER),
    )
