"""La cotation expliquée : le même texte pour le demandeur, l'agent et la commission.

CCH R441-2-17 : le demandeur a accès aux critères, à leur pondération et à ses propres points.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from domain.cotation import phrases
from domain.cotation.bascule import bascule_de_l_ensemble, bascule_du_critere, prochaine_bascule
from domain.cotation.bornes import extremes_du_critere
from domain.cotation.champs import Champ
from domain.cotation.evolution import Evolution
from domain.cotation.faits import Faits
from domain.cotation.grille import HorsCotation
from domain.cotation.interpreter import Evaluateur, preparer
from domain.cotation.justification import Sources
from domain.cotation.lines import LignesExpliquees
from domain.cotation.model import VersionDeGrille
from domain.cotation.position import Position
from domain.cotation.queries import BlocExplique, Cotation, EnsembleExplique, Levier
from domain.cotation.sensibilite import dit_le_sensible
from domain.cotation.trace import Trace, TraceBloc, TraceCritere, TraceEnsemble, total_avec, tracer
from domain.cotation.vocabulary import EtatLigne, GenreLevier, StatutCotation
from domain.kernel import francais
from domain.kernel.raisons import Raison


def expliquer(
    version: VersionDeGrille,
    faits: Faits,
    le: date,
    *,
    epci_nom: str,
    sources: Sources | None = None,
    public: bool = False,
    positions: Sequence[Position] = (),
    evolution: Evolution | None = None,
) -> Cotation:
    """Chaque point avec sa raison, et ce qui changerait le total.

    Sur le portail, une ligne cachée par la grille ne l'est que si elle ne compte pas.
    """
    evaluateur = preparer(version.contenu)
    lus = faits.pour(version.epci)
    trace = tracer(evaluateur, lus, le)
    lignes = LignesExpliquees(evaluateur, trace, lus, le, sources or Sources())
    points, statut = trace.points, trace.points.statut
    return Cotation(
        epci=version.epci,
        epci_nom=epci_nom,
        grille=version.contenu.libelle,
        grille_id=version.id,
        version_grille=version.version_grille,
        population=version.population,
        fictive=version.contenu.fictive,
        statut=statut,
        statut_libelle=statut.libelle,
        hors_cotation=dire_hors_cotation(trace.hors_cotation),
        points_verifies=points.total_verifie,
        points_declares=points.total_declare,
        calculee_le=le,
        prochaine_bascule=prochaine_bascule(evaluateur, lus, le),
        note_methode=version.contenu.note_methode,
        avertissement=_avertissement(trace),
        blocs=[expliquer_le_bloc(bloc, trace, lignes, public) for bloc in trace.blocs],
        ensembles=expliquer_les_ensembles(trace),
        ce_qui_changerait=list(leviers(evaluateur, trace, lus, le, lignes)),
        positions=list(positions),
        evolution=evolution,
    )


def dire_hors_cotation(exclusion: HorsCotation | None) -> Raison | None:
    if exclusion is None:
        return None
    return Raison(
        code=exclusion.motif,
        phrase=f"Cette grille ne cote pas la demande : {exclusion.libelle}.",
        parametres={"base_legale": exclusion.base_legale},
    )


def _avertissement(trace: Trace) -> str | None:
    points, grille = trace.points, trace.grille
    if points.statut is StatutCotation.HORS_COTATION:
        return None
    dits = []
    if points.statut is StatutCotation.PROVISOIRE and points.total_declare is not None:
        attendu = phrases.points(points.total_declare)
        dits.append(f"Total provisoire : {attendu} quand tous les justificatifs seront validés.")
    somme = trace.somme
    if grille.borner(somme) != somme:
        dits.append(f"La somme des blocs donne {phrases.points(somme)}, que la grille ramène au total affiché.")
    return " ".join(dits) or None


def expliquer_le_bloc(trace_bloc: TraceBloc, trace: Trace, lignes: LignesExpliquees, public: bool) -> BlocExplique:
    bloc = trace_bloc.bloc
    return BlocExplique(
        code=bloc.code,
        libelle=bloc.libelle,
        regle=phrases.regle_du_bloc(bloc, trace.grille),
        points=trace_bloc.verifies,
        points_declares=trace_bloc.declares,
        exclu_par=trace_bloc.exclu_par,
        plafonne=trace_bloc.plafonne,
        explication=lignes.pourquoi_le_bloc(trace_bloc),
        lignes=[
            lignes.ligne(critere, trace_bloc)
            for critere in trace_bloc.criteres
            if not public or critere.critere.visible_portail or critere.declares != 0
        ],
    )


def expliquer_les_ensembles(trace: Trace) -> list[EnsembleExplique]:
    return [] if trace.hors_cotation is not None else [_ensemble(ensemble, trace) for ensemble in trace.ensembles]


def _ensemble(trace: TraceEnsemble, de: Trace) -> EnsembleExplique:
    ensemble = trace.ensemble
    return EnsembleExplique(
        code=ensemble.code,
        libelle=ensemble.libelle,
        regle=phrases.regle_de_l_ensemble(ensemble, de.grille),
        points=trace.verifies,
        points_declares=trace.declares,
        explication=_pourquoi_l_ensemble(trace, de),
        sensible=any(dit_le_sensible(variation.si) for variation in ensemble.variations),
    )


def _pourquoi_l_ensemble(trace: TraceEnsemble, de: Trace) -> str:
    """« 35 points ; −50 % : « Refus d'un logement adapté », soit 18 points ; plafonnés à 15 points. »"""
    libelles = {partie.code: partie.libelle for partie in de.grille.parties}
    retenu = "" if trace.retenu is None else f"« {libelles[trace.retenu]} » est le plus élevé : "
    dits = [f"{retenu}{phrases.points(trace.somme)}"]
    if trace.varies != trace.somme:
        raison = "la raison n'est pas gardée" if trace.variation is None else phrases.variation(trace.variation)
        dits.append(f"{raison}, soit {phrases.points(trace.varies)}")
    if trace.verifies != trace.varies:
        borne = "plafonnés à" if trace.verifies < trace.varies else "ramenés au moins à"
        relatif = trace.ensemble.plafond_relatif
        part = ""
        if relatif is not None and trace.verifies == trace.plafond != trace.ensemble.plafond:
            part = f", soit {phrases.part(relatif, libelles)}"
        dits.append(f"{borne} {phrases.points(trace.verifies)}{part}")
    return f"{' ; '.join(dits)}."


