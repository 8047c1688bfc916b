"""Du point de chaque critère au total : groupes, mode du bloc, bornes, exclusions, ensembles, total."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.cotation.champs import Nombre
from domain.cotation.grille import Bloc, Grille, arrondir, entre, ordre_d_evaluation
from domain.cotation.vocabulary import Arrondi, ModeDeBloc, ModeDEnsemble


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDeBloc:
    """Un bloc et la place de ses critères dans les détails."""

    bloc: Bloc
    rang: int
    debut: int
    fin: int
    groupes: tuple[tuple[int, ...], ...]
    """Rangs, dans le bloc, des critères de chaque groupe exclusif."""
    exclu_par: tuple[int, ...]
    """Rangs des blocs qui l'excluent."""
    arrondi: Arrondi

    def multiplier(self, points: int) -> int:
        """Les points du bloc par son coefficient, arrondis comme la grille le dit."""
        return points if self.bloc.coefficient == 1 else arrondir(points * self.bloc.coefficient, self.arrondi)


def planifier(grille: Grille) -> tuple[PlanDeBloc, ...]:
    """Les blocs dans l'ordre où ils se calculent : un bloc vient après ceux qui peuvent l'exclure."""
    rangs = {bloc.code: rang for rang, bloc in enumerate(grille.blocs)}
    plans: list[PlanDeBloc] = []
    debut = 0
    for rang, bloc in enumerate(grille.blocs):
        groupes: dict[str, list[int]] = {}
        for place, critere in enumerate(bloc.criteres):
            if critere.groupe_exclusif is not None:
                groupes.setdefault(critere.groupe_exclusif, []).append(place)
        plans.append(
            PlanDeBloc(
                bloc=bloc,
                rang=rang,
                debut=debut,
                fin=debut + len(bloc.criteres),
                groupes=tuple(tuple(places) for places in groupes.values()),
                exclu_par=tuple(rangs[code] for code in bloc.exclu_si_positif),
                arrondi=grille.arrondi,
            )
        )
        debut += len(bloc.criteres)
    ordre = ordre_d_evaluation(grille.blocs)
    if ordre is None:
        raise ValueError("Des blocs s'excluent l'un l'autre en rond.")
    return tuple(plans[rang] for rang in ordre)


def le_plus_eleve(points: Sequence[int], places: Sequence[int]) -> int | None:
    """La place du critère rempli qui donne le plus de points ; à égalité, la première."""
    remplis = [place for place in places if points[place] != 0]
    return max(remplis, key=lambda place: points[place], default=None)


def les_plus_eleves(points: Sequence[int], combien: int) -> list[int]:
    """Les places des critères remplis qui donnent le plus de points ; à égalité, les premiers."""
    remplis = [place for place, point in enumerate(points) if point != 0]
    return sorted(remplis, key=lambda place: -points[place])[:combien]


def absorptions(plan: PlanDeBloc, points: Sequence[int]) -> dict[int, int]:
    """Pour chaque critère rempli mais qui ne compte pas, la place de celui qui compte à sa place."""
    gardes = list(points)
    absorbes: dict[int, int] = {}

    def garder(gagnant: int | None, places: Sequence[int]) -> None:
        for place in places:
            if gagnant is not None and place != gagnant and gardes[place] != 0:
                gardes[place] = 0
                absorbes[place] = gagnant

    for groupe in plan.groupes:
        garder(le_plus_eleve(gardes, groupe), groupe)
    toutes = range(len(gardes))
    if plan.bloc.mode is ModeDeBloc.MAX:
        garder(le_plus_eleve(gardes, toutes), toutes)
    elif plan.bloc.mode is ModeDeBloc.PREMIER:
        garder(next((place for place in toutes if gardes[place] != 0), None), toutes)
    elif plan.bloc.retenus is not None:
        gagnants = les_plus_eleves(gardes, plan.bloc.retenus)
        # the last that counts is the one that stands in the way
        garder(gagnants[-1] if gagnants else None, [place for place in toutes if place not in gagnants])
    return absorbes


