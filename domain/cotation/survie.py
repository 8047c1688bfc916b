"""Ce que l'attente observée dit d'une attente à venir : tables de survie, risques concurrents, intervalles.

Le fichier efface une demande un an après sa radiation : on n'observe donc jamais que les derniers mois. Une demande
déjà ancienne au premier jour de la période y entre avec son ancienneté (entrée tardive) ; une demande qui attend
encore au dernier jour en sort sans événement (censure). Une moyenne sur les seules demandes logées ignorerait les deux.

Sources : Kaplan et Meier, 1958 (survie) ; Greenwood, 1926 (variance) ; Aalen et Johansen, 1978 (incidence cumulée
en présence d'autres sorties) ; Brookmeyer et Crowley, 1982 (intervalle d'un quantile).
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import NormalDist
from typing import Final

JOURS_PAR_MOIS: Final = 30.4375
"""Un douzième d'année julienne : la durée se mesure, elle ne se compte pas en quantièmes."""


class Issue(StrEnum):
    """Comment une demande sort de la période observée."""

    LOGEE = "logee"
    """Un logement de ce lieu et de cette taille lui a été attribué."""
    AILLEURS = "ailleurs"
    """Un logement d'un autre lieu ou d'une autre taille lui a été attribué."""
    SORTIE = "sortie"
    """Radiée : non renouvelée, abandonnée, sans réponse, irrecevable."""
    ATTEND = "attend"
    """Elle attend encore au dernier jour de la période."""


@dataclass(frozen=True, slots=True)
class Attente:
    """Une demande vue pendant la période : son dépôt, sa sortie s'il y en a une, et comment."""

    deposee_le: date
    sortie_le: date | None
    issue: Issue


@dataclass(frozen=True, slots=True)
class Mois:
    """Ce qui est arrivé, pendant la période, aux demandes qui avaient toutes attendu ce nombre de mois."""

    rang: int
    """Mois d'attente entiers."""
    entrees: int = 0
    """Déposées pendant la période : suivies depuis leur premier jour."""
    tardives: int = 0
    """Déjà en attente au premier jour de la période."""
    logees: int = 0
    ailleurs: int = 0
    sorties: int = 0
    attendent: int = 0


def table(attentes: Iterable[Attente], du: date, au: date) -> tuple[Mois, ...]:
    """La table de survie des demandes présentes entre deux jours ; la base de données compte la même chose.

    Le premier jour n'est pas observé, le dernier l'est : deux périodes qui se suivent ne comptent rien deux fois.
    """
    comptes: dict[int, dict[str, int]] = {}

    def compter(rang: int, quoi: str) -> None:
        case = comptes.setdefault(rang, {})
        case[quoi] = case.get(quoi, 0) + 1

    for attente in attentes:
        sortie, issue = attente.sortie_le, attente.issue
        if sortie is None or sortie > au:
            sortie, issue = au, Issue.ATTEND
        if attente.deposee_le > au or sortie <= du:
            continue
        tardive = attente.deposee_le <= du
        compter(mois_d_attente(attente.deposee_le, du) if tardive else 0, "tardives" if tardive else "entrees")
        compter(mois_d_attente(attente.deposee_le, sortie), COMPTE_DE[issue])
    return tuple(Mois(rang, **comptes[rang]) for rang in sorted(comptes))


COMPTE_DE: Final = {
    Issue.LOGEE: "logees",
    Issue.AILLEURS: "ailleurs",
    Issue.SORTIE: "sorties",
    Issue.ATTEND: "attendent",
}


