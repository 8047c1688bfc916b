from domain.kernel.raisons import Raison
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.errors import DroitManquant

LIBELLES: dict[Droit, str] = {
    Droit.DEMANDES_LIRE: "consulter les demandes",
    Droit.DEMANDES_ECRIRE: "saisir et modifier les demandes",
    Droit.DEMANDES_VALIDER: "valider les demandes",
    Droit.DEMANDES_RADIER: "radier les demandes",
    Droit.DEMANDES_SENSIBLE: "lire les informations de santé et de violences",
    Droit.PIECES_LIRE: "consulter les pièces",
    Droit.PIECES_ECRIRE: "déposer et contrôler les pièces",
    Droit.BIENS_LIRE: "consulter les biens",
    Droit.BIENS_ECRIRE: "saisir les biens",
    Droit.CANDIDATS_LIRE: "rechercher des candidats",
    Droit.PROPOSITIONS_LIRE: "consulter les propositions",
    Droit.PROPOSITIONS_ECRIRE: "positionner et suivre les candidats",
    Droit.COMMISSIONS_LIRE: "consulter les commissions",
    Droit.COMMISSIONS_DECIDER: "enregistrer les décisions de commission",
    Droit.CONVENTIONS_LIRE: "consulter les conventions de flux",
    Droit.CONVENTIONS_ECRIRE: "saisir les conventions de flux",
    Droit.ANNONCES_LIRE: "consulter les annonces",
    Droit.ANNONCES_ECRIRE: "publier les annonces",
    Droit.COTATION_LIRE: "consulter les grilles de cotation",
    Droit.COMPTES_GERER: "gérer les comptes de l'organisme",
    Droit.ORGANISMES_GERER: "gérer les organismes du territoire",
    Droit.TIERS_GERER: "gérer les accès des logiciels tiers",
    Droit.ACTUALITES_ECRIRE: "publier des actualités",
}


def raison_droit(acteur: Acteur, droit: Droit) -> Raison | None:
    """Pourquoi cet acteur ne peut pas faire cela, ou rien s'il le peut."""
    if acteur.peut(droit):
        return None
    return Raison(
        code="droit-manquant",
        phrase=f"Votre profil ne permet pas de {LIBELLES[droit]}. Le référent de votre organisme peut l'ajouter.",
        parametres={"droit": droit.value},
    )


def exiger(acteur: Acteur, droit: Droit) -> None:
    """Refuse l'acte à qui n'en a pas le droit, en disant qui peut le donner."""
    raison = raison_droit(acteur, droit)
    if raison is not None:
        raise DroitManquant(raison.phrase, raisons=[raison])
