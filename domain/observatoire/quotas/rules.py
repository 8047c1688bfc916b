"""Ce que la loi demande des attributions annuelles, et de combien on en est loin (CCH L441-1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from domain.cotation.simulation.rules import pourcentage, taire_les_petits
from domain.kernel.calendrier import ajouter_mois
from domain.kernel.codes import TypeReservataire
from domain.observatoire.parametres import PARAMETRES
from domain.observatoire.quotas.queries import LigneDeQuotas, Partage, PartAttribuee, Quota, QuotaDit

DEFINITIONS: Mapping[Quota, str] = {
    Quota.PUBLICS: (
        "Baux signés avec un ménage reconnu prioritaire et urgent (DALO) ou d'un public de la loi, le jour du bail. "
        "Pour un bailleur, parmi les logements qu'il attribue lui-même ; pour un réservataire, parmi les siens."
    ),
    Quota.QUARTILE: (
        "Baux signés hors quartier prioritaire avec un ménage du premier quartile de revenus, ou relogé par une "
        "opération de renouvellement urbain, sur les territoires dont un arrêté fixe le premier quartile."
    ),
    Quota.QPV: (
        "Baux signés en quartier prioritaire avec un ménage dont les revenus dépassent le premier quartile, sur les "
        "territoires dont un arrêté fixe ce quartile."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Compte:
    """Ce que l'on a compté pour un quota : la part, le tout, et ce dont le quartile n'est pas connu."""

    attribuees: int
    sur: int
    inconnues: int = 0


def periode(du: date | None, au: date | None, aujourd_hui: date) -> tuple[date, date]:
    """Celle que l'on demande ; sinon les douze mois qui finissent ce jour-là : la loi compte par année."""
    fin = au or aujourd_hui
    return du or ajouter_mois(fin, -12), fin


def contingents_au_quart(le: date) -> tuple[str, ...]:
    """Les contingents dont un quart des attributions revient aux publics prioritaires ; aucun avant la loi."""
    valeur = PARAMETRES.cherche("quotas.publics_prioritaires", le)
    return () if valeur is None else tuple(valeur.tableau())


def obligation(quota: Quota, par: Partage, contingent: TypeReservataire | None, le: date) -> int | None:
    """Le pourcentage que la loi demande ici ; rien quand elle n'en demande pas.

    Les quotas de revenus portent sur le territoire d'un EPCI et sur chaque bailleur, pas sur un réservataire. Le quart
    des publics prioritaires porte sur chaque contingent : celui du préfet leur est déjà réservé.
    """
    valeur = PARAMETRES.cherche(f"quotas.{quota.value}", le)
    if valeur is None:
        return None
    if quota is not Quota.PUBLICS:
        return None if par is Partage.RESERVATAIRE else valeur.entier()
    montants = valeur.tableau()
    if par is not Partage.RESERVATAIRE:
        return valeur.entree(TypeReservataire.AUCUN.value).entier()
    code = (contingent or TypeReservataire.AUCUN).value
    return valeur.entree(code).entier() if code in montants else None


def part_attribuee(
    quota: Quota, compte: Compte, demandee: int | None, *, petit: int | None = None, tue: bool = False
) -> PartAttribuee:
    """La part devant l'obligation ; un groupe trop petit ne dit rien, et rien ne s'en déduit."""
    if petit is not None:
        groupes = (compte.sur, compte.attribuees, compte.sur - compte.attribuees)
        tue = tue or any(0 < groupe < petit for groupe in groupes)
    if tue:
        return PartAttribuee(
            quota=quota,
            obligation=demandee,
            attribuees=None,
            sur=None,
            inconnues=None,
            part=None,
            atteinte=None,
            manque=None,
        )
    attendues = None if demandee is None else ceil(compte.sur * demandee / 100)
    return PartAttribuee(
        quota=quota,
        obligation=demandee,
        attribuees=compte.attribuees,
        sur=compte.sur,
        inconnues=compte.inconnues,
        part=pourcentage(compte.attribuees, compte.sur),
        atteinte=None if attendues is None or not compte.sur else compte.attribuees >= attendues,
        manque=None if attendues is None else max(0, attendues - compte.attribuees),
    )


def quotas_dits(le: date) -> list[QuotaDit]:
    """Chaque quota en vigueur, ce qu'il compte et son texte."""
    lus = [(quota, PARAMETRES.cherche(f"quotas.{quota.value}", le)) for quota in Quota]
    return [
        QuotaDit(
            quota=quota,
            libelle=quota.libelle,
            definition=DEFINITIONS[quota],
            reference=valeur.reference,
            a_verifier=valeur.a_verifier,
        )
        for quota, valeur in lus
        if valeur is not None
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class LigneComptee:
    """Les attributions d'un bailleur, d'un réservataire, d'un EPCI ou de tous, quota par quota."""

    par: Partage
    valeur: str
    libelle: str
    contingent: TypeReservataire | None
    attributions: int
    comptes: Mapping[Quota, Compte]


def lignes_de_quotas(lues: Sequence[LigneComptee], le: date, *, petit: int | None) -> list[LigneDeQuotas]:
    """Les lignes d'un même partage ; une seule ligne tue se déduirait de l'ensemble, la suivante se tait aussi."""
    attributions = _sans_petits([ligne.attributions for ligne in lues], petit)
    montres = {quota: _sans_petits([ligne.comptes[quota].sur for ligne in lues], petit) for quota in Quota}
    return [
        LigneDeQuotas(
            par=ligne.par,
            valeur=ligne.valeur,
            libelle=ligne.libelle,
            contingent=ligne.contingent,
            contingent_libelle=ligne.contingent and ligne.contingent.libelle,
            attributions=attributions[rang],
            parts=[
                part_attribuee(
                    quota,
                    ligne.comptes[quota],
                    obligation(quota, ligne.par, ligne.contingent, le),
                    petit=petit,
                    tue=montres[quota][rang] is None,
                )
                for quota in Quota
            ],
        )
        for rang, ligne in enumerate(lues)
    ]


def _sans_petits(nombres: Sequence[int], petit: int | None) -> Sequence[int | None]:
    return nombres if petit is None else taire_les_petits(nombres, petit)
