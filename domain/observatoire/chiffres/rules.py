"""Ce que l'on publie d'une commune : le parc connu, la demande, les attributions d'une année, l'attente."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from domain.kernel.francais import accorde
from domain.kernel.parametres import ValeurDatee
from domain.observatoire.chiffres.queries import ChiffreLocal, ChiffresDeCommune, ChiffresDuQuartier
from domain.observatoire.parametres import PARAMETRES

JOURS_D_UN_MOIS: Final = 30.44


def parametre(cle: str, le: date, departement: str) -> ValeurDatee:
    return PARAMETRES.a_la_date(f"chiffres.{cle}", le, departement)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comptes:
    """Ce que la nuit a compté dans une commune."""

    logements: int = 0
    demandes: int = 0
    premiers_choix: int = 0
    attributions: int = 0
    attributions_en_qpv: int = 0
    attente_mediane_jours: float | None = None


def fiche(
    departement: str, commune: str, nom: str, comptes: Comptes, quartiers: Mapping[str, int], le: datetime
) -> ChiffresDeCommune:
    """Un nombre de ménages trop petit se tait, et ce qui s'en déduit avec lui ; zéro se dit."""
    petit = parametre("petit_groupe", le.date(), departement).entier()
    jours = parametre("jours_d_une_annee", le.date(), departement).entier()
    secret = f"Moins de {petit} : un ménage pourrait se reconnaître."

    def dit(code: str, libelle: str, n: float | None, unite: str, definition: str, *, parmi: int) -> ChiffreLocal:
        tu = 0 < parmi < petit
        valeur = None if tu else n
        return ChiffreLocal(
            code=code,
            libelle=libelle,
            valeur=valeur,
            unite=_unite(valeur, unite),
            definition=definition,
            secret=secret if tu else None,
        )

    c = comptes
    attente = None if c.attente_mediane_jours is None else round(c.attente_mediane_jours / JOURS_D_UN_MOIS, 1)
    chiffres = [
        ChiffreLocal(
            code="logements",
            libelle="Logements sociaux connus du fichier",
            valeur=c.logements,
            unite=accorde(c.logements, "logement"),
            definition="Ceux que leurs bailleurs ont inscrits au fichier, loués ou libres.",
            secret=None,
        ),
        dit(
            "demandes",
            "Demandes actives",
            c.demandes,
            "demande",
            "Celles qui citent cette commune, elle-même ou par un secteur, au jour de la photo.",
            parmi=c.demandes,
        ),
        dit(
            "premiers-choix",
            "Dont premier choix",
            c.premiers_choix,
            "demande",
            "Celles qui la demandent avant toute autre.",
            parmi=min(c.premiers_choix, c.demandes - c.premiers_choix) or c.premiers_choix,
        ),
        dit(
            "attributions-annee",
            "Logements attribués en un an",
            c.attributions,
            "logement",
            f"Baux signés dans la commune pendant les {jours} jours avant la photo.",
            parmi=c.attributions,
        ),
        dit(
            "attributions-qpv",
            "Dont en quartier prioritaire",
            c.attributions_en_qpv,
            "logement",
            "Parmi eux, les logements situés dans un quartier prioritaire de la politique de la ville.",
            parmi=min(c.attributions_en_qpv, c.attributions - c.attributions_en_qpv) or c.attributions,
        ),
    ]
    if attente is not None:
        chiffres.append(
            dit(
                "attente-mediane",
                "Attente médiane avant attribution",
                attente,
                "mois",
                "La moitié des ménages logés ici dans l'année ont attendu moins longtemps, du dépôt au bail.",
                parmi=c.attributions,
            )
        )
    return ChiffresDeCommune(
        departement=departement,
        commune=commune,
        nom=nom,
        photo_du=le,
        chiffres=chiffres,
        quartiers=[
            ChiffresDuQuartier(nom=quartier, demandes=None if n < petit else n)
            for quartier, n in sorted(quartiers.items(), key=lambda q: (-q[1], q[0]))
        ],
    )


def _unite(valeur: float | None, mot: str) -> str:
    """Accordée au nombre publié ; un nombre tu ne se devine pas à son singulier."""
    return mot if mot == "mois" else accorde(2 if valeur is None else valeur, mot)
