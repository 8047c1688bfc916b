"""Les jours qui comptent en droit français, tous dits à l'heure de Paris."""

from calendar import isleap
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")

ALSACE_MOSELLE = frozenset({"57", "67", "68"})
SAMEDI = 5
FEVRIER = 2
_JOURS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def aujourd_hui(instant: datetime) -> date:
    """Le jour légal d'un instant : celui de Paris, pas celui du serveur."""
    if instant.tzinfo is None:
        raise ValueError("Un instant sans fuseau horaire n'a pas de jour légal.")
    return instant.astimezone(PARIS).date()


def paques(annee: int) -> date:
    """Le dimanche de Pâques du calendrier grégorien (calcul de Meeus)."""
    cycle = annee % 19
    siecle, rang = divmod(annee, 100)
    saut, reste_siecle = divmod(siecle, 4)
    correction = (siecle - (siecle + 8) // 25 + 1) // 3
    epacte = (19 * cycle + siecle - saut - correction + 15) % 30
    quart, reste_annee = divmod(rang, 4)
    decalage = (32 + 2 * reste_siecle + 2 * quart - epacte - reste_annee) % 7
    retrait = (cycle + 11 * epacte + 22 * decalage) // 451
    mois, jour = divmod(epacte + decalage - 7 * retrait + 114, 31)
    return date(annee, mois, jour + 1)


@cache
def jours_feries(annee: int, departement: str | None = None) -> frozenset[date]:
    """Les onze fêtes légales, et deux de plus en Alsace-Moselle.

    Code du travail L3133-1 et L3134-13.
    """
    dimanche = paques(annee)
    fetes = {
        date(annee, 1, 1),
        dimanche + timedelta(days=1),
        date(annee, 5, 1),
        date(annee, 5, 8),
        dimanche + timedelta(days=39),
        dimanche + timedelta(days=50),
        date(annee, 7, 14),
        date(annee, 8, 15),
        date(annee, 11, 1),
        date(annee, 11, 11),
        date(annee, 12, 25),
    }
    if departement in ALSACE_MOSELLE:
        fetes |= {dimanche - timedelta(days=2), date(annee, 12, 26)}
    return frozenset(fetes)


def est_ouvre(le: date, departement: str | None = None) -> bool:
    """Un jour ouvré n'est ni un samedi, ni un dimanche, ni un jour férié."""
    return le.weekday() < SAMEDI and le not in jours_feries(le.year, departement)


def prochain_jour_ouvre(le: date, departement: str | None = None) -> date:
    """Ce jour-là s'il est ouvré, sinon le premier jour ouvré qui suit."""
    while not est_ouvre(le, departement):
        le += timedelta(days=1)
    return le


def delai_de_reponse(notifiee_le: date, jours: int, departement: str | None = None) -> date:
    """Le dernier jour pour répondre à une proposition de logement.

    CCH R441-10 : le délai court du lendemain de la notification ; s'il finit un samedi, un dimanche
    ou un jour férié, il est prolongé jusqu'au premier jour ouvré (code de procédure civile, article 642).
    """
    return prochain_jour_ouvre(notifiee_le + timedelta(days=jours), departement)


PLUS_COURT_MOIS = 28


def dernier_jour_du_mois(annee: int, mois: int) -> int:
    return 29 if mois == FEVRIER and isleap(annee) else _JOURS[mois - 1]


def ajouter_mois(le: date, mois: int) -> date:
    """Le même quantième, des mois plus tard ou plus tôt ; à défaut le dernier jour du mois."""
    annees, index = divmod(le.month - 1 + mois, 12)
    annee, numero = le.year + annees, index + 1
    court = le.day > PLUS_COURT_MOIS
    return date(annee, numero, min(le.day, dernier_jour_du_mois(annee, numero)) if court else le.day)


def premier_jour_compte(le: date, mois: int) -> date:
    """Le premier jour qui n'a pas encore tous ces mois : une fenêtre devient une comparaison de dates."""
    jour = ajouter_mois(le, -mois)
    while ajouter_mois(jour, mois) > le:
        jour -= timedelta(days=1)
    while ajouter_mois(jour, mois) <= le:
        jour += timedelta(days=1)
    return jour


def mois_entiers(du: date, au: date) -> int:
    """Le nombre de mois complets, de quantième à quantième : l'ancienneté d'une demande."""
    if au < du:
        return -mois_entiers(au, du)
    mois = (au.year - du.year) * 12 + au.month - du.month
    # le quantième atteint, ou le dernier jour d'un mois trop court pour l'atteindre
    complet = du.day <= au.day or au.day == dernier_jour_du_mois(au.year, au.month)
    return mois if complet else mois - 1


def age(ne_le: date, le: date) -> int:
    """L'âge en années révolues."""
    return le.year - ne_le.year - ((le.month, le.day) < (ne_le.month, ne_le.day))


def anniversaire(ne_le: date, ans: int) -> date:
    """Le premier jour où l'on a cet âge ; né un 29 février, le 1er mars des années qui n'en ont pas."""
    annee = ne_le.year + ans
    if (ne_le.month, ne_le.day) == (2, 29) and dernier_jour_du_mois(annee, 2) < ne_le.day:
        return date(annee, 3, 1)
    return ne_le.replace(year=annee)
