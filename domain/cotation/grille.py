"""Une grille de cotation, telle qu'une délibération l'écrit : des blocs, des critères, des conditions.

CCH R441-2-10 11° : les critères et leur pondération sont fixés par le plan partenarial de gestion de la
demande. Rien d'une grille n'est dans le code : tout ce qui suit se lit d'un document.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Final

from domain.cotation.champs import Nombre
from domain.cotation.ensembles import Ensemble
from domain.cotation.predicats import (
    Comparaison,
    CompteEvenements,
    FenetreEvenement,
    Predicat,
    Reprise,
    Secteur,
    cle_de_lecture,
    feuilles,
)
from domain.cotation.vocabulary import (
    Arrondi,
    Departage,
    Famille,
    ModeDeBloc,
    ModeDePreuve,
    Population,
)

POINTS_MAXIMUM: Final = 1000
"""Borne technique d'un critère, gagnés ou perdus : un résultat tient sur deux octets.

La borne d'usage, bien plus basse, est une alerte de la relecture.
"""

TOTAL_MAXIMUM: Final = 32_000
"""Ce qu'un total peut atteindre avant que la grille ne soit refusée."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsFixes:
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tranche:
    """De la borne basse comprise à la borne haute exclue ; une borne absente ne limite pas."""

    min: Nombre | None
    max: Nombre | None
    points: int

    def contient(self, valeur: Nombre) -> bool:
        return (self.min is None or self.min <= valeur) and (self.max is None or valeur < self.max)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bareme:
    """Des points par tranche ; la première tranche qui contient la valeur l'emporte."""

    champ: str
    tranches: tuple[Tranche, ...]
    repart_de: Reprise | None = None
    """Les événements qui font repartir le compte de zéro, ou le font reculer."""

    @property
    def lu(self) -> str:
        return cle_de_lecture(self.champ, self.repart_de)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParPas:
    """Des points par pas entier au-delà d'une franchise : un point par mois, six points par enfant."""

    champ: str
    pas: Nombre
    points: Nombre
    franchise: Nombre = 0
    plafond: int | None = None
    """Le plus grand nombre de points, gagnés ou perdus."""
    repart_de: Reprise | None = None
    """Les événements qui font repartir le compte de zéro, ou le font reculer."""

    @property
    def lu(self) -> str:
        return cle_de_lecture(self.champ, self.repart_de)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParEvenement:
    """Des points par événement encore dans sa fenêtre."""

    evenement: FenetreEvenement
    points: int
    franchise: int = 0
    """Combien d'événements restent sans effet : « à partir du deuxième refus »."""
    max: int | None = None
    """Le plus grand nombre d'événements comptés, au-delà de la franchise."""

    def donne(self, arrives: int) -> int:
        """Les points de tant d'événements, avant la borne technique."""
        comptes = max(0, arrives - self.franchise)
        return self.points * (comptes if self.max is None else min(self.max, comptes))


@dataclass(frozen=True, slots=True, kw_only=True)
class Palier:
    """À partir de tant de critères remplis, tant de points."""

    au_moins: int
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cumul:
    """Des points quand plusieurs critères de la grille sont remplis ensemble ; le plus haut palier atteint compte.

    Un critère est rempli quand il donne ou retire des points, avant tout groupe, plafond ou exclusion de bloc.
    Les points d'un cumul se vérifient par les critères qu'il compte.
    """

    parmi: tuple[str, ...]
    """Codes des critères comptés."""
    paliers: tuple[Palier, ...]
    """Du plus bas au plus haut."""

    def donne(self, remplis: int) -> int:
        return next((palier.points for palier in reversed(self.paliers) if palier.au_moins <= remplis), 0)


Valeur = PointsFixes | Bareme | ParPas | ParEvenement | Cumul


