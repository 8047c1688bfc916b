"""Ce qu'une grille donne à une demande un jour donné : la définition de la cotation.

Aucune horloge ici : la date du calcul est un paramètre, et le même dossier redonne toujours les mêmes points.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from domain.cotation.catalogue import CATALOGUE
from domain.cotation.champs import Champ, Nombre, ValeurLue
from domain.cotation.compilation import (
    Compte,
    Lecture,
    Test,
    compiler_predicat,
    compiler_preuve,
    compiler_valeur,
    depart_du_compte,
)
from domain.cotation.composition import composer, planifier, planifier_le_total
from domain.cotation.ensembles import Variation
from domain.cotation.faits import Faits
from domain.cotation.grille import (
    Bareme,
    Critere,
    Cumul,
    Grille,
    HorsCotation,
    ParEvenement,
    ParPas,
    champs_lus,
    evenements_lus,
    lectures,
)
from domain.cotation.predicats import Comparaison, CompteEvenements, FenetreEvenement, Reprise, feuilles
from domain.cotation.vocabulary import StatutCotation


@dataclass(frozen=True, slots=True)
class Points:
    """Les points d'une demande : ceux qu'elle déclare, et ceux que les preuves du dossier confirment."""

    statut: StatutCotation
    total_declare: int | None
    """Aucun total pour une demande hors cotation."""
    total_verifie: int | None
    blocs_declares: tuple[int, ...]
    blocs_verifies: tuple[int, ...]
    details_declares: tuple[int, ...]
    """Les points propres à chaque critère, dans l'ordre de la grille, avant tout cumul."""
    details_verifies: tuple[int, ...]
    hors_cotation: str | None = None
    """Le motif pour lequel la grille ne cote pas cette demande."""


