from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from domain.kernel.francais import compte, enumeration
from domain.kernel.raisons import Raison
from domain.organismes.acteur import Acteur, Droit, Perimetre
from domain.organismes.errors import (
    CompteIntrouvable,
    DroitManquant,
    OrganismeIntrouvable,
    PerimetreAConfirmer,
    SonPropreCompte,
)
from domain.organismes.model import Compte, Organisme, Profil, Territoire

LIBELLES: dict[Droit, str] = {
    Droit.DEMANDES_LIRE: "consulter les demandes",
    Droit.DEMANDES_ECRIRE: "saisir et modifier les demandes",
    Droit.DEMANDES_VALIDER: "valider les demandes",
    Droit.DEMANDES_RADIER: "radier les demandes",
    Droit.DEMANDES_RESTAURER: "restaurer les demandes radiées",
    Droit.DEMANDES_SENSIBLE: "lire les informations de santé et de violences",
    Droit.DEMANDES_EXPORTER: "emporter des listes de demandes",
    Droit.DEMANDES_IMPORTER: "déposer des fichiers de demandes",
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
    Droit.COTATION_SIMULER: "simuler les grilles de cotation",
    Droit.COTATION_ECRIRE: "écrire les grilles de cotation",
    Droit.SECTEURS_ECRIRE: "dessiner les secteurs que choisissent les demandeurs",
    Droit.COMPTES_GERER: "gérer les comptes de l'organisme",
    Droit.ORGANISMES_GERER: "gérer les organismes du territoire",
    Droit.TIERS_GERER: "gérer les accès des logiciels tiers",
    Droit.ACTUALITES_ECRIRE: "publier des actualités",
    Droit.LABELS_POSER: "poser et retirer les labels de priorité",
    Droit.STATISTIQUES_LIRE: "consulter les statistiques du territoire",
    Droit.PUBLICS_REGLER: "changer les règles des publics prioritaires",
    Droit.PORTAIL_REGLER: "régler le portail public du département",
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


def exiger_gere(acteur: Acteur, organisme: Organisme) -> Territoire:
    """Un référent gère son organisme, le gestionnaire ceux de son département ; les autres n'existent pas."""
    territoire = organisme.territoire(acteur.departement)
    sien = organisme.id == acteur.organisme_id or acteur.peut(Droit.ORGANISMES_GERER)
    if territoire is None or not sien:
        raise OrganismeIntrouvable("Cet organisme est introuvable.")
    return territoire


def exiger_compte_gere(acteur: Acteur, compte: Compte, profils: Iterable[Profil]) -> None:
    """On ne touche qu'aux comptes de son organisme, et à ceux qui n'ont pas plus de droits que soi."""
    exiger(acteur, Droit.COMPTES_GERER)
    sien = compte.organisme_id == acteur.organisme_id or acteur.peut(Droit.ORGANISMES_GERER)
    if not sien or compte.habilitation(acteur.departement) is None:
        raise CompteIntrouvable("Ce compte est introuvable.")
    for profil in profils:
        if not profil.droits <= acteur.droits and (raison := raison_plus_de_droits(profil.libelle)):
            raise DroitManquant(raison.phrase, raisons=[raison])


def raison_plus_de_droits(profil: str | None) -> Raison | None:
    """Un compte dont un profil a plus de droits que les siens ne se touche pas."""
    if profil is None:
        return None
    return Raison(
        code=DroitManquant.code,
        phrase=f"Ce compte a le profil « {profil} », qui a plus de droits que le vôtre : vous ne pouvez pas le "
        "modifier.",
    )


def raison_soi_meme(acteur: Acteur, compte_id: UUID) -> Raison | None:
    if compte_id != acteur.compte_id:
        return None
    return Raison(
        code=SonPropreCompte.code,
        phrase="C'est votre propre compte. Un autre référent ou le gestionnaire peut faire cela.",
    )


def exiger_autre_que_soi(acteur: Acteur, compte: Compte) -> None:
    """Ses propres droits se changent par un autre : on ne se donne rien, et on ne s'enferme pas dehors."""
    if raison := raison_soi_meme(acteur, compte.id):
        raise SonPropreCompte(raison.phrase, raisons=[raison])


def exiger_profil_accessible(acteur: Acteur, profil: Profil | None, organisme: Organisme) -> Profil:
    """Nul ne donne plus de droits qu'il n'en a, ni un profil fait pour d'autres organismes que celui-là."""
    if profil is None or not profil.droits <= acteur.droits:
        raise DroitManquant("Vous ne pouvez pas donner un profil qui a plus de droits que le vôtre.")
    if organisme.type.value not in profil.types_organisme:
        raise DroitManquant(
            f"Le profil « {profil.libelle} » n'est pas fait pour cet organisme ({organisme.type.libelle})."
        )
    return profil


NOMMEES = 6
"""Communes citées dans la phrase : au-delà, on les compte."""


def dire_la_limite(perimetre: Perimetre, nommer: Callable[[str], str]) -> str | None:
    """Ce que l'organisme ne voit pas, et comment savoir si cela existe ; rien pour qui voit tout le département.

    Une liste qui se tait sur ses bornes ressemble à des données perdues.
    """
    if not perimetre.limite:
        return None
    dites = []
    if perimetre.communes is not None:
        noms = sorted(nommer(code) for code in perimetre.communes)
        autres = len(noms) - NOMMEES
        montres = noms[:NOMMEES] + ([f"{compte(autres, 'autre commune', 'autres communes')}"] if autres > 0 else [])
        dites.append(f"qui concernent {enumeration(montres)}" if noms else "d'aucune commune pour l'instant")
    if perimetre.handicap_seulement:
        dites.append("où un handicap est signalé")
    return (
        f"Votre organisme ne voit que les demandes {enumeration(dites)}. Une autre peut exister dans le département : "
        "« Par numéro » le dit, sans l'ouvrir."
    )


def exiger_de_ne_rien_perdre_de_vue(
    avant: Territoire, communes: Sequence[str] | None, handicap_seulement: bool
) -> None:
    """Qui réduit le périmètre de son propre organisme perd de vue des demandes : il l'apprend avant, et le confirme."""
    dites = []
    if communes is not None and (avant.communes is None or set(avant.communes) - set(communes)):
        dites.append(f"qui concernent {compte(len(communes), 'commune')}")
    if handicap_seulement and not avant.handicap_seulement:
        dites.append("où un handicap est signalé")
    if dites:
        raise PerimetreAConfirmer(
            "C'est votre propre organisme. Vous et vos collègues ne verrez plus que les demandes "
            f"{enumeration(dites)}, et celles que votre organisme a enregistrées : les autres quitteront vos listes, "
            "vos compteurs et vos exports. Confirmez-le, ou laissez le périmètre comme il était. "
            "Rien n'a été enregistré."
        )