def points_du_bloc(plan: PlanDeBloc, details: Sequence[int]) -> int:
    """Les points d'un bloc, bornés, avant toute exclusion."""
    points = details[plan.debut : plan.fin]
    if plan.groupes or plan.bloc.mode is not ModeDeBloc.SOMME or plan.bloc.retenus is not None:
        absorbes = absorptions(plan, points)
        total = sum(point for place, point in enumerate(points) if place not in absorbes)
    else:
        total = sum(points)
    return plan.bloc.borner(plan.multiplier(total))


def composer(plans: Sequence[PlanDeBloc], details: Sequence[int], exclus: Sequence[bool]) -> tuple[int, ...]:
    """Les points de chaque bloc, dans l'ordre de présentation.

    Une exclusion se juge sur les points bornés du bloc qui exclut, lui-même non exclu.
    """
    blocs = [0] * len(plans)
    for plan in plans:
        if exclus[plan.rang]:
            continue
        if plan.exclu_par and any(blocs[rang] > 0 for rang in plan.exclu_par):
            continue
        blocs[plan.rang] = points_du_bloc(plan, details)
    return tuple(blocs)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDuTotal:
    """Ce que compte chaque ensemble, et ce que compte le total. Une place par bloc, puis une par ensemble."""

    grille: Grille
    comptes: tuple[tuple[int, ...], ...]
    """Pour chaque ensemble, les places de ce qu'il compte."""
    libres: tuple[int, ...]
    """Les places que le total compte lui-même."""
    relatifs: tuple[int | None, ...]
    """Pour chaque ensemble, la place dont ses points ne dépassent pas une part."""

    def ensembles(self, blocs: Sequence[int], parts: Sequence[Nombre]) -> tuple[int, ...]:
        """Les points de chaque ensemble, dans l'ordre de la grille. `parts` : ce qui le multiplie ce jour-là."""
        points = list(blocs)
        for rang, part in enumerate(parts):
            points.append(self.borner(rang, self.varier(self.cumuler(rang, points), part), points))
        return tuple(points[len(blocs) :])

    def cumuler(self, rang: int, points: Sequence[int]) -> int:
        """Les points de ce qu'un ensemble compte. `points` : à chaque place, ceux qui s'y tiennent."""
        comptes = [points[place] for place in self.comptes[rang]]
        if self.grille.ensembles[rang].mode is ModeDEnsemble.SOMME:
            return sum(comptes)
        return max((compte for compte in comptes if compte != 0), default=0)

    def plafond(self, rang: int, points: Sequence[int]) -> int | None:
        """Le plus que donne un ensemble : son plafond, ou la part des points d'un autre."""
        ensemble, place = self.grille.ensembles[rang], self.relatifs[rang]
        if ensemble.plafond_relatif is None or place is None:
            return ensemble.plafond
        part = arrondir(max(0, points[place]) * ensemble.plafond_relatif.coefficient, self.grille.arrondi)
        return part if ensemble.plafond is None else min(part, ensemble.plafond)

    def borner(self, rang: int, varies: int, points: Sequence[int]) -> int:
        return entre(varies, self.grille.ensembles[rang].plancher, self.plafond(rang, points))

    def varier(self, points: int, part: Nombre) -> int:
        """Seuls des points gagnés varient."""
        return arrondir(points * part, self.grille.arrondi) if points > 0 else points

    def somme(self, blocs: Sequence[int], parts: Sequence[Nombre]) -> int:
        """Le total, avant ses propres bornes."""
        if not self.comptes:
            return sum(blocs)
        points = [*blocs, *self.ensembles(blocs, parts)]
        return sum(points[place] for place in self.libres)

    def total(self, blocs: Sequence[int], parts: Sequence[Nombre]) -> int:
        return self.grille.borner(self.somme(blocs, parts))


def planifier_le_total(grille: Grille) -> PlanDuTotal:
    places = {partie.code: place for place, partie in enumerate(grille.parties)}
    comptes = tuple(tuple(places[code] for code in ensemble.parmi) for ensemble in grille.ensembles)
    pris = {place for cites in comptes for place in cites}
    return PlanDuTotal(
        grille=grille,
        comptes=comptes,
        libres=tuple(place for place in places.values() if place not in pris),
        relatifs=tuple(
            None if ensemble.plafond_relatif is None else places[ensemble.plafond_relatif.bloc]
            for ensemble in grille.ensembles
        ),
    )
