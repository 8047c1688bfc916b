"""Ce que publier une grille entraîne, dit avant de publier."""

from datetime import date, timedelta

from domain.cotation.model import GrilleCotation
from domain.kernel import francais


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
