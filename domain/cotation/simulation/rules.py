"""Les mesures d'une simulation qui ne dépendent que de nombres : garde-fous, accord des classements, rejeu."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.cotation.phrases import MOINS
from domain.cotation.rules import PARAMETRES
from domain.cotation.simulation.rapport import GardeFou, RejeuDesCommissions
from domain.kernel.francais import INSECABLE, nombre, pourcent
from domain.kernel.parametres import ValeurDatee

GARDE_FOUS: Mapping[str, tuple[str, str]] = {
    "dalo": ("DALO en tête", "des ménages DALO sont dans le premier quart du classement"),
    "l441_1": ("Priorités de la loi en tête", "des ménages prioritaires (L441-1) sont dans le premier quart"),
    "quartile_1": ("Premier quartile de revenus", "du premier quart du classement sont du premier quartile de revenus"),
    "mutation": ("Mobilité dans le parc social", "du premier quart du classement sont des demandes de mutation"),
}
"""Ceux qui demandent au moins leur seuil."""


def parametre(nom: str, le: date, departement: str | None = None) -> ValeurDatee:
    return PARAMETRES.a_la_date(f"simulation.{nom}", le, departement)


def garde_fous(
    parts: Mapping[str, tuple[float, int]],
    variance: tuple[str, float] | None,
    le: date,
    departement: str,
) -> list[GardeFou]:
    """Chaque garde-fou avec sa mesure. Un groupe trop petit n'en a pas : il ne peut ni tenir ni manquer.

    `parts` : pour chaque garde-fou, son pourcentage et le nombre de ménages sur lequel il se compte.
    `variance` : le critère qui distingue le plus les demandes, et de combien pour cent.
    """
    petit = parametre("petit_groupe", le, departement).entier()
    dits = []
    for code, (libelle, quoi) in GARDE_FOUS.items():
        seuil = parametre(f"garde_fou_{code}", le, departement)
        valeur, sur = parts.get(code, (0.0, 0))
        mesure = None if sur < petit else round(valeur, 1)
        dits.append(
            GardeFou(
                code=code,
                libelle=libelle,
                valeur=mesure,
                seuil=seuil.entier(),
                tenu=None if mesure is None else mesure >= seuil.entier(),
                phrase=(
                    f"Moins de {petit} ménages : ce garde-fou ne se mesure pas."
                    if mesure is None
                    else f"{pour_cent(mesure)} {quoi} ; au moins {pourcent(seuil.entier())} attendus."
                ),
                reference=seuil.reference,
            )
        )
    seuil = parametre("garde_fou_variance", le, departement)
    libelle, mesure = variance or ("", None)
    dits.append(
        GardeFou(
            code="variance",
            libelle="Aucun critère ne décide seul",
            valeur=None if mesure is None else round(mesure, 1),
            seuil=seuil.entier(),
            tenu=None if mesure is None else mesure <= seuil.entier(),
            phrase=(
                "Toutes les demandes ont les mêmes points."
                if mesure is None
                else f"« {libelle} » fait {pour_cent(round(mesure, 1))} de ce qui distingue les demandes ; "
                f"au plus {pourcent(seuil.entier())} attendus."
            ),
            reference=seuil.reference,
        )
    )
    return dits


def dire(valeur: float) -> str:
    """Un nombre à une décimale, à la française."""
    entier, _, reste = f"{valeur:.1f}".partition(".")
    dit = nombre(int(entier)) if reste == "0" else f"{entier},{reste}"
    return dit.replace("-", MOINS)


def pour_cent(valeur: float) -> str:
    """« 12,5 % », que rien ne coupe en fin de ligne."""
    return f"{dire(valeur)}{INSECABLE}%"


def tau_de_kendall(un: Sequence[int], autre: Sequence[int]) -> float | None:
    """L'accord de deux classements des mêmes candidats (tau-b, les ex æquo comptés) ; aucun si l'un ne classe rien."""
    accords = desaccords = egaux_un = egaux_autre = 0
    for rang, (a, b) in enumerate(zip(un, autre, strict=True)):
        for c, d in zip(un[:rang], autre[:rang], strict=True):
            x, y = (a > c) - (a < c), (b > d) - (b < d)
            accords += x * y > 0
            desaccords += x * y < 0
            egaux_un += x == 0
            egaux_autre += y == 0
    paires = len(un) * (len(un) - 1) // 2
    sous = (paires - egaux_un) * (paires - egaux_autre)
    return None if sous == 0 else (accords - desaccords) / math.sqrt(sous)


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidatRejoue:
    """Un candidat passé en commission, et ses points ce jour-là par la grille rejouée."""

    attribue: bool
    rang: int | None
    """Rang que la commission lui a donné."""
    points: int
    departage: int
    """Ce qui départage à égalité de points, par la grille rejouée."""


def rejouer(biens: Sequence[tuple[str, Sequence[CandidatRejoue]]]) -> RejeuDesCommissions:
    """Classe par leurs points les candidats des commissions passées, et compare à ce qu'elles ont décidé.

    Chaque bien vient avec sa commission. Seuls comptent ceux qui ont un attributaire et deux candidats cotés.
    La commission reste souveraine : un désaccord n'est pas une faute (CCH L441-2).
    """
    seances: set[str] = set()
    comptes = candidats = premiers = hors = 0
    taux: list[float] = []
    for seance, presents in biens:
        retenu = attributaire(presents)
        if retenu is None or len(presents) < 2:
            continue
        seances.add(seance)
        comptes += 1
        candidats += len(presents)
        ordre = sorted(presents, key=lambda c: (-c.points, c.departage))
        place = ordre.index(retenu)
        premiers += place == 0
        hors += place >= 3
        dernier = len(presents) + 1
        decides = [(c.rang or 1) if c.attribue else dernier for c in presents]
        tau = tau_de_kendall(decides, [-c.points for c in presents])
        if tau is not None:
            taux.append(tau)
    return RejeuDesCommissions(
        seances=len(seances),
        biens=comptes,
        candidats=candidats,
        attributaire_premier=premiers,
        part_attributaire_premier=pourcentage(premiers, comptes),
        hors_des_trois_premiers=hors,
        part_hors_des_trois=pourcentage(hors, comptes),
        kendall=round(sum(taux) / len(taux), 2) if taux else None,
    )


def attributaire(presents: Sequence[CandidatRejoue]) -> CandidatRejoue | None:
    """Celui que la commission a placé premier."""
    retenus = [c for c in presents if c.attribue]
    return min(retenus, key=lambda c: (c.rang or 1, c.departage), default=None)


def pourcentage(part: float, total: float) -> float | None:
    return round(100 * part / total, 1) if total else None


def tranche_de_personnes(personnes: int) -> str:
    """Assez large pour qu'un ménage ne se reconnaisse pas à sa taille."""
    if personnes <= 2:
        return str(max(1, personnes))
    return "3 ou 4" if personnes <= 4 else "5 ou plus"


def taire_les_petits(nombres: Sequence[int], petit: int) -> list[int | None]:
    """Tait les nombres trop petits pour être montrés ; un seul tu se déduirait du total, le suivant se tait aussi."""
    tus = {place for place, n in enumerate(nombres) if 0 < n < petit}
    if len(tus) == 1:
        restants = [place for place, n in enumerate(nombres) if n > 0 and place not in tus]
        if restants:
            tus.add(min(restants, key=lambda place: (nombres[place], place)))
    return [None if place in tus else n for place, n in enumerate(nombres)]
