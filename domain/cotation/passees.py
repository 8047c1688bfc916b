"""Les points d'une demande sous les versions de grille qui ne la cotent plus, expliqués avec la grille d'alors.

CCH R441-2-17 : le demandeur a accès à ses points et à leur pondération. Une grille remplacée n'efface pas ce qu'elle
donnait : le dernier résultat de chaque version se garde, à côté de ce que donne la version en vigueur.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Protocol
from uuid import UUID

from domain.cotation import phrases
from domain.cotation.discretion import CODE_RESERVE, LIBELLE_RESERVE, criteres_sensibles, masquer_le_sensible
from domain.cotation.explanation import dire_hors_cotation, expliquer_le_bloc, expliquer_les_ensembles
from domain.cotation.faits import Faits
from domain.cotation.grille import Critere
from domain.cotation.interpreter import Evaluateur, preparer
from domain.cotation.justification import PreuveExpliquee, Sources
from domain.cotation.lines import LignesExpliquees
from domain.cotation.model import Resultat, VersionDeGrille
from domain.cotation.queries import Cotation
from domain.cotation.sensibilite import est_sensible
from domain.cotation.trace import Trace, TraceCritere, retracer_le_resultat
from domain.cotation.vocabulary import CauseDeCalcul, StatutCotation
from domain.kernel import francais
from domain.kernel.read_model import ReadModel
from domain.organismes.acteur import Acteur, Perimetre

NON_GARDE: Final = "non gardé"
SOURCE: Final = "Dernier calcul de cette version"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultatPasse:
    """Le dernier résultat d'une version, et le jour où elle a cessé de coter la demande."""

    version: VersionDeGrille
    resultat: Resultat
    jusqu_au: date

    @property
    def dernier_jour(self) -> date:
        """Compris : une version remplacée le jour même a donné ses points ce jour-là."""
        return max(self.resultat.date_calcul, self.jusqu_au - timedelta(days=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalDit:
    """Un total tel que l'historique l'a gardé."""

    epci: str
    le: date
    points_verifies: int | None
    points_declares: int | None
    cause: CauseDeCalcul


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalDate(ReadModel):
    """Un total, et les jours où il a valu."""

    du: date
    au: date
    """Dernier jour compris."""
    points_verifies: int
    points_declares: int
    cause: CauseDeCalcul | None
    """Pourquoi les points avaient changé ce jour-là ; absente quand l'historique ne le dit pas."""
    cause_libelle: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceDeCritere(ReadModel):
    """Un critère qui ne compte pas autant sous les deux versions."""

    code: str
    libelle: str
    avant: int | None
    """Points comptés par la version d'alors ; absents quand elle n'avait pas ce critère."""
    maintenant: int | None
    """Points comptés par la version en vigueur ; absents quand elle n'a plus ce critère."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CotationPassee(ReadModel):
    """Le dernier calcul d'une version de grille qui ne cote plus la demande, et ce qui a changé depuis."""

    cotation: Cotation
    """Ligne par ligne, avec la grille d'alors ; ce que disait le dossier ce jour-là n'est pas gardé."""
    jusqu_au: date
    """Dernier jour où cette version a coté la demande."""
    phrase: str
    """L'avant et l'après, en une phrase."""
    version_maintenant: int | None
    """La version qui cote la demande aujourd'hui dans ce territoire ; absente quand aucune ne le fait."""
    points_maintenant: int | None
    """Le total vérifié sous cette version."""
    differences: list[DifferenceDeCritere]
    """Ce qui ne compte pas autant aujourd'hui, dans l'ordre des grilles ; vide sans version en vigueur."""
    totaux: list[TotalDate]
    """Les totaux successifs sous cette version : quels points, quel jour."""


class CotationsPasseesQueries(Protocol):
    async def de_la_demande(self, perimetre: Perimetre, acteur: Acteur, demande_id: UUID) -> list[CotationPassee]:
        """Ce que donnaient à la demande les versions qui ne la cotent plus, la dernière d'abord."""
        ...


class _LignesPassees(LignesExpliquees):
    """Les mêmes phrases, sans ce que le dossier disait : la grille dit ce que le critère demandait."""

    def __init__(self, evaluateur: Evaluateur, trace: Trace, le: date) -> None:
        super().__init__(evaluateur, trace, Faits.de({}), le, Sources())

    def valeur_lue(self, critere: Critere) -> str:
        return NON_GARDE

    def situation(self, critere: Critere) -> str:
        if critere.si is not None:
            return phrases.condition(critere.si)
        return f"Barème : {phrases.bareme(critere, self._libelles)}"

    def source(self, critere: Critere) -> str:
        return SOURCE

    def preuves(self, critere: Critere) -> list[PreuveExpliquee]:
        return []

    def des_que_prouve(self, critere: Critere) -> str:
        return "qui attendaient un justificatif"

    def est_sensible(self, critere: Critere) -> bool:
        return est_sensible(critere, self.trace.grille.criteres)

    def expire_le(self, trace: TraceCritere) -> date | None:
        return None


def relire(version: VersionDeGrille, resultat: Resultat, *, epci_nom: str, public: bool = False) -> Cotation:
    """Un résultat gardé, expliqué ligne par ligne avec la grille qui l'a donné."""
    evaluateur = preparer(version.contenu)
    trace = retracer_le_resultat(evaluateur, resultat)
    lignes = _LignesPassees(evaluateur, trace, resultat.date_calcul)
    provisoire = resultat.statut is StatutCotation.PROVISOIRE and resultat.total_declare is not None
    return Cotation(
        epci=version.epci,
        epci_nom=epci_nom,
        grille=version.contenu.libelle,
        grille_id=version.id,
        version_grille=version.version_grille,
        population=version.population,
        fictive=version.contenu.fictive,
        statut=resultat.statut,
        statut_libelle=resultat.statut.libelle,
        hors_cotation=dire_hors_cotation(trace.hors_cotation),
        points_verifies=resultat.total_verifie,
        points_declares=resultat.total_declare,
        calculee_le=resultat.date_calcul,
        prochaine_bascule=None,
        note_methode=version.contenu.note_methode,
        avertissement=(
            f"Total provisoire : {phrases.points(resultat.total_declare or 0)} si chaque justificatif avait été validé."
            if provisoire
            else None
        ),
        blocs=[expliquer_le_bloc(bloc, trace, lignes, public) for bloc in trace.blocs],
        ensembles=expliquer_les_ensembles(trace),
        ce_qui_changerait=[],
        positions=[],
        evolution=None,
    )


def cotations_passees(
    passes: Iterable[ResultatPasse],
    en_vigueur: Iterable[tuple[VersionDeGrille, Resultat]],
    dits: Sequence[TotalDit],
    nommer: Callable[[str], str],
    *,
    public: bool,
    masque: bool,
) -> list[CotationPassee]:
    """La dernière d'abord. `masque` : qui lit n'a pas à lire les informations de santé ou de violences."""
    maintenant = {version.epci: (version, resultat) for version, resultat in en_vigueur}
    ranges = sorted(passes, key=lambda passe: (passe.jusqu_au, passe.version.version_grille))
    debuts: dict[str, date] = {}
    trouvees = []
    for passe in ranges:
        epci = passe.version.epci
        trouvees.append(_une(passe, maintenant.get(epci), dits, debuts.get(epci), nommer(epci), public, masque))
        debuts[epci] = passe.jusqu_au
    return trouvees[::-1]


def _une(
    passe: ResultatPasse,
    maintenant: tuple[VersionDeGrille, Resultat] | None,
    dits: Sequence[TotalDit],
    depuis: date | None,
    epci_nom: str,
    public: bool,
    masque: bool,
) -> CotationPassee:
    cotation = relire(passe.version, passe.resultat, epci_nom=epci_nom)
    differences: list[DifferenceDeCritere] = []
    if maintenant is not None:
        actuelle = relire(*maintenant, epci_nom=epci_nom)
        muets = criteres_sensibles(cotation) | criteres_sensibles(actuelle) if masque else frozenset()
        differences = list(_differences(cotation, actuelle, muets))
    if public:
        cotation = relire(passe.version, passe.resultat, epci_nom=epci_nom, public=True)
    points = None if maintenant is None else maintenant[1].total_verifie
    return CotationPassee(
        cotation=masquer_le_sensible(cotation) if masque else cotation,
        jusqu_au=passe.dernier_jour,
        phrase=_phrase(passe, maintenant),
        version_maintenant=None if maintenant is None else maintenant[0].version_grille,
        points_maintenant=points,
        differences=differences,
        totaux=list(_totaux(passe, dits, depuis)),
    )


def _phrase(passe: ResultatPasse, maintenant: tuple[VersionDeGrille, Resultat] | None) -> str:
    quand, quelle = francais.jour(passe.dernier_jour), passe.version.version_grille
    avant = f"{_dire(passe.resultat)} jusqu'au {quand} avec la version {quelle}"
    if maintenant is None:
        return f"{avant}. Aucune grille ne cote plus cette demande dans ce territoire."
    version, resultat = maintenant
    return f"{avant}, {_dire(resultat)} aujourd'hui avec la version {version.version_grille}."


def _dire(resultat: Resultat) -> str:
    return "hors cotation" if resultat.total_verifie is None else phrases.points(resultat.total_verifie)


def _differences(avant: Cotation, apres: Cotation, muets: frozenset[str]) -> Iterator[DifferenceDeCritere]:
    """Ce qui ne compte pas autant ; les critères que l'on ne nomme pas se fondent en un seul."""
    deux = [{ligne.code: ligne for bloc in cotation.blocs for ligne in bloc.lignes} for cotation in (avant, apres)]
    reserves = [0, 0]
    for code in dict.fromkeys([*deux[1], *deux[0]]):
        lignes = [trouvees.get(code) for trouvees in deux]
        points = [None if ligne is None else ligne.points_retenus for ligne in lignes]
        if (points[0] or 0) == (points[1] or 0):
            continue
        if code in muets:
            reserves = [somme + (point or 0) for somme, point in zip(reserves, points, strict=True)]
            continue
        nommee = lignes[1] or lignes[0]
        assert nommee is not None
        yield DifferenceDeCritere(code=code, libelle=nommee.libelle, avant=points[0], maintenant=points[1])
    if reserves[0] != reserves[1]:
        yield DifferenceDeCritere(code=CODE_RESERVE, libelle=LIBELLE_RESERVE, avant=reserves[0], maintenant=reserves[1])


def _totaux(passe: ResultatPasse, dits: Sequence[TotalDit], depuis: date | None) -> Iterator[TotalDate]:
    """Les totaux de l'historique, coupés au temps où cette version cotait la demande ; le dernier d'un jour compte."""
    terme = passe.dernier_jour + timedelta(days=1)
    par_jour = {dit.le: dit for dit in dits if dit.epci == passe.version.epci and dit.le < passe.jusqu_au}
    jours = sorted(par_jour)
    trouves = False
    for jour, fin in zip(jours, [*jours[1:], terme], strict=False):
        dit, du = par_jour[jour], max(jour, depuis or jour)
        if fin > du and dit.points_verifies is not None and dit.points_declares is not None:
            trouves = True
            yield _date(du, fin, dit.points_verifies, dit.points_declares, dit.cause)
    resultat = passe.resultat
    if not trouves and resultat.total_verifie is not None and resultat.total_declare is not None:
        yield _date(resultat.date_calcul, terme, resultat.total_verifie, resultat.total_declare, None)


def _date(du: date, fin: date, verifies: int, declares: int, cause: CauseDeCalcul | None) -> TotalDate:
    return TotalDate(
        du=du,
        au=fin - timedelta(days=1),
        points_verifies=verifies,
        points_declares=declares,
        cause=cause,
        cause_libelle=cause and cause.libelle,
    )
