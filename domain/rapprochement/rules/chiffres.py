"""Les chiffres d'un candidat devant un logement, par centaines à la fois : ceux de `effort`, sans phrase."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from domain.demandes.codes import Financement, Typologie
from domain.demandes.rules.menage import Categorie
from domain.demandes.rules.occupation import surface_minimale, typologies_adaptees
from domain.demandes.rules.plafonds import plafond
from domain.kernel.parametres import Parametres
from domain.kernel.raisons import Raison
from domain.rapprochement.parametres import PARAMETRES
from domain.rapprochement.rules.effort import ResteAVivre, alertes_effort
from domain.referentiel.model import ZonePlafonds

SANS_PLAFOND = 2_000_000_000
FOYER_MAXIMAL = 30
CATEGORIES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Chiffres:
    """Taux d'effort en dixièmes de pour cent, restes à vivre en centimes."""

    taux: int | None
    reste: int | None
    reste_uc: int | None
    reste_uc_jour: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reperes:
    """Les seuils de lecture en vigueur, lus une fois pour toute une liste."""

    le: date
    departement: str
    taux: int
    reste_par_jour: int
    """Centimes."""
    jours_par_mois: int


@lru_cache(maxsize=256)
def reperes(le: date, departement: str) -> Reperes:
    def lire(nom: str, parametres: Parametres = PARAMETRES) -> Decimal:
        return parametres.a_la_date(f"effort.{nom}", le, departement).decimal()

    return Reperes(
        le=le,
        departement=departement,
        taux=int(lire("taux_repere_pourcent") * 10),
        reste_par_jour=int(lire("reste_a_vivre_repere_par_jour") * 100),
        jours_par_mois=int(lire("jours_par_mois")),
    )


def arrondi(dividende: int, diviseur: int) -> int:
    """Au plus proche, la moitié s'éloignant de zéro, comme dans l'arrêté."""
    quotient, reste = divmod(abs(dividende), diviseur)
    if reste * 2 >= diviseur:
        quotient += 1
    return quotient if dividende >= 0 else -quotient


def chiffres(depense_nette: int, ressources: int | None, uc_dixiemes: int, jours_par_mois: int) -> Chiffres:
    """`depense_nette` : ce que coûte le logement chaque mois, aide déduite, en centimes.

    Arrêté du 10 mars 2011 ; sans ressources, le taux n'est pas calculable.
    """
    if ressources is None:
        return Chiffres(taux=None, reste=None, reste_uc=None, reste_uc_jour=None)
    reste = ressources * 100 - depense_nette
    uc = max(uc_dixiemes, 1)
    return Chiffres(
        taux=arrondi(depense_nette * 10, ressources) if ressources > 0 else None,
        reste=reste,
        reste_uc=arrondi(reste * 10, uc),
        reste_uc_jour=arrondi(reste * 10, uc * jours_par_mois),
    )


def alertes(trouves: Chiffres, seuils: Reperes) -> list[Raison]:
    """Les phrases d'alerte, écrites seulement quand un repère est dépassé."""
    bas = trouves.reste_uc_jour is not None and trouves.reste_uc_jour < seuils.reste_par_jour
    if trouves.taux is not None and trouves.taux <= seuils.taux and not bas:
        return []
    reste = None
    if trouves.reste is not None and trouves.reste_uc is not None and trouves.reste_uc_jour is not None:
        reste = ResteAVivre(
            par_mois=Decimal(trouves.reste) / 100,
            par_uc=Decimal(trouves.reste_uc) / 100,
            par_uc_par_jour=Decimal(trouves.reste_uc_jour) / 100,
        )
    taux = None if trouves.taux is None else Decimal(trouves.taux) / 10
    return alertes_effort(taux, reste, seuils.le, seuils.departement)


@lru_cache(maxsize=1024)
def plafonds_par_rang(zone: ZonePlafonds | None, financement: Financement, le: date) -> tuple[int, ...]:
    """Le plafond de chaque catégorie, puis de chaque personne au-delà de la sixième ; sans barème, aucune limite."""
    montants = []
    for rang in range(1, FOYER_MAXIMAL + 1):
        categorie = Categorie(numero=min(rang, CATEGORIES), supplement=max(0, rang - CATEGORIES))
        maximum = plafond(categorie, zone, financement, le)
        montants.append(SANS_PLAFOND if maximum is None else maximum.valeur)
    return tuple(montants)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoyersAdmis:
    """Combien de personnes le logement peut accueillir, selon le foyer."""

    ordinaires: Sequence[int]
    couples: Sequence[int]
    """Couples sans personne à charge."""
    assistants_maternels: Sequence[int]
    couples_assistants_maternels: Sequence[int]


@lru_cache(maxsize=4096)
def foyers_admis(typologie: Typologie, surface: int | None, le: date, departement: str) -> FoyersAdmis:
    """Les tailles de foyer pour lesquelles le logement n'est ni trop petit ni trop grand (CCH R822-25)."""

    def tailles(*, couple: bool, assistant: bool) -> list[int]:
        return [
            personnes
            for personnes in range(1, FOYER_MAXIMAL + 1)
            if typologie
            in typologies_adaptees(
                personnes, le, couple_seul=couple, assistant_maternel=assistant, departement=departement
            ).valeur
            and (surface is None or surface >= surface_minimale(personnes, le).entier())
        ]

    return FoyersAdmis(
        ordinaires=tailles(couple=False, assistant=False),
        couples=tailles(couple=True, assistant=False),
        assistants_maternels=tailles(couple=False, assistant=True),
        couples_assistants_maternels=tailles(couple=True, assistant=True),
    )
