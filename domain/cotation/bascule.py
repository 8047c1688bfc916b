"""La prochaine date à laquelle le seul passage du temps change un résultat."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache, partial
from itertools import product

from domain.cotation.catalogue import CATALOGUE
from domain.cotation.champs import Champ, Nombre, Temps
from domain.cotation.compilation import (
    Lecture,
    depart_du_compte,
    fin_de_validite,
    pas_franchis,
    plafond_des_pas,
    points_par_pas,
    selecteur_de_preuves,
)
from domain.cotation.conditions import MOIS_MAXIMUM
from domain.cotation.faits import Faits, PreuveAdmise
from domain.cotation.grille import Bareme, Critere, ParEvenement, ParPas, Preuve
from domain.cotation.interpreter import Evaluateur, Points
from domain.cotation.predicats import Comparaison, CompteEvenements, FenetreEvenement, Predicat, Reprise, feuilles
from domain.kernel.calendrier import ajouter_mois, dernier_jour_du_mois


def prochaine_bascule(
    evaluateur: Evaluateur,
    faits: Faits,
    le: date,
    *,
    lecture: Lecture | None = None,
    depart: Points | None = None,
) -> date | None:
    """Le premier jour après celui du calcul où les points, un bloc, un détail ou le statut changent.

    Aucun quand plus rien ne dépend du temps qui passe. Jusqu'à ce jour, recalculer ne changerait rien.
    Un dossier à revoir plus tôt se recalcule ce jour-là, même si le résultat devait rester le même.
    `lecture`, `depart` : les faits lus et les points de ce jour, quand on les tient déjà.
    """
    lire = _lecteur(evaluateur, lecture or evaluateur.lire(faits, le))
    jour = _premier_changement(evaluateur, faits, lire, le, depart or evaluateur.points(lire(le)))
    if faits.a_revoir_le is not None and faits.a_revoir_le > le:
        return faits.a_revoir_le if jour is None else min(jour, faits.a_revoir_le)
    return jour


def _lecteur(evaluateur: Evaluateur, depart: Lecture) -> Callable[[date], Lecture]:
    """Lit la demande un jour ou l'autre, et chaque jour une fois : presque tous les critères relisent les mêmes."""
    lues = {depart.le: depart}

    def lire(le: date) -> Lecture:
        lue = lues.get(le)
        if lue is None:
            lue = lues[le] = evaluateur.relire(depart, le)
        return lue

    return lire


def _premier_changement(
    evaluateur: Evaluateur, faits: Faits, lire: Callable[[date], Lecture], le: date, depart: Points
) -> date | None:
    jour, certain = _premier_mouvement(evaluateur, faits, lire, le)
    while jour is not None and not certain and evaluateur.points(lire(jour)) == depart:
        jour, certain = _premier_mouvement(evaluateur, faits, lire, jour)
    return jour


def _premier_mouvement(
    evaluateur: Evaluateur, faits: Faits, lire: Callable[[date], Lecture], le: date
) -> tuple[date | None, bool]:
    """Le premier jour où un critère, une exclusion, une variation ou une mise hors cotation change.

    Un critère qui change, change le résultat : c'est certain. Une condition peut changer sans rien y faire.
    """
    instants = _instants_de(evaluateur)
    if evaluateur.exclusion(lire(le)) is not None:
        return _premier_instant(instants.hors_cotation, faits, le), False
    premier, certain = _premier_instant(instants.conditions, faits, le), False
    for rang in instants.criteres:
        jour = _mouvement(evaluateur, rang, faits, lire, le, avant=premier)
        if jour is not None:
            premier, certain = jour, True
    return premier, certain


def prochain_instant(predicats: Iterable[Predicat], faits: Faits, le: date) -> date | None:
    """Le premier jour après celui-là où l'une de ces conditions peut changer, par les dates et les événements lus."""
    return _premier_instant([source for p in predicats for source in _sources_du_predicat(p)], faits, le)


def _premier_instant(sources: Iterable["Source"], faits: Faits, le: date) -> date | None:
    return min((jour for source in sources for jour in source(faits) if jour > le), default=None)


def bascule_de_l_ensemble(evaluateur: Evaluateur, rang: int, faits: Faits, le: date) -> date | None:
    """Le premier jour où ce qui fait varier un ensemble n'est plus ce que c'est aujourd'hui."""
    conditions = [variation.si for variation in evaluateur.grille.ensembles[rang].variations]
    depart = evaluateur.variations(evaluateur.lire(faits, le))[rang]
    jour = prochain_instant(conditions, faits, le)
    while jour is not None and evaluateur.variations(evaluateur.lire(faits, jour))[rang] == depart:
        jour = prochain_instant(conditions, faits, jour)
    return jour


