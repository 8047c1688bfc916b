"""Le moins et le plus qu'un critère, un bloc ou une grille peuvent donner."""

from dataclasses import dataclass
from decimal import Decimal

from domain.cotation.champs import Nombre
from domain.cotation.composition import planifier_le_total
from domain.cotation.ensembles import Ensemble
from domain.cotation.grille import (
    POINTS_MAXIMUM,
    Bareme,
    Bloc,
    Critere,
    Cumul,
    Grille,
    ParEvenement,
    ParPas,
    PointsFixes,
    arrondir,
    entre,
)
from domain.cotation.vocabulary import Arrondi, ModeDeBloc, ModeDEnsemble


@dataclass(frozen=True, slots=True, kw_only=True)
class Extremes:
    """Deux bornes en points ; une borne absente n'est pas limitée par la grille."""

    min: int | None
    max: int | None

    def multiplier(self, coefficient: Nombre) -> "Extremes":
        """Les bornes une fois le coefficient d'un bloc appliqué, arrondies vers l'extérieur."""
        return Extremes(
            min=None if self.min is None else arrondir(self.min * coefficient, Arrondi.INFERIEUR),
            max=None if self.max is None else arrondir(self.max * coefficient, Arrondi.SUPERIEUR),
        )

    def depasse(self, limite: int) -> bool:
        return self.min is None or self.max is None or self.min < -limite or self.max > limite


def extremes_du_critere(critere: Critere) -> Extremes:
    """Ce qu'un critère donne au plus et retire au plus ; il vaut zéro quand il n'est pas rempli."""
    match critere.valeur:
        case PointsFixes(points=points):
            return Extremes(min=min(0, points), max=max(0, points))
        case Bareme(tranches=tranches):
            possibles = [0, *(tranche.points for tranche in tranches)]
            return Extremes(min=min(possibles), max=max(possibles))
        case ParPas(points=points, plafond=plafond):
            return _par_unites(points > 0, plafond)
        case ParEvenement(points=points, max=maximum):
            return _par_unites(points > 0, None if maximum is None else abs(points) * maximum)
        case Cumul(paliers=paliers):
            possibles = [0, *(palier.points for palier in paliers)]
            return Extremes(min=min(possibles), max=max(possibles))


def portee(critere: Critere) -> int:
    """Le plus grand nombre de points, gagnés ou perdus, que le calcul laisse à un critère."""
    extremes = extremes_du_critere(critere)
    if extremes.min is None or extremes.max is None:
        return POINTS_MAXIMUM
    return max(-extremes.min, extremes.max)


def _par_unites(positif: bool, plafond: int | None) -> Extremes:
    if positif:
        return Extremes(min=0, max=plafond)
    return Extremes(min=None if plafond is None else -plafond, max=0)


def extremes_du_bloc(bloc: Bloc) -> Extremes:
    """Ce qu'un bloc donne au plus et retire au plus, selon son mode et ses bornes.

    Une estimation par excès : les critères d'un bloc ne peuvent pas toujours être remplis ensemble.
    """
    groupes: dict[str, list[Extremes]] = {}
    for critere in bloc.criteres:
        groupes.setdefault(critere.groupe_exclusif or f"={critere.code}", []).append(extremes_du_critere(critere))
    parts = [
        Extremes(min=_min([e.min for e in membres]), max=_max([e.max for e in membres])) for membres in groupes.values()
    ]
    if bloc.mode is ModeDeBloc.SOMME:
        bas = _somme(_les_premiers([e.min for e in parts], bloc.retenus, du_plus_bas=True))
        haut = _somme(_les_premiers([e.max for e in parts], bloc.retenus, du_plus_bas=False))
    else:
        bas, haut = _min([e.min for e in parts]), _max([e.max for e in parts])
    return _borner(Extremes(min=bas, max=haut).multiplier(bloc.coefficient), bloc.plancher, bloc.plafond)


def extremes_du_total(grille: Grille) -> Extremes:
    """Ce qu'une grille donne au plus et retire au plus, ensembles et bornes du total compris."""
    plan = planifier_le_total(grille)
    parts = [extremes_du_bloc(bloc) for bloc in grille.blocs]
    for ensemble, places in zip(grille.ensembles, plan.comptes, strict=True):
        parts.append(extremes_de_l_ensemble(ensemble, [parts[place] for place in places]))
    libres = [parts[place] for place in plan.libres]
    return _borner(_additionner(libres), grille.plancher_total, grille.plafond_total)


def extremes_de_l_ensemble(ensemble: Ensemble, comptes: list[Extremes]) -> Extremes:
    """`comptes` : ce que donne chaque bloc, ou chaque ensemble, qu'il compte."""
    libres = (
        _additionner(comptes)
        if ensemble.mode is ModeDEnsemble.SOMME
        else Extremes(min=_min([e.min for e in comptes]), max=_max([e.max for e in comptes]))
    )
    hauts = [libres, *(libres.multiplier(v.coefficient) for v in ensemble.variations)]
    # what is lost does not vary
    return _borner(Extremes(min=libres.min, max=_max([e.max for e in hauts])), ensemble.plancher, ensemble.plafond)


def portee_du_total(grille: Grille) -> int:
    """Le plus grand nombre de points que le calcul peut manier, sans tenir compte d'aucune borne."""
    plan = planifier_le_total(grille)
    parts: list[Nombre] = [
        sum(portee(critere) for critere in bloc.criteres) * max(1, bloc.coefficient) for bloc in grille.blocs
    ]
    for ensemble, places in zip(grille.ensembles, plan.comptes, strict=True):
        plus = max([Decimal(1), *(variation.coefficient for variation in ensemble.variations)])
        cumul = sum if ensemble.mode is ModeDEnsemble.SOMME else max
        parts.append(cumul(parts[place] for place in places) * plus)
    return arrondir(sum(parts[place] for place in plan.libres), Arrondi.SUPERIEUR)


def _additionner(parts: list[Extremes]) -> Extremes:
    return Extremes(min=_somme([e.min for e in parts]), max=_somme([e.max for e in parts]))


def _borner(libres: Extremes, plancher: int | None, plafond: int | None) -> Extremes:
    return Extremes(
        min=plancher if libres.min is None else entre(libres.min, plancher, plafond),
        max=plafond if libres.max is None else entre(libres.max, plancher, plafond),
    )


def _les_premiers(bornes: list[int | None], retenus: int | None, *, du_plus_bas: bool) -> list[int | None]:
    """Les bornes de ceux qui peuvent compter ensemble ; une borne inconnue passe la première."""
    if retenus is None:
        return bornes
    inconnues = [borne for borne in bornes if borne is None]
    connues = sorted((borne for borne in bornes if borne is not None), reverse=not du_plus_bas)
    return [*inconnues, *connues][:retenus]


def _min(bornes: list[int | None]) -> int | None:
    connues = [borne for borne in bornes if borne is not None]
    return min(connues) if len(connues) == len(bornes) else None


def _max(bornes: list[int | None]) -> int | None:
    connues = [borne for borne in bornes if borne is not None]
    return max(connues) if len(connues) == len(bornes) else None


def _somme(bornes: list[int | None]) -> int | None:
    connues = [borne for borne in bornes if borne is not None]
    return sum(connues) if len(connues) == len(bornes) else None
