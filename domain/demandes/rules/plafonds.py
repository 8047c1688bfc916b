"""Le revenu à ne pas dépasser pour obtenir un logement social."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from domain.demandes.codes import Financement
from domain.demandes.parametres import PARAMETRES
from domain.demandes.rules.menage import Categorie
from domain.kernel.explication import Explication
from domain.kernel.francais import euros, jour, pourcent
from domain.kernel.parametres import Parametres
from domain.referentiel.model import ZonePlafonds

DIXIEME = Decimal("0.1")

NOMS_DES_ZONES = {
    ZonePlafonds.PARIS: "à Paris et dans les communes limitrophes",
    ZonePlafonds.IDF: "en Île-de-France hors Paris et communes limitrophes",
    ZonePlafonds.AUTRES: "hors Île-de-France",
}


@lru_cache(maxsize=1024)
def plafond(
    categorie: Categorie,
    zone: ZonePlafonds | None,
    financement: Financement,
    le: date,
    parametres: Parametres = PARAMETRES,
) -> Explication[int] | None:
    """Le plafond de ressources d'un ménage pour un financement, une zone et une date.

    Arrêté du 29 juillet 1987 modifié, annexes I et II. Rien quand aucun barème n'est connu : PLI, outre-mer.
    """
    if zone is None:
        return None
    coefficient = parametres.cherche(f"plafonds.{financement.value.lower()}.coefficient", le)
    bareme = Financement.PLUS if coefficient else financement
    tableau = parametres.cherche(f"plafonds.{bareme.value.lower()}.{zone.value}", le)
    if tableau is None:
        return None

    def montant(ligne: str) -> int:
        valeur = tableau.entree(ligne).decimal() * (coefficient.decimal() if coefficient else 1)
        return int(valeur.quantize(Decimal(1), ROUND_HALF_UP))

    total = montant(f"categorie_{categorie.numero}") + categorie.supplement * montant("supplement")
    return Explication(
        valeur=total,
        code="plafond-ressources",
        phrase=f"Le plafond {financement.value} de la catégorie {categorie.numero} {NOMS_DES_ZONES[zone]} "
        f"est de {euros(total)} par an au {jour(le)}.",
        parametres={
            "financement": financement.value,
            "categorie": categorie.numero,
            "supplement": categorie.supplement,
            "zone": zone.value,
            "montant": total,
        },
        reference=tableau.reference,
        a_verifier=tableau.a_verifier or (coefficient is not None and coefficient.a_verifier),
    )


def plafonds_changes(avant: date, apres: date, parametres: Parametres = PARAMETRES) -> bool:
    """Les plafonds PLUS d'une zone ne sont plus, à la seconde date, ceux de la première : chaque 1er janvier.

    Arrêté du 29 juillet 1987 modifié, annexe I.
    """

    def valeurs(le: date) -> list[object]:
        versions = (parametres.cherche(f"plafonds.plus.{zone.value}", le) for zone in ZonePlafonds)
        return [version.valeur if version else None for version in versions]

    return valeurs(avant) != valeurs(apres)


def part_du_plafond(ressources: int, maximum: Explication[int]) -> Explication[Decimal]:
    """La part du plafond qu'atteint le revenu retenu : au-delà de 100 %, ce financement est fermé au foyer.

    CCH R441-1 ; arrêté du 29 juillet 1987 modifié.
    """
    part = pourcentage(ressources, maximum.valeur)
    suite = "il le dépasse" if ressources > maximum.valeur else "il le respecte"
    financement = maximum.parametres["financement"]
    return Explication(
        valeur=part,
        code="part-du-plafond",
        phrase=f"Le revenu retenu représente {pourcent(part)} du plafond {financement} : {suite}.",
        parametres={"financement": financement, "pourcentage": float(part)},
        reference=maximum.reference,
        a_verifier=maximum.a_verifier,
    )


def pourcentage(ressources: int, montant_du_plafond: int) -> Decimal:
    """Les ressources rapportées au plafond, en pour cent, à un dixième près.

    Un ménage au-dessus du plafond ne s'affiche jamais à 100 %.
    """
    taux = (Decimal(ressources) * 100 / montant_du_plafond).quantize(DIXIEME, ROUND_HALF_UP)
    return taux + DIXIEME if ressources > montant_du_plafond and taux == 100 else taux
