"""Qui écrit la grille d'un EPCI : cet EPCI lui-même, ou le gestionnaire du fichier pour son compte."""

from datetime import date

from domain.cotation.errors import GrilleDUnAutre, GrilleIntrouvable
from domain.cotation.model import Etape, GrilleCotation
from domain.cotation.registre.queries import EtatDeRecalcul
from domain.cotation.rules import bloquants
from domain.cotation.vocabulary import StatutGrille
from domain.kernel.raisons import ActionPossible, Raison, action
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.policies import exiger, raison_droit

QUI = "L'EPCI de la grille, ou le gestionnaire du fichier"


def raison_du_territoire(acteur: Acteur, epci: str, le_sien: str | None) -> Raison | None:
    """Une grille n'engage que l'EPCI qui la délibère (CCH R441-2-10) : personne d'autre ne l'écrit."""
    if acteur.perimetre.tout_organisme or epci == le_sien:
        return None
    return Raison(
        code="grille-d-un-autre",
        phrase="Cette grille est celle d'un autre EPCI. Vous pouvez la lire et en partir pour écrire la vôtre.",
        parametres={"epci": epci},
    )


def ecrit(acteur: Acteur, epci: str, le_sien: str | None) -> bool:
    return raison_droit(acteur, Droit.COTATION_ECRIRE) is None and raison_du_territoire(acteur, epci, le_sien) is None


def voit(acteur: Acteur, grille: GrilleCotation, le_sien: str | None) -> bool:
    """Un brouillon n'est connu que de qui l'écrit ; une grille en test ou publiée, de tous les partenaires."""
    return grille.statut is not StatutGrille.BROUILLON or ecrit(acteur, grille.epci, le_sien)


def exiger_d_ecrire(acteur: Acteur, epci: str, le_sien: str | None) -> None:
    exiger(acteur, Droit.COTATION_ECRIRE)
    raison = raison_du_territoire(acteur, epci, le_sien)
    if raison is not None:
        raise GrilleDUnAutre(f"{raison.phrase} Rien n'a été changé.", raisons=[raison])


def exiger_visible(acteur: Acteur, grille: GrilleCotation, le_sien: str | None) -> None:
    if not voit(acteur, grille, le_sien):
        raise GrilleIntrouvable("Cette grille est introuvable.")


def raison_pas_arrete(etat: EtatDeRecalcul | None) -> Raison | None:
    if etat is EtatDeRecalcul.ARRETE:
        return None
    phrase = "Ce territoire n'a encore jamais été recoté." if etat is None else f"« {etat.libelle} » : rien à relancer."
    return Raison(code="recalcul-pas-arrete", phrase=phrase, parametres={"etat": etat and etat.value})


def action_relancer(acteur: Acteur, epci: str, le_sien: str | None, etat: EtatDeRecalcul) -> ActionPossible:
    droit = raison_droit(acteur, Droit.COTATION_ECRIRE) or raison_du_territoire(acteur, epci, le_sien)
    pas_arrete = raison_pas_arrete(etat)
    return action("relancer", "Relancer le recalcul", droit, pas_arrete, qui=QUI, montrer=pas_arrete is None)


def raison_inachevee(grille: GrilleCotation) -> Raison | None:
    if grille.brouillon is None:
        return None
    return Raison(code="brouillon-inacheve", phrase="Ce brouillon ne se lit pas encore : corrigez les points signalés.")


def actions(acteur: Acteur, grille: GrilleCotation, le_sien: str | None, le: date) -> tuple[ActionPossible, ...]:
    """Ce que l'on peut faire de cette version aujourd'hui, et sinon pourquoi."""
    droit = raison_droit(acteur, Droit.COTATION_ECRIRE) or raison_du_territoire(acteur, grille.epci, le_sien)
    figee = (
        None
        if grille.statut is StatutGrille.BROUILLON
        else Raison(
            code="grille-figee",
            phrase="Cette version ne se modifie plus : partez d'elle pour en écrire une nouvelle.",
            parametres={"statut": grille.statut.value},
        )
    )

    def etape(code: Etape, libelle: str, *raisons: Raison | None) -> ActionPossible:
        hors_vie = grille.raison_etape(code)
        return action(code.value, libelle, droit, hors_vie, *raisons, qui=QUI, montrer=hors_vie is None)

    publiable = bloquants(grille.contenu, le) if grille.statut is StatutGrille.TEST else []
    return (
        action("modifier", "Modifier", droit, figee, qui=QUI, montrer=figee is None),
        etape(Etape.TESTER, "Mettre en test", raison_inachevee(grille)),
        etape(Etape.REPRENDRE, "Reprendre en brouillon"),
        etape(Etape.PUBLIER, "Publier", *publiable),
        etape(Etape.ARCHIVER, "Archiver"),
        action(
            "copier",
            "Nouvelle version à partir de celle-ci",
            raison_droit(acteur, Droit.COTATION_ECRIRE),
            qui="le référent de votre organisme",
        ),
    )
