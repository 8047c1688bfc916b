"""Dans quel quartile de revenus se range un ménage, sur un territoire (CCH L441-1)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from domain.cotation.parametres import PARAMETRES
from domain.kernel.parametres import ParametreAbsent


def quartile(revenu_annuel_par_uc: Decimal | None, epci: str, le: date) -> int | None:
    """1 pour les plus modestes, 4 pour les autres ; rien sans seuil ou sans ressource déclarée.

    Les ressources mensuelles déclarées, sur douze mois, par unité de consommation, en euros.
    """
    montants = seuils_du_territoire(epci, le)
    if montants is None or revenu_annuel_par_uc is None:
        return None
    return 1 + len([montant for montant in montants if revenu_annuel_par_uc > montant])


def premiers_quartiles() -> Iterator[tuple[str, date, date | None, int]]:
    """Chaque seuil du premier quartile : le territoire, sa période, le montant (euros par an et par unité)."""
    for seuils in PARAMETRES:
        if seuils.cle == "quartiles.seuils":
            for epci, montants in seuils.tableau().items():
                assert isinstance(montants, tuple)
                yield epci, seuils.valable_du, seuils.valable_au, montants[0]


def seuils_du_territoire(epci: str, le: date) -> tuple[int, ...] | None:
    """Le plus haut revenu de chacun des trois premiers quartiles ; rien là où aucun arrêté n'en fixe."""
    seuils = PARAMETRES.cherche("quartiles.seuils", le)
    if seuils is None:
        return None
    try:
        montants = seuils.entree(epci).valeur
    except ParametreAbsent:
        return None
    assert isinstance(montants, tuple)
    return montants
