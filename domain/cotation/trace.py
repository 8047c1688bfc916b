"""Le détail d'une cotation, critère par critère : ce qui compte, ce qui ne compte pas et à cause de quoi."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate, pairwise, product

from domain.cotation.catalogue import CATALOGUE
from domain.cotation.champs import Champ, Nombre
from domain.cotation.compilation import Lecture
from domain.cotation.composition import PlanDeBloc, absorptions, composer, le_plus_eleve, points_du_bloc
from domain.cotation.ensembles import Ensemble, Variation
from domain.cotation.faits import Faits
from domain.cotation.grille import Bloc, Critere, Grille, HorsCotation, lectures_du_critere
from domain.cotation.interpreter import Evaluateur, Points
from domain.cotation.model import Resultat
from domain.cotation.vocabulary import EtatLigne, ModeDEnsemble


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceCritere:
    critere: Critere
    rang: int
    """Place du critère dans les détails du résultat."""
    declares: int
    verifies: int
    retenus: int
    """Points comptés dans le total vérifié, une fois groupes, plafonds et exclusions appliqués."""
    etat: EtatLigne
    par: str | None
    """Code du bloc ou du critère qui passe avant."""
    manquants: tuple[Champ, ...]
    """Champs que le dossier ne renseigne pas et que le critère attend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceBloc:
    bloc: Bloc
    declares: int
    verifies: int
    exclu: bool
    exclu_par: str | None
    """Code du bloc qui l'exclut ; absent quand une condition de la grille l'écarte."""
    plafonne: bool
    criteres: tuple[TraceCritere, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceEnsemble:
    ensemble: Ensemble
    somme: int
    """Points vérifiés de ce que l'ensemble compte."""
    retenu: str | None
    """Code du seul bloc qui compte, quand le plus élevé l'emporte et qu'il y en a un."""
    varies: int
    """Les mêmes, une fois augmentés ou diminués."""
    verifies: int
    """Les mêmes, une fois bornés : ce qui compte dans le total."""
    declares: int
    plafond: int | None
    """Le plus qu'il donne ce jour-là : son plafond, ou la part des points d'un autre."""
    variation: Variation | None
    """Celle qui s'applique ce jour-là ; absente d'un résultat gardé que plusieurs expliqueraient."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    grille: Grille
    lecture: Lecture
    points: Points
    hors_cotation: HorsCotation | None
    blocs: tuple[TraceBloc, ...]
    ensembles: tuple[TraceEnsemble, ...]

    somme: int
    """Points vérifiés avant les bornes du total."""

    @property
    def criteres(self) -> tuple[TraceCritere, ...]:
        return tuple(critere for bloc in self.blocs for critere in bloc.criteres)


def tracer(evaluateur: Evaluateur, faits: Faits, le: date) -> Trace:
    """Refait le calcul en gardant tout ce qu'il faut pour l'expliquer."""
    lecture = evaluateur.lire(faits, le)
    points = evaluateur.points(lecture)
    hors_cotation = evaluateur.exclusion(lecture)
    exclus = evaluateur.blocs_exclus(lecture)
    plans = sorted(evaluateur.plans, key=lambda plan: plan.rang)
    return Trace(
        grille=evaluateur.grille,
        lecture=lecture,
        points=points,
        hors_cotation=hors_cotation,
        blocs=tuple(
            _bloc(evaluateur, lecture, points, plan, exclus[plan.rang], hors_cotation is not None) for plan in plans
        ),
        ensembles=_ensembles(evaluateur, points, evaluateur.variations(lecture)),
        somme=evaluateur.plan_du_total.somme(points.blocs_verifies, evaluateur.parts(lecture)),
    )


def _ensembles(
    evaluateur: Evaluateur, points: Points, variations: Sequence[Variation | None]
) -> tuple[TraceEnsemble, ...]:
    plan, parts = evaluateur.plan_du_total, _parts(variations)
    declares, verifies = (plan.ensembles(blocs, parts) for blocs in (points.blocs_declares, points.blocs_verifies))
    tous = [*points.blocs_verifies, *verifies]
    traces = []
    for rang, (ensemble, variation) in enumerate(zip(evaluateur.grille.ensembles, variations, strict=True)):
        somme, places = plan.cumuler(rang, tous), plan.comptes[rang]
        gagnant = None if ensemble.mode is ModeDEnsemble.SOMME else le_plus_eleve(tous, places)
        traces.append(
            TraceEnsemble(
                ensemble=ensemble,
                somme=somme,
                retenu=None if gagnant is None else evaluateur.grille.parties[gagnant].code,
                varies=plan.varier(somme, parts[rang]),
                verifies=verifies[rang],
                declares=declares[rang],
                plafond=plan.plafond(rang, tous),
                variation=variation,
            )
        )
    return tuple(traces)


def retracer_le_resultat(evaluateur: Evaluateur, resultat: Resultat) -> Trace:
    """La trace d'un résultat tel qu'il se garde, avec la grille qui l'a donné."""
    points = Points(
        resultat.statut,
        resultat.total_declare,
        resultat.total_verifie,
        resultat.blocs_declares,
        resultat.blocs_verifies,
        resultat.details_declares,
        resultat.details_verifies,
        resultat.hors_cotation,
    )
    return retracer(evaluateur, points, resultat.date_calcul)


def retracer(evaluateur: Evaluateur, points: Points, le: date) -> Trace:
    """La trace d'un résultat gardé : les points de ce jour-là, sans ce que le dossier disait alors.

    Un bloc à zéro que rien d'autre n'explique, une condition de la grille l'écartait ; ce qui fait varier un ensemble
    est ce qui redonne les deux totaux. Quand plusieurs variations le font, aucune n'est nommée, et un ensemble dont les
    points ne seraient pas les mêmes de l'une à l'autre ne se dit pas.
    """
    lecture = Lecture([None] * len(evaluateur.champs), Faits.de({}), le)
    calculs = ((points.blocs_verifies, points.details_verifies), (points.blocs_declares, points.details_declares))

    def ecarte(plan: PlanDeBloc) -> bool:
        return any(
            blocs[plan.rang] == 0 != points_du_bloc(plan, details) and all(blocs[rang] <= 0 for rang in plan.exclu_par)
            for blocs, details in calculs
        )

    possibles = _variations_d_alors(evaluateur, points)
    return Trace(
        grille=evaluateur.grille,
        lecture=lecture,
        points=points,
        hors_cotation=next((h for h in evaluateur.grille.hors_cotation if h.motif == points.hors_cotation), None),
        blocs=tuple(
            _bloc(evaluateur, lecture, points, plan, ecarte(plan), True)
            for plan in sorted(evaluateur.plans, key=lambda plan: plan.rang)
        ),
        ensembles=tuple(_ensembles_d_alors([_ensembles(evaluateur, points, choix) for choix in possibles])),
        somme=evaluateur.plan_du_total.somme(points.blocs_verifies, _parts(possibles[0])),
    )


def _ensembles_d_alors(possibles: Sequence[Sequence[TraceEnsemble]]) -> Iterator[TraceEnsemble]:
    for traces in zip(*possibles, strict=True):
        sans_nom = [replace(trace, variation=None) for trace in traces]
        if all(trace == sans_nom[0] for trace in sans_nom):
            yield traces[0] if all(trace == traces[0] for trace in traces) else sans_nom[0]


def _variations_d_alors(evaluateur: Evaluateur, points: Points) -> list[tuple[Variation | None, ...]]:
    """Chaque façon de redonner les deux totaux du résultat."""
    possibles = product(*((None, *ensemble.variations) for ensemble in evaluateur.grille.ensembles))
    totaux = ((points.blocs_verifies, points.total_verifie), (points.blocs_declares, points.total_declare))
    aucune: tuple[Variation | None, ...] = (None,) * len(evaluateur.grille.ensembles)

    def redonne(variations: tuple[Variation | None, ...]) -> bool:
        return all(evaluateur.plan_du_total.total(blocs, _parts(variations)) == total for blocs, total in totaux)

    return list(filter(redonne, possibles)) or [aucune]


def _parts(variations: Sequence[Variation | None]) -> tuple[Nombre, ...]:
    return tuple(1 if variation is None else variation.coefficient for variation in variations)


def total_avec(evaluateur: Evaluateur, trace: Trace, rang: int, points: int) -> int:
    """Le total vérifié si un seul critère donnait d'autres points."""
    details = list(trace.points.details_verifies)
    details[rang] = points
    evaluateur.cumuler(details, trace.lecture)
    blocs = composer(evaluateur.plans, details, evaluateur.blocs_exclus(trace.lecture))
    return evaluateur.plan_du_total.total(blocs, evaluateur.parts(trace.lecture))


def _bloc(
    evaluateur: Evaluateur, lecture: Lecture, points: Points, plan: PlanDeBloc, ecarte: bool, hors: bool
) -> TraceBloc:
    bloc, blocs = plan.bloc, evaluateur.grille.blocs
    propres = points.details_verifies[plan.debut : plan.fin]
    excluant = next((blocs[r].code for r in plan.exclu_par if points.blocs_verifies[r] > 0), None)
    exclu = ecarte or excluant is not None
    absorbes = absorptions(plan, propres)
    gardes = [0 if place in absorbes else point for place, point in enumerate(propres)]
    ponderes = _ponderer(plan, gardes)
    vise = bloc.borner(sum(ponderes))
    retenus = [0] * len(gardes) if exclu else _ramener(ponderes, vise)
    criteres = []
    for place, critere in enumerate(bloc.criteres):
        rang = plan.debut + place
        manque = not hors and evaluateur.manque_une_donnee(rang, lecture)
        etat, par = _etat(
            declares=points.details_declares[rang],
            verifies=propres[place],
            rogne=retenus[place] != ponderes[place],
            exclu=exclu,
            absorbe_par=bloc.criteres[absorbes[place]].code if place in absorbes else None,
            excluant=None if ecarte else excluant,
            manque=manque,
        )
        criteres.append(
            TraceCritere(
                critere=critere,
                rang=rang,
                declares=points.details_declares[rang],
                verifies=propres[place],
                retenus=retenus[place],
                etat=etat,
                par=par,
                manquants=_manquants(evaluateur, critere, lecture) if manque else (),
            )
        )
    return TraceBloc(
        bloc=bloc,
        declares=points.blocs_declares[plan.rang],
        verifies=points.blocs_verifies[plan.rang],
        exclu=exclu,
        exclu_par=None if ecarte else excluant,
        plafonne=not exclu and vise != sum(ponderes),
        criteres=tuple(criteres),
    )


def _etat(
    *,
    declares: int,
    verifies: int,
    rogne: bool,
    exclu: bool,
    absorbe_par: str | None,
    excluant: str | None,
    manque: bool,
) -> tuple[EtatLigne, str | None]:
    if declares == 0:
        return (EtatLigne.DONNEE_MANQUANTE if manque else EtatLigne.NON_APPLICABLE), None
    if exclu:
        return EtatLigne.EXCLU_PAR, excluant
    if verifies == 0:
        return EtatLigne.EN_ATTENTE_PIECE, None
    if absorbe_par is not None:
        return EtatLigne.ABSORBE_PAR, absorbe_par
    return (EtatLigne.PLAFONNE if rogne else EtatLigne.ACQUIS), None


def _ponderer(plan: PlanDeBloc, points: list[int]) -> list[int]:
    """Ce que chaque critère apporte une fois le coefficient appliqué : la somme des parts est celle du bloc."""
    atteints = [plan.multiplier(somme) for somme in accumulate(points, initial=0)]
    return [haut - bas for bas, haut in pairwise(atteints)]


def _ramener(points: list[int], vise: int) -> list[int]:
    """Répartit l'effet d'une borne : les derniers critères du bloc sont rognés d'abord."""
    ramenes = list(points)
    ecart = sum(points) - vise
    for place in reversed(range(len(ramenes))):
        rogne = max(0, min(ramenes[place], ecart)) if ecart > 0 else min(0, max(ramenes[place], ecart))
        ramenes[place] -= rogne
        ecart -= rogne
    return ramenes


def _manquants(evaluateur: Evaluateur, critere: Critere, lecture: Lecture) -> tuple[Champ, ...]:
    return tuple(
        CATALOGUE[lue.champ]
        for lu, lue in lectures_du_critere(critere).items()
        if lecture.valeurs[evaluateur.index[lu]] is None
    )