def leviers(evaluateur: Evaluateur, trace: Trace, faits: Faits, le: date, lignes: LignesExpliquees) -> Iterator[Levier]:
    """Les seuls leviers légitimes : une pièce à faire valider, une information à compléter, le temps."""
    actuel = trace.points.total_verifie
    if actuel is None:
        return
    for critere in trace.criteres:
        if critere.verifies != critere.declares:
            gain = total_avec(evaluateur, trace, critere.rang, critere.declares) - actuel
            if gain > 0:
                yield _levier_piece(critere, gain, lignes)
        elif critere.etat is EtatLigne.DONNEE_MANQUANTE:
            maximum = extremes_du_critere(critere.critere).max
            a_completer = [champ for champ in critere.manquants if champ.saisi]
            gain = 0 if maximum is None else total_avec(evaluateur, trace, critere.rang, maximum) - actuel
            if a_completer and gain > 0:
                yield _levier_donnee(critere, a_completer)
    dates = [_levier_date(evaluateur, trace, critere, faits, le, actuel) for critere in trace.criteres]
    dates += [_levier_de_l_ensemble(evaluateur, trace, rang, faits, le, actuel) for rang in range(len(trace.ensembles))]
    yield from sorted((d for d in dates if d is not None), key=lambda levier: levier.le or date.max)


def _levier_piece(critere: TraceCritere, gain: int, lignes: LignesExpliquees) -> Levier:
    return Levier(
        genre=GenreLevier.PIECE,
        critere=critere.critere.code,
        phrase=f"« {critere.critere.libelle} » : {phrases.points_signes(gain)} au total "
        f"{lignes.des_que_prouve(critere.critere)}.",
        points=gain,
        le=None,
    )


def _levier_donnee(critere: TraceCritere, a_completer: list[Champ]) -> Levier:
    """Sans le nombre de points : annoncer ce que vaut une réponse, c'est dire quoi répondre."""
    cites = francais.enumeration([f"« {champ.libelle} » ({champ.rubrique.libelle})" for champ in a_completer])
    return Levier(
        genre=GenreLevier.DONNEE,
        critere=critere.critere.code,
        phrase=f"Information à compléter : {cites}. La grille la lit pour « {critere.critere.libelle} ».",
        points=None,
        le=None,
    )


def _levier_date(
    evaluateur: Evaluateur, trace: Trace, critere: TraceCritere, faits: Faits, le: date, actuel: int
) -> Levier | None:
    jour = bascule_du_critere(evaluateur, critere.rang, faits, le)
    if jour is None:
        return None
    _, verifies = evaluateur.critere(critere.rang, evaluateur.lire(faits, jour))
    effet = total_avec(evaluateur, trace, critere.rang, verifies) - actuel
    if effet == 0:
        return None
    return Levier(
        genre=GenreLevier.DATE,
        critere=critere.critere.code,
        phrase=f"Le {francais.jour(jour)}, « {critere.critere.libelle} » : {phrases.points_signes(effet)} au total.",
        points=effet,
        le=jour,
    )


def _levier_de_l_ensemble(
    evaluateur: Evaluateur, trace: Trace, rang: int, faits: Faits, le: date, actuel: int
) -> Levier | None:
    """Le jour où une décote en pour cent s'éteint, ou change."""
    jour = bascule_de_l_ensemble(evaluateur, rang, faits, le)
    if jour is None:
        return None
    parts = list(evaluateur.parts(trace.lecture))
    parts[rang] = evaluateur.parts(evaluateur.lire(faits, jour))[rang]
    effet = evaluateur.plan_du_total.total(trace.points.blocs_verifies, parts) - actuel
    if effet == 0:
        return None
    ensemble = trace.ensembles[rang].ensemble
    return Levier(
        genre=GenreLevier.DATE,
        critere=ensemble.code,
        phrase=f"Le {francais.jour(jour)}, « {ensemble.libelle} » : {phrases.points_signes(effet)} au total.",
        points=effet,
        le=jour,
    )