def bascule_du_critere(evaluateur: Evaluateur, rang: int, faits: Faits, le: date) -> date | None:
    """Le premier jour où les points propres d'un critère changent, déclarés ou vérifiés."""
    if rang not in evaluateur.mobiles:
        return None
    if rang in evaluateur.cumuls:
        return _bascule_du_cumul(evaluateur, rang, faits, le)
    return _mouvement(evaluateur, rang, faits, _lecteur(evaluateur, evaluateur.lire(faits, le)), le)


def _mouvement(
    evaluateur: Evaluateur,
    rang: int,
    faits: Faits,
    lire: Callable[[date], Lecture],
    le: date,
    avant: date | None = None,
) -> date | None:
    """Le premier jour où un critère qui n'en compte pas d'autres change ; rien s'il ne vient pas avant celui-là."""
    actuels: tuple[int, int] | None = None

    def a_change(jour: date) -> bool:
        nonlocal actuels
        if actuels is None:
            actuels = evaluateur.critere(rang, lire(le))
        return evaluateur.critere(rang, lire(jour)) != actuels

    sources = _instants_de(evaluateur).criteres[rang]
    instants = [jour for source in sources for jour in source(faits)]
    jours = sorted({jour for jour in instants if jour > le and (avant is None or jour < avant)})
    if not jours and not isinstance(evaluateur.criteres[rang].valeur, ParPas):
        return None
    curseur = le
    for borne in [*jours, avant]:
        pas = _prochain_pas(evaluateur, rang, faits, lire, curseur)
        while pas is not None and (borne is None or pas < borne):
            if a_change(pas):
                return pas
            pas = _prochain_pas(evaluateur, rang, faits, lire, pas)
        if borne is None or borne == avant:
            return None
        if a_change(borne):
            return borne
        curseur = borne
    return None


def _bascule_du_cumul(evaluateur: Evaluateur, rang: int, faits: Faits, le: date) -> date | None:
    """Le premier jour où l'un des critères comptés, ou la condition du cumul, change ses points."""
    si = evaluateur.criteres[rang].si
    depart = evaluateur.critere(rang, evaluateur.lire(faits, le))
    curseur: date | None = le
    while curseur is not None:
        jours = [bascule_du_critere(evaluateur, compte, faits, curseur) for compte in evaluateur.cumuls[rang]]
        jours += [prochain_instant([si], faits, curseur)] if si is not None else []
        curseur = min((jour for jour in jours if jour is not None), default=None)
        if curseur is not None and evaluateur.critere(rang, evaluateur.lire(faits, curseur)) != depart:
            return curseur
    return None


def _prochain_pas(
    evaluateur: Evaluateur, rang: int, faits: Faits, lire: Callable[[date], Lecture], apres: date
) -> date | None:
    """Le jour du pas suivant d'un critère « par mois » ou « par an », tant que ses points peuvent bouger."""
    par = evaluateur.criteres[rang].valeur
    if not isinstance(par, ParPas):
        return None
    depuis, champ = faits.valeurs.get(par.champ), CATALOGUE[par.champ]
    if not isinstance(depuis, date) or not evaluateur.condition(rang, lire(apres)):
        return None
    if par.repart_de is not None:
        depuis = depart_du_compte(depuis, par.repart_de, faits, apres)
    atteint = champ.lire(depuis, apres)
    if not isinstance(atteint, int):
        return None
    points = points_par_pas(par, atteint, evaluateur.grille.arrondi)
    if abs(points) >= plafond_des_pas(par):
        return None
    suivant = math.ceil(par.franchise + (pas_franchis(par, atteint) + 1) * par.pas)
    return _jour_ou(champ, depuis, max(suivant, atteint + 1))


def _jour_ou(champ: Champ, depuis: date, valeur: int) -> date | None:
    """Le premier jour où un champ compté depuis une date atteint une valeur ; aucun au-delà d'un siècle."""
    mois = valeur * 12 if champ.temps is Temps.ANNEES else valeur
    if not 0 < mois <= MOIS_MAXIMUM:
        return None
    if champ.temps is Temps.MOIS_AVANT:
        return _jour_ou_il_reste_moins_de(depuis, mois)
    jour = ajouter_mois(depuis, mois)
    atteint = champ.lire(depuis, jour)
    return jour if isinstance(atteint, int) and atteint >= valeur else jour + timedelta(days=1)


def _jour_ou_il_reste_moins_de(echeance: date, mois: int) -> date:
    """Le lendemain du dernier jour où il reste tant de mois entiers avant une échéance."""
    jour = ajouter_mois(echeance, -mois)
    if echeance.day == dernier_jour_du_mois(echeance.year, echeance.month):
        jour = jour.replace(day=dernier_jour_du_mois(jour.year, jour.month))
    return jour + timedelta(days=1)


Source = Callable[[Faits], Iterable[date]]
"""Les jours, passés ou à venir, où l'une des choses qu'une condition ou un critère lit peut changer."""