class Evaluateur:
    """Une grille prête à évaluer, construite une fois pour autant de demandes que l'on veut."""

    def __init__(self, grille: Grille) -> None:
        self.grille = grille
        self.criteres = grille.criteres
        self.cumuls = cumuls_de(grille)
        self.mobiles = _mobiles(self.criteres, self.cumuls)
        """Les rangs des critères que le seul passage du temps peut faire bouger."""
        self.champs = tuple(CATALOGUE[code] for code in _champs_de(grille))
        self.reprises = _reprises_de(grille)
        """Les durées que des événements font repartir : leur façon de se lire, leur champ, ces événements."""
        lus = [*(champ.code for champ in self.champs), *(lu for lu, _, _ in self.reprises)]
        self.index: Mapping[str, int] = {lu: rang for rang, lu in enumerate(lus)}
        self.plans = planifier(grille)
        self._lectures = tuple((champ.code, champ.valeur_absente, champ) for champ in self.champs)
        self._datees = tuple((rang, champ) for rang, champ in enumerate(self.champs) if champ.temps is not None)
        self._criteres = tuple(self._compiler(critere) for critere in self.criteres)
        self._exclu_si: tuple[tuple[Test, ...], ...] = tuple(
            tuple(compiler_predicat(predicat, self.index) for predicat in bloc.exclu_si) for bloc in grille.blocs
        )
        self._hors_cotation: tuple[tuple[HorsCotation, Test], ...] = tuple(
            (exclusion, compiler_predicat(exclusion.si, self.index)) for exclusion in grille.hors_cotation
        )
        self.plan_du_total = planifier_le_total(grille)
        self._variations = tuple(
            tuple((variation, compiler_predicat(variation.si, self.index)) for variation in ensemble.variations)
            for ensemble in grille.ensembles
        )
        self._jamais_exclus = (False,) * len(grille.blocs)
        self._exclusions = any(self._exclu_si)

    def _compiler(self, critere: Critere) -> tuple[Test | None, Compte, Callable[[Lecture], bool] | None]:
        valeur, preuve = compiler_valeur(critere.valeur, self.index, self.grille.arrondi), compiler_preuve(critere)
        if critere.sur_seule_validation:
            # what proves it is all that makes it true: declared and verified are one
            return preuve, valeur, None
        return None if critere.si is None else compiler_predicat(critere.si, self.index), valeur, preuve

    def lire(self, faits: Faits, le: date) -> Lecture:
        """Les champs de la grille, tels qu'ils se lisent ce jour-là."""
        obtenir = faits.valeurs.get
        valeurs = []
        for code, absente, champ in self._lectures:
            fait = obtenir(code)
            if fait is None:
                valeurs.append(absente)
            elif isinstance(fait, date):
                valeurs.append(champ.lire(fait, le))
            else:
                valeurs.append(fait)
        valeurs += self._reprendre(faits, le)
        return Lecture(valeurs, faits, le)

    def relire(self, lecture: Lecture, le: date) -> Lecture:
        """Les mêmes faits un autre jour : seul ce qui se compte à partir d'une date se lit autrement."""
        faits = lecture.faits
        valeurs = lecture.valeurs[: len(self.champs)]
        for rang, champ in self._datees:
            fait = faits.valeurs.get(champ.code)
            if isinstance(fait, date):
                valeurs[rang] = champ.lire(fait, le)
        valeurs += self._reprendre(faits, le)
        return Lecture(valeurs, faits, le)

    def _reprendre(self, faits: Faits, le: date) -> Iterator[ValeurLue | None]:
        for _, champ, fenetre in self.reprises:
            fait = faits.valeurs.get(champ.code)
            repart = depart_du_compte(fait, fenetre, faits, le) if isinstance(fait, date) else fait
            yield champ.lire(repart, le)

    def evaluer(self, faits: Faits, le: date) -> Points:
        return self.points(self.lire(faits, le))

    def points(self, lecture: Lecture) -> Points:
        """Critère, bornes du bloc, exclusions, ensembles, puis total ; deux fois quand une preuve manque."""
        exclusion = self.exclusion(lecture)
        if exclusion is not None:
            return self._hors(exclusion)
        declares: list[int] = []
        verifies: list[int] = []
        for si, valeur, preuve in self._criteres:
            points = (valeur(lecture) or 0) if si is None or si(lecture) else 0
            declares.append(points)
            verifies.append(points if points == 0 or preuve is None or preuve(lecture) else 0)
        if self.cumuls:
            self.cumuler(declares, lecture)
            self.cumuler(verifies, lecture)
        exclus = self.blocs_exclus(lecture)
        blocs = composer(self.plans, verifies, exclus)
        provisoire = declares != verifies
        blocs_declares = composer(self.plans, declares, exclus) if provisoire else blocs
        parts = self.parts(lecture)
        return Points(
            StatutCotation.PROVISOIRE if provisoire else StatutCotation.VERIFIEE,
            self.plan_du_total.total(blocs_declares, parts),
            self.plan_du_total.total(blocs, parts),
            blocs_declares,
            blocs,
            tuple(declares),
            tuple(verifies),
        )

    def cumuler(self, details: list[int], lecture: Lecture) -> None:
        """Donne leurs points aux critères qui en comptent d'autres, une fois ceux-ci connus."""
        for rang, comptes in self.cumuls.items():
            details[rang] = self._cumul(rang, sum(details[compte] != 0 for compte in comptes), lecture)

    def _cumul(self, rang: int, remplis: int, lecture: Lecture) -> int:
        si, valeur = self._criteres[rang][0], self.criteres[rang].valeur
        assert isinstance(valeur, Cumul)
        return valeur.donne(remplis) if si is None or si(lecture) else 0

    def critere(self, rang: int, lecture: Lecture) -> tuple[int, int]:
        """Les points d'un seul critère, déclarés puis vérifiés."""
        if rang in self.cumuls:
            comptes = [self.critere(compte, lecture) for compte in self.cumuls[rang]]
            declares, verifies = (self._cumul(rang, sum(c[n] != 0 for c in comptes), lecture) for n in (0, 1))
            return declares, verifies
        si, valeur, preuve = self._criteres[rang]
        points = (valeur(lecture) or 0) if si is None or si(lecture) else 0
        return points, points if points == 0 or preuve is None or preuve(lecture) else 0

    def condition(self, rang: int, lecture: Lecture) -> bool | None:
        """La condition d'un critère est-elle remplie ? Rien, si une donnée manque pour le dire."""
        si = self._criteres[rang][0]
        return True if si is None else si(lecture)

    def manque_une_donnee(self, rang: int, lecture: Lecture) -> bool:
        """Le critère ne donne rien parce qu'une information manque au dossier."""
        condition = self.condition(rang, lecture)
        return condition is None or (condition and self._criteres[rang][1](lecture) is None)

    def blocs_exclus(self, lecture: Lecture) -> tuple[bool, ...]:
        """Les blocs qu'une condition propre écarte, dans l'ordre de présentation."""
        if not self._exclusions:
            return self._jamais_exclus
        return tuple(any(test(lecture) for test in tests) for tests in self._exclu_si)

    def variations(self, lecture: Lecture) -> tuple[Variation | None, ...]:
        """Ce qui fait varier chaque ensemble ce jour-là : la première variation dont la condition est remplie."""
        return tuple(
            next((variation for variation, test in variations if test(lecture)), None)
            for variations in self._variations
        )

    def parts(self, lecture: Lecture) -> tuple[Nombre, ...]:
        """Ce qui multiplie les points de chaque ensemble ce jour-là."""
        return tuple(1 if v is None else v.coefficient for v in self.variations(lecture)) if self._variations else ()

    def exclusion(self, lecture: Lecture) -> HorsCotation | None:
        """La première raison de ne pas coter cette demande."""
        return next((exclusion for exclusion, test in self._hors_cotation if test(lecture)), None)

    def _hors(self, exclusion: HorsCotation) -> Points:
        blocs, details = (0,) * len(self.grille.blocs), (0,) * len(self._criteres)
        return Points(StatutCotation.HORS_COTATION, None, None, blocs, blocs, details, details, exclusion.motif)

    @cached_property
    def fenetres(self) -> tuple[FenetreEvenement, ...]:
        """Les événements que la grille compte, une fois chacun."""
        valeurs = [critere.valeur for critere in self.criteres]
        comptes = [valeur.evenement for valeur in valeurs if isinstance(valeur, ParEvenement)]
        comptes += [f.evenement for f in _feuilles(self.grille) if isinstance(f, CompteEvenements)]
        return tuple(dict.fromkeys(comptes))