@dataclass(frozen=True, slots=True, kw_only=True)
class Preuve:
    """Ce qui rend les points d'un critère vérifiés. Sans preuve exigée, ils le sont d'emblée."""

    mode: ModeDePreuve = ModeDePreuve.AUTOMATIQUE
    types_pj: tuple[str, ...] = ()
    """Les pièces qui conviennent ; sans précision, celles qui prouvent d'ordinaire les champs lus."""
    role: str | None = None
    validite_mois: int | None = None
    """Durée pendant laquelle une preuve vaut à compter de sa validation."""

    @property
    def exigee(self) -> bool:
        return self.mode in (ModeDePreuve.JUSTIFIE, ModeDePreuve.VALIDE_PAR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Critere:
    """Une ligne de la grille : à quelle condition elle donne des points, combien, et sur quelle preuve."""

    code: str
    valeur: Valeur
    si: Predicat | None = None
    """Absente, le critère ne dépend que de sa valeur."""
    libelle_public: str | None = None
    explication_public: str | None = None
    base_legale: str | None = None
    groupe_exclusif: str | None = None
    """Dans un bloc, d'un même groupe seul le critère le plus élevé compte."""
    preuve: Preuve = Preuve()
    visible_portail: bool = True

    @property
    def libelle(self) -> str:
        return self.libelle_public or self.code

    @property
    def sur_seule_validation(self) -> bool:
        """Rien dans la demande ne le dit : la parole d'un intervenant est sa seule condition, nul ne le déclare."""
        return self.si is None and isinstance(self.valeur, PointsFixes) and self.preuve.mode is ModeDePreuve.VALIDE_PAR


@dataclass(frozen=True, slots=True, kw_only=True)
class Bloc:
    """Des critères qui se cumulent ensemble, bornés ensemble, écartés ensemble."""

    code: str
    criteres: tuple[Critere, ...]
    libelle_public: str | None = None
    ordre: int = 0
    famille: Famille | None = None
    mode: ModeDeBloc = ModeDeBloc.SOMME
    retenus: int | None = None
    """Combien de critères comptent, les plus élevés d'abord ; absent, tous. N'a de sens que pour une somme."""
    coefficient: Nombre = 1
    """Ce par quoi se multiplient les points du bloc, une fois cumulés et avant ses bornes."""
    plafond: int | None = None
    plancher: int | None = None
    exclu_si_positif: tuple[str, ...] = ()
    """Le bloc ne compte pas quand l'un de ces blocs, une fois borné, donne des points."""
    exclu_si: tuple[Predicat, ...] = ()

    @property
    def libelle(self) -> str:
        return self.libelle_public or self.code

    def borner(self, points: int) -> int:
        return entre(points, self.plancher, self.plafond)


@dataclass(frozen=True, slots=True, kw_only=True)
class HorsCotation:
    """Une demande que la grille ne cote pas, et pourquoi."""

    motif: str
    si: Predicat
    libelle_public: str | None = None
    base_legale: str | None = None

    @property
    def libelle(self) -> str:
        return self.libelle_public or self.motif


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliberation:
    """La décision de l'EPCI qui adopte la grille."""

    date: date
    reference: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """Ce qui situe une version dans le temps, quand le document le dit."""

    version: int | None = None
    statut: str | None = None
    effet_du: date | None = None
    effet_au: date | None = None
    deliberation: Deliberation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grille:
    """Le contenu d'une grille de cotation."""

    id: str
    blocs: tuple[Bloc, ...]
    """Dans leur ordre de présentation."""
    ensembles: tuple[Ensemble, ...] = ()
    """Les blocs qui comptent ensemble ; les autres s'additionnent au total."""
    libelle_public: str | None = None
    epci_siren: str | None = None
    communes_insee: tuple[str, ...] = ()
    secteurs: tuple[Secteur, ...] = ()
    """Les groupes de communes que ses conditions peuvent nommer."""
    population: Population = Population.TOUS
    hors_cotation: tuple[HorsCotation, ...] = ()
    departage: tuple[Departage, ...] = tuple(Departage)
    arrondi: Arrondi = Arrondi.PROCHE
    plafond_total: int | None = None
    plancher_total: int | None = None
    """Absent, le total peut être négatif."""
    note_methode: str | None = None
    fictive: bool = False
    """Vrai pour une grille de démonstration, qui n'engage aucun territoire."""
    adoption: Adoption | None = None

    def __hash__(self) -> int:
        # Each demande looks its grid up (`preparer`): to hash the whole content costs a twentieth of scoring it.
        return hash((self.id, self.epci_siren))

    @property
    def libelle(self) -> str:
        return self.libelle_public or self.id

    @property
    def criteres(self) -> tuple[Critere, ...]:
        """Tous les critères, dans l'ordre des détails d'un résultat."""
        return tuple(critere for bloc in self.blocs for critere in bloc.criteres)

    @property
    def parties(self) -> tuple[Bloc | Ensemble, ...]:
        """Les blocs, puis les ensembles : leur ordre est celui de leurs places dans le total."""
        return (*self.blocs, *self.ensembles)

    @property
    def libelles(self) -> dict[str, str]:
        """Les noms publics des critères, par leur code."""
        return {critere.code: critere.libelle for critere in self.criteres}

    def borner(self, total: int) -> int:
        return entre(total, self.plancher_total, self.plafond_total)

    def predicats(self) -> Iterator[Predicat]:
        """Toutes les conditions de la grille, à leur sommet."""
        for exclusion in self.hors_cotation:
            yield exclusion.si
        for bloc in self.blocs:
            yield from bloc.exclu_si
            for critere in bloc.criteres:
                if critere.si is not None:
                    yield critere.si
        for ensemble in self.ensembles:
            yield from (variation.si for variation in ensemble.variations)


_ARRONDIS: Final = {
    Arrondi.INFERIEUR: ROUND_FLOOR,
    Arrondi.SUPERIEUR: ROUND_CEILING,
    Arrondi.PROCHE: ROUND_HALF_UP,
}


def arrondir(exact: Nombre, arrondi: Arrondi) -> int:
    """Des points entiers : la grille dit de quel côté elle arrondit."""
    return exact if isinstance(exact, int) else int(exact.quantize(Decimal(1), _ARRONDIS[arrondi]))


def entre(points: int, plancher: int | None, plafond: int | None) -> int:
    """Des points ramenés entre deux bornes ; une borne absente ne limite pas."""
    if plafond is not None and points > plafond:
        return plafond
    if plancher is not None and points < plancher:
        return plancher
    return points


def ordre_d_evaluation(blocs: tuple[Bloc, ...]) -> tuple[int, ...] | None:
    """Les rangs des blocs, chacun après ceux qui peuvent l'exclure ; aucun ordre si l'on tourne en rond."""
    rangs = {bloc.code: rang for rang, bloc in enumerate(blocs)}
    attendus = {rang: {rangs[code] for code in bloc.exclu_si_positif} for rang, bloc in enumerate(blocs)}
    ordre: list[int] = []
    while attendus:
        pret = next((rang for rang, avant in attendus.items() if avant <= set(ordre)), None)
        if pret is None:
            return None
        ordre.append(pret)
        del attendus[pret]
    return tuple(ordre)


def champs_lus(critere: Critere) -> tuple[str, ...]:
    """Les champs qu'un critère lit, dans l'ordre où il les cite."""
    return tuple(dict.fromkeys(lecture.champ for lecture in lectures([critere.si], [critere.valeur])))


def lectures(
    predicats: Iterable[Predicat | None], valeurs: Iterable[Valeur]
) -> Iterator[Comparaison | Bareme | ParPas]:
    """Tout ce qui lit un champ."""
    for predicat in predicats:
        yield from (feuille for feuille in feuilles(predicat) if isinstance(feuille, Comparaison))
    yield from (valeur for valeur in valeurs if isinstance(valeur, Bareme | ParPas))


def lectures_du_critere(critere: Critere) -> dict[str, Comparaison | Bareme | ParPas]:
    """Ce qu'un critère lit, une fois chaque façon de le lire, dans l'ordre où il le cite."""
    lues: dict[str, Comparaison | Bareme | ParPas] = {}
    for lecture in lectures([critere.si], [critere.valeur]):
        lues.setdefault(lecture.lu, lecture)
    return lues


def reprises_du_critere(critere: Critere) -> tuple[FenetreEvenement, ...]:
    """Les événements qui font repartir une durée qu'un critère lit."""
    lues = lectures_du_critere(critere).values()
    return tuple(dict.fromkeys(lecture.repart_de.fenetre for lecture in lues if lecture.repart_de is not None))


def evenements_lus(critere: Critere) -> tuple[FenetreEvenement, ...]:
    """Les événements qu'un critère compte."""
    comptes = [f.evenement for f in feuilles(critere.si) if isinstance(f, CompteEvenements)]
    if isinstance(critere.valeur, ParEvenement):
        comptes.append(critere.valeur.evenement)
    return tuple(dict.fromkeys(comptes))