def mois_d_attente(du: date, au: date) -> int:
    return int((au - du).days / JOURS_PAR_MOIS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duree:
    """Une durée d'attente en mois, et l'intervalle où elle se trouve sans doute."""

    mois: float | None
    """Absente quand la part demandée n'est pas atteinte pendant la durée observée."""
    au_moins: float | None
    au_plus: float | None
    """Absent quand la borne haute dépasse la durée observée."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Une part entre 0 et 1, et l'intervalle où elle se trouve sans doute."""

    part: float
    au_moins: float
    au_plus: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Instant:
    """La fin d'un mois d'attente."""

    a_risque: float
    """Demandes observées pendant ce mois d'attente."""
    en_attente: float
    """Part qui attendrait encore si personne n'abandonnait ni n'était logé ailleurs (Kaplan et Meier)."""
    greenwood: float
    """Variance relative de cette part."""
    logees: float
    """Part logée à cette date, les autres sorties comptées pour ce qu'elles sont (Aalen et Johansen)."""
    ailleurs: float
    sorties: float
    variance_logees: float
    risque: float
    """Probabilité d'être logé pendant ce mois quand on attend encore à son début."""


@dataclass(frozen=True, slots=True)
class Courbe:
    """Tout ce qu'une table permet de dire, mois après mois, tant que les demandes observées sont assez nombreuses."""

    instants: tuple[Instant, ...]

    @property
    def mois_connus(self) -> int:
        return len(self.instants)

    def duree(self, part: float, confiance: float) -> Duree:
        """En combien de mois cette part a été logée, si la demande reste active."""
        return self.durees([part], confiance)[0]

    def durees(self, parts: Iterable[float], confiance: float) -> list[Duree]:
        """La durée de chacune de ces parts, toutes lues sur les mêmes bornes."""
        z = _ecarts_types(confiance)
        bornes = [_bornes(instant.en_attente, instant.greenwood, z) for instant in self.instants]
        milieu = [instant.en_attente for instant in self.instants]
        basse, haute = [bas for bas, _ in bornes], [haut for _, haut in bornes]
        return [
            Duree(
                mois=_franchit(milieu, 1 - part),
                au_moins=_franchit(basse, 1 - part),
                au_plus=_franchit(haute, 1 - part),
            )
            for part in parts
        ]

    def logees_en(self, mois: int, confiance: float) -> Part:
        """La part des demandes logées en autant de mois, abandons et radiations compris dans le compte."""
        instant = self.instants[mois - 1]
        reste = 1 - instant.logees
        relative = instant.variance_logees / reste**2 if reste > 0 else 0.0
        bas, haut = _bornes(reste, relative, _ecarts_types(confiance))
        return Part(part=instant.logees, au_moins=1 - haut, au_plus=1 - bas)


def _ecarts_types(confiance: float) -> float:
    return NormalDist().inv_cdf((1 + confiance) / 2)


def _bornes(reste: float, variance_relative: float, z: float) -> tuple[float, float]:
    """L'intervalle d'une part qui décroît, par la transformation log(−log) : il ne sort jamais de 0 à 1."""
    if not 0 < reste < 1:
        return reste, reste
    ecart = z * math.sqrt(variance_relative) / abs(math.log(reste))
    return reste ** math.exp(ecart), reste ** math.exp(-ecart)


def _franchit(parts: Sequence[float], seuil: float) -> float | None:
    """Le moment, entre deux mois s'il le faut, où une part qui décroît passe sous un seuil."""
    avant = 1.0
    for rang, part in enumerate(parts):
        if part <= seuil:
            return rang + ((avant - seuil) / (avant - part) if avant > part else 0.0)
        avant = min(avant, part)
    return None


def courbe(mois: Sequence[Mois], a_risque_minimal: int) -> Courbe:
    """La courbe d'une table. Elle s'arrête au premier mois observé sur trop peu de demandes pour en parler.

    Une demande entrée ou censurée au cours d'un mois n'y compte que pour moitié : règle des actuaires.
    """
    par_rang = {m.rang: m for m in mois}
    present = 0
    net = global_ = 1.0
    greenwood = logees = ailleurs = sorties = 0.0
    sommes = _SommesDeVariance()
    instants: list[Instant] = []
    for rang in range(max(par_rang, default=-1) + 1):
        m = par_rang.get(rang, Mois(rang))
        n = present + m.entrees + (m.tardives - m.attendent) / 2
        n_net = n - (m.ailleurs + m.sorties) / 2
        toutes = m.logees + m.ailleurs + m.sorties
        if n < a_risque_minimal or n_net <= m.logees or n <= toutes:
            break
        greenwood += m.logees / (n_net * (n_net - m.logees))
        net *= 1 - m.logees / n_net
        logees += global_ * m.logees / n
        variance = sommes.variance(n, m.logees, toutes, global_, logees)
        ailleurs += global_ * m.ailleurs / n
        sorties += global_ * m.sorties / n
        global_ *= 1 - toutes / n
        present += m.entrees + m.tardives - toutes - m.attendent
        instants.append(
            Instant(
                a_risque=n,
                en_attente=net,
                greenwood=greenwood,
                logees=logees,
                ailleurs=ailleurs,
                sorties=sorties,
                variance_logees=variance,
                risque=m.logees / n,
            )
        )
    return Courbe(tuple(instants))


class _SommesDeVariance:
    """Variance de l'incidence cumulée, par la méthode delta (Marubini et Valsecchi, 1995), en une seule passe.

    Trois sommes sur les mois j jusqu'à t : Σ(F(t) − F(j))²·d/(n(n−d)), Σ S(j−1)²·d₁(n−d₁)/n³ et
    −2·Σ(F(t) − F(j))·S(j−1)·d₁/n², développées pour ne dépendre de t que par F(t).
    """

    def __init__(self) -> None:
        self._a0 = self._a1 = self._a2 = self._b = self._c0 = self._c1 = 0.0

    def variance(self, n: float, logees: int, toutes: int, survie_avant: float, incidence: float) -> float:
        poids = toutes / (n * (n - toutes))
        self._a0 += poids
        self._a1 += poids * incidence
        self._a2 += poids * incidence**2
        self._b += survie_avant**2 * logees * (n - logees) / n**3
        croise = survie_avant * logees / n**2
        self._c0 += croise
        self._c1 += croise * incidence
        a = incidence**2 * self._a0 - 2 * incidence * self._a1 + self._a2
        return max(0.0, a + self._b - 2 * (incidence * self._c0 - self._c1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Prevision:
    """Ce que l'on aurait annoncé pour une période, et ce qui s'y est passé."""

    attendues: float
    au_moins: int
    au_plus: int
    observees: int

    @property
    def tenue(self) -> bool:
        return self.au_moins <= self.observees <= self.au_plus


def verifier(passe: Sequence[Mois], recent: Sequence[Mois], a_risque_minimal: int, confiance: float) -> Prevision:
    """Les attributions d'une période, annoncées avec ce que l'on savait à son premier jour."""
    connus, suivis = courbe(passe, a_risque_minimal).instants, courbe(recent, 1).instants
    logees = {m.rang: m.logees for m in recent}
    attendues = variance = 0.0
    observees = 0
    for rang, (avant, apres) in enumerate(zip(connus, suivis, strict=False)):
        hasard = avant.risque * (1 - avant.risque)
        attendues += apres.a_risque * avant.risque
        variance += apres.a_risque * hasard + apres.a_risque**2 * hasard / avant.a_risque
        observees += logees.get(rang, 0)
    ecart = _ecarts_types(confiance) * math.sqrt(variance)
    return Prevision(
        attendues=attendues,
        au_moins=max(0, math.floor(attendues - ecart)),
        au_plus=math.ceil(attendues + ecart),
        observees=observees,
    )