def cumuls_de(grille: Grille) -> Mapping[int, tuple[int, ...]]:
    """Les rangs des critères qui en comptent d'autres, et les rangs de ceux-ci."""
    rangs = {critere.code: rang for rang, critere in enumerate(grille.criteres)}
    return {
        rangs[critere.code]: tuple(rangs[code] for code in critere.valeur.parmi)
        for critere in grille.criteres
        if isinstance(critere.valeur, Cumul)
    }


def _mobiles(criteres: tuple[Critere, ...], cumuls: Mapping[int, tuple[int, ...]]) -> frozenset[int]:
    propres = {rang for rang, critere in enumerate(criteres) if depend_du_temps(critere)}
    return frozenset(propres | {rang for rang, comptes in cumuls.items() if not propres.isdisjoint(comptes)})


def depend_du_temps(critere: Critere) -> bool:
    """Un champ compté depuis une date, des événements ou une preuve qui peut périmer."""
    return (
        critere.preuve.exigee
        or bool(evenements_lus(critere))
        or any(CATALOGUE[code].temps is not None for code in champs_lus(critere))
    )


def _feuilles(grille: Grille) -> Iterator[Comparaison | CompteEvenements]:
    for predicat in grille.predicats():
        yield from feuilles(predicat)


def _champs_de(grille: Grille) -> tuple[str, ...]:
    """Les champs que la grille lit, une fois chacun."""
    return tuple(dict.fromkeys(lecture.champ for lecture in _lectures_de(grille)))


def _reprises_de(grille: Grille) -> tuple[tuple[str, Champ, Reprise], ...]:
    lues = {lecture.lu: lecture for lecture in _lectures_de(grille)}
    return tuple((lu, CATALOGUE[lue.champ], lue.repart_de) for lu, lue in lues.items() if lue.repart_de is not None)


def _lectures_de(grille: Grille) -> Iterator[Comparaison | Bareme | ParPas]:
    return lectures(grille.predicats(), (critere.valeur for critere in grille.criteres))


@lru_cache(maxsize=256)
def preparer(grille: Grille) -> Evaluateur:
    """L'évaluateur d'une grille, gardé en mémoire : les grilles en vigueur sont peu nombreuses."""
    return Evaluateur(grille)