@dataclass(frozen=True, slots=True)
class _Instants:
    """D'où viennent les jours où une grille peut bouger : cherché une fois, lu pour chaque demande."""

    hors_cotation: Sequence[Source]
    conditions: Sequence[Source]
    """Celles-ci, et ce qui écarte un bloc, fait varier un ensemble ou ouvre un cumul."""
    criteres: Mapping[int, Sequence[Source]]
    """Par rang, les critères que le temps fait bouger d'eux-mêmes."""


@lru_cache(maxsize=256)
def _instants_de(evaluateur: Evaluateur) -> _Instants:
    grille, criteres = evaluateur.grille, evaluateur.criteres
    hors = [source for exclusion in grille.hors_cotation for source in _sources_du_predicat(exclusion.si)]
    conditions = [predicat for bloc in grille.blocs for predicat in bloc.exclu_si]
    conditions += [variation.si for ensemble in grille.ensembles for variation in ensemble.variations]
    # a criterion that counts others moves with them, or with its own condition
    conditions += [si for rang in evaluateur.cumuls if (si := criteres[rang].si) is not None]
    propres = sorted(evaluateur.mobiles - evaluateur.cumuls.keys())
    return _Instants(
        hors,
        [*hors, *(source for predicat in conditions for source in _sources_du_predicat(predicat))],
        {rang: _sources_du_critere(criteres[rang]) for rang in propres},
    )


def _sources_du_critere(critere: Critere) -> list[Source]:
    sources = [] if critere.si is None else _sources_du_predicat(critere.si)
    match critere.valeur:
        case Bareme(champ=champ, tranches=tranches, repart_de=repart_de):
            bornes = {borne for tranche in tranches for borne in (tranche.min, tranche.max)}
            sources += _sources_du_champ(champ, {borne for borne in bornes if borne is not None}, repart_de)
        case ParPas(champ=champ, repart_de=repart_de) if repart_de is not None:
            sources += _sources_du_champ(champ, set(), repart_de)
        case ParEvenement(evenement=evenement):
            sources.append(partial(_instants_des_evenements, evenement))
        case _:
            pass
    if critere.preuve.exigee:
        sources.append(partial(_instants_des_preuves, critere.preuve, selecteur_de_preuves(critere)))
    return sources


def _sources_du_predicat(predicat: Predicat) -> list[Source]:
    sources: list[Source] = []
    for feuille in feuilles(predicat):
        match feuille:
            case CompteEvenements(evenement=evenement):
                sources.append(partial(_instants_des_evenements, evenement))
            case Comparaison(champ=champ, val=val, repart_de=repart_de):
                seuils = val if isinstance(val, tuple) else (val,)
                nombres = {s for s in seuils if isinstance(s, Nombre) and not isinstance(s, bool)}
                sources += _sources_du_champ(champ, nombres, repart_de)
    return sources


def _sources_du_champ(code: str, seuils: set[Nombre], repart_de: Reprise | None) -> list[Source]:
    champ = CATALOGUE[code]
    if champ.temps is None:
        return []
    valeurs = {valeur for seuil in seuils for valeur in (math.floor(seuil), math.floor(seuil) + 1)}
    return [partial(_instants_du_champ, champ, sorted(valeurs), repart_de)]


def _instants_du_champ(champ: Champ, valeurs: Sequence[int], repart_de: Reprise | None, faits: Faits) -> Iterator[date]:
    """Les jours où un champ compté depuis une date atteint ou dépasse un seuil, ou bien repart ou recule."""
    depuis = faits.valeurs.get(champ.code)
    if not isinstance(depuis, date):
        return
    if champ.temps is Temps.A_COMPTER_DU:
        yield depuis
    departs = [depuis]
    if repart_de is not None:
        yield from _instants_des_evenements(repart_de, faits)
        siens = [evenement.le for evenement in faits.evenements if evenement.type in repart_de.types]
        recul = repart_de.recul_mois
        departs += siens if recul is None else [ajouter_mois(depuis, recul * (n + 1)) for n in range(len(siens))]
    for depart, valeur in product(departs, valeurs):
        jour = _jour_ou(champ, depart, valeur)
        if jour is not None:
            yield jour


def _instants_des_evenements(fenetre: FenetreEvenement, faits: Faits) -> Iterator[date]:
    for evenement in faits.evenements:
        if evenement.type in fenetre.types:
            yield evenement.le
            if fenetre.fenetre_mois is not None:
                yield ajouter_mois(evenement.le, fenetre.fenetre_mois)


def _instants_des_preuves(
    preuve: Preuve, preuves: Callable[[Faits], Iterable[PreuveAdmise]], faits: Faits
) -> Iterator[date]:
    for admise in preuves(faits):
        yield admise.valide_le
        fin = fin_de_validite(preuve, admise)
        if fin is not None:
            yield fin
