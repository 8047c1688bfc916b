"""Ce que publier une grille entraîne, dit avant de publier."""

from collections.abc import Sequence
from datetime import date, timedelta

from domain.cotation.model import GrilleCotation, Recalcul
from domain.cotation.registre.queries import AvancementDuRecalcul, EtatDeRecalcul
from domain.kernel import francais
from domain.kernel.raisons import ActionPossible


def phrases_des_consequences(
    grille: GrilleCotation, remplacee: GrilleCotation | None, *, epci_nom: str, demandes: int, effet_du: date
) -> list[str]:
    """Combien de demandes, à partir de quand, ce qui cesse, ce qui ne se défait pas."""
    jour = francais.jour(effet_du)
    combien = francais.compte(demandes, "demande active souhaite", "demandes actives souhaitent")
    phrases = [f"{combien} une commune de {epci_nom} : leurs points sont recalculés à partir du {jour}."]
    if remplacee is None:
        phrases.append("Aucune grille ne s'applique encore à ces demandes : elles recevront leurs premiers points.")
    else:
        veille = francais.jour(max(effet_du, date(1900, 1, 2)) - timedelta(days=1))
        phrases.append(
            f"La version {remplacee.version_grille} s'applique jusqu'au {veille}, puis reste lisible au registre."
        )
    phrases.append(
        "La grille devient publique, avec sa délibération, et ne se modifie plus : "
        "toute correction sera une nouvelle version."
    )
    return phrases


def avancement(
    recalcul: Recalcul, *, echecs: int, abandonne: bool, actions: Sequence[ActionPossible] = ()
) -> AvancementDuRecalcul:
    """Où en est un recalcul, et quoi faire quand il n'avance plus.

    `echecs` : essais manqués du lot en cours ; `abandonne` : plus aucun ne sera fait sans qu'on le demande.
    """
    etat = etat_du_recalcul(recalcul, echecs, abandonne)
    faites = francais.compte(recalcul.examinees, "demande examinée", "demandes examinées")
    changees = (
        f"dont {francais.compte(recalcul.changees, 'a changé de points', 'ont changé de points')}"
        if recalcul.changees
        else "aucune n'a changé de points"
    )
    sur = max(recalcul.a_examiner, recalcul.examinees)
    return AvancementDuRecalcul(
        etat=etat,
        etat_libelle=etat.libelle,
        commence_le=recalcul.commence_le,
        termine_le=recalcul.termine_le,
        a_examiner=recalcul.a_examiner,
        examinees=recalcul.examinees,
        changees=recalcul.changees,
        part=100 if recalcul.termine_le is not None else 100 * recalcul.examinees // max(1, sur),
        phrase=f"{faites} sur {francais.nombre(sur)}, {changees}.",
        remede=_REMEDES.get(etat),
        actions=list(actions),
    )


def etat_du_recalcul(recalcul: Recalcul, echecs: int, abandonne: bool) -> EtatDeRecalcul:
    """Un lot qui a échoué à chaque essai arrête le recalcul ; un autre le retarde seulement."""
    if recalcul.termine_le is not None:
        return EtatDeRecalcul.TERMINE
    if abandonne:
        return EtatDeRecalcul.ARRETE
    return EtatDeRecalcul.RETARDE if echecs else EtatDeRecalcul.EN_COURS


_REMEDES = {
    EtatDeRecalcul.RETARDE: "Un lot n'a pas pu s'écrire ; il sera repris seul dans quelques minutes. Ce qui est "
    "recoté le reste, et chaque demande modifiée entre-temps est cotée par la nouvelle grille.",
    EtatDeRecalcul.ARRETE: "Le même lot a échoué à chaque essai. Ce qui est recoté le reste ; les autres demandes "
    "gardent leurs points d'avant jusqu'à leur prochaine modification. Relancez-le ; s'il s'arrête encore, prévenez le "
    "gestionnaire du fichier.",
}
