"""Écrire en français ce que les phrases citent : montants, dates, nombres, listes."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

INSECABLE = "\u00a0"
FINE_INSECABLE = "\u202f"

MOIS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


def nombre(valeur: int | Decimal) -> str:
    """« 1 234,5 » : espaces fines entre les milliers, virgule décimale."""
    texte = f"{valeur:,}" if isinstance(valeur, int) else f"{valeur:,f}"
    return texte.replace(",", FINE_INSECABLE).replace(".", ",")


def euros(montant: int | Decimal) -> str:
    """« 1 234 € » ou « 306,49 € » : les centimes ne se disent que s'il y en a."""
    if isinstance(montant, Decimal):
        montant = montant.quantize(Decimal("0.01"), ROUND_HALF_UP)
        if montant == montant.to_integral_value():
            montant = int(montant)
    return f"{nombre(montant)}{INSECABLE}€"


def pourcent(taux: int | Decimal) -> str:
    """« 30 % » ou « 32,5 % »."""
    if isinstance(taux, Decimal):
        taux = int(taux) if taux == taux.to_integral_value() else taux.normalize()
    return f"{nombre(taux)}{INSECABLE}%"


def jour(le: date) -> str:
    """« 1er mars 2026 », « 12 janvier 2021 »."""
    quantieme = "1er" if le.day == 1 else str(le.day)
    return f"{quantieme}{INSECABLE}{MOIS[le.month - 1]} {le.year}"


def accorde(combien: float, singulier: str, pluriel: str | None = None) -> str:
    """« logement » pour 0, 1 ou 1,5 ; « logements » à partir de deux."""
    return singulier if abs(combien) < 2 else pluriel or f"{singulier}s"


def compte(combien: int, singulier: str, pluriel: str | None = None) -> str:
    """« 0 personne », « 1 personne », « 3 personnes » : le pluriel commence à deux."""
    return f"{nombre(combien)}{INSECABLE}{accorde(combien, singulier, pluriel)}"


def duree(mois: int) -> str:
    """« 1 an 3 mois », « 8 mois », « moins d'un mois »."""
    if mois < 1:
        return "moins d'un mois"
    annees, reste = divmod(mois, 12)
    if not annees:
        return f"{reste}{INSECABLE}mois"
    ans = compte(annees, "an")
    return f"{ans} {reste}{INSECABLE}mois" if reste else ans


def enumeration(mots: Sequence[str], liaison: str = "et") -> str:
    """« a », « a et b », « a, b et c »."""
    if len(mots) < 2:
        return "".join(mots)
    return f"{', '.join(mots[:-1])} {liaison} {mots[-1]}"
