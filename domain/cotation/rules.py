"""La relecture d'une grille : ce qui empêche de la publier, et ce qui mérite qu'on s'y arrête."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path
from typing import Final

from domain.cotation import phrases
from domain.cotation.bornes import extremes_de_l_ensemble, extremes_du_bloc, extremes_du_critere
from domain.cotation.catalogue import CATALOGUE
from domain.cotation.compilation import types_attendus
from domain.cotation.composition import planifier_le_total
from domain.cotation.document import lire_grille
from domain.cotation.ensembles import Ensemble, Variation
from domain.cotation.errors import GrilleInvalide
from domain.cotation.grille import (
    Bareme,
    Bloc,
    Critere,
    Grille,
    PointsFixes,
    champs_lus,
    evenements_lus,
    reprises_du_critere,
)
from domain.cotation.predicats import Comparaison, FenetreEvenement, comptes_d_evenements, feuilles
from domain.cotation.quartiles import seuils_du_territoire
from domain.cotation.satisfaction import est_possible
from domain.cotation.vocabulary import REFUS, Famille, ModeDeBloc, ModeDEnsemble, ModeDePreuve
from domain.kernel import francais
from domain.kernel.nomenclature import Nomenclature
from domain.kernel.parametres import Parametres, charger
from domain.kernel.raisons import Parametre, Raison
from domain.kernel.read_model import ReadModel

PARAMETRES: Parametres = charger(Path(__file__).parent / "parameters")

QUARTILE: Final = "rfr_uc_quartile"


class Niveau(Nomenclature):
    BLOQUANT = "bloquant", "Empêche la publication"
    ALERTE = "alerte", "À regarder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation(ReadModel):
    """Une remarque de relecture, avec son emplacement dans la grille."""

    niveau: Niveau
    chemin: str
    """Code du bloc ou du critère, ou chemin dans le document."""
    raison: Raison


def relire_document(
    document: Mapping[str, object], le: date, *, pieces_connues: Collection[str] | None = None
) -> list[Observation]:
    """Relit un document de grille, lisible ou non : rien n'arrête la relecture avant la fin."""
    try:
        grille = lire_grille(document)
    except GrilleInvalide as refus:
        return [
            Observation(
                niveau=Niveau.BLOQUANT,
                chemin=erreur.champ,
                raison=Raison(code=erreur.code, phrase=erreur.message, parametres={"chemin": erreur.champ}),
            )
            for erreur in refus.erreurs
        ]
    return relire(grille, le, pieces_connues=pieces_connues)


def relire(
    grille: Grille, le: date, parametres: Parametres = PARAMETRES, *, pieces_connues: Collection[str] | None = None
) -> list[Observation]:
    """Les remarques sur une grille bien formée, les bloquantes d'abord.

    `pieces_connues` : les types de pièces qu'un demandeur peut déposer, quand on sait les dire.
    """
    limite = parametres.a_la_date("relecture.points_par_critere", le).entier()
    observations = [*_generalites(grille), *_des_ensembles(grille), *_sans_donnee(grille, le), *_hierarchie(grille)]
    for bloc in grille.blocs:
        observations += [*_bloc(bloc), *_exclusions(bloc, grille)]
        for critere in bloc.criteres:
            observations += [*_critere(critere, bloc, limite), *_evenements(critere)]
            if pieces_connues is not None:
                observations += _pieces_inconnues(critere, pieces_connues)
            if isinstance(critere.valeur, Bareme):
                observations += _tranches(critere, critere.valeur)
    return sorted(observations, key=lambda observation: observation.niveau is Niveau.ALERTE)


def bloquants(grille: Grille, le: date) -> list[Raison]:
    """Ce qui empêche de publier la grille."""
    return [o.raison for o in relire(grille, le) if o.niveau is Niveau.BLOQUANT]


def _alerte(chemin: str, code: str, phrase: str, **parametres: Parametre) -> Observation:
    return Observation(
        niveau=Niveau.ALERTE, chemin=chemin, raison=Raison(code=code, phrase=phrase, parametres=parametres)
    )


def _bloquant(chemin: str, code: str, phrase: str, **parametres: Parametre) -> Observation:
    return Observation(
        niveau=Niveau.BLOQUANT, chemin=chemin, raison=Raison(code=code, phrase=phrase, parametres=parametres)
    )


def _generalites(grille: Grille) -> Iterator[Observation]:
    if grille.note_methode is None:
        yield _alerte(
            "note_methode_fr",
            "methode-absente",
            "La grille n'explique pas sa méthode au public (CCH R441-2-17).",
        )
    cites = {s.code for p in grille.predicats() for f in feuilles(p) if isinstance(f, Comparaison) for s in f.secteurs}
    for secteur in grille.secteurs:
        if secteur.code not in cites:
            yield _alerte("secteurs", "secteur-sans-effet", f"Aucune condition ne nomme « {secteur.libelle} ».")
    for exclusion in grille.hors_cotation:
        if not est_possible(exclusion.si):
            yield _bloquant(
                f"hors_cotation.{exclusion.motif}",
                "condition-impossible",
                f"Aucune demande ne peut remplir la condition « {exclusion.libelle} ».",
            )


def _des_ensembles(grille: Grille) -> Iterator[Observation]:
    """Des blocs qui comptent ensemble pour rien, ou qu'une condition impossible devait faire varier."""
    plan = planifier_le_total(grille)
    parts = [extremes_du_bloc(bloc) for bloc in grille.blocs]
    for ensemble, places in zip(grille.ensembles, plan.comptes, strict=True):
        chemin, compte = f"ensembles.{ensemble.code}", [parts[place] for place in places]
        parts.append(extremes_de_l_ensemble(ensemble, compte))
        libre = extremes_de_l_ensemble(replace(ensemble, plafond=None, plancher=None), compte)
        seul = ensemble.mode is ModeDEnsemble.MAX and len(places) > 1
        if ensemble.libelle_public is None:
            yield _bloquant(chemin, "libelle-manquant", f"L'ensemble {ensemble.code} n'a pas de libellé public.")
        sans_regle = not (seul or ensemble.variations or ensemble.plafond_relatif)
        if sans_regle and libre == parts[-1]:
            yield _alerte(
                chemin, "ensemble-sans-effet", f"« {ensemble.libelle} » ne change rien aux points de ses blocs."
            )
        for variation in ensemble.variations:
            yield from _variation(ensemble, variation, chemin)


def _variation(ensemble: Ensemble, variation: Variation, chemin: str) -> Iterator[Observation]:
    if not est_possible(variation.si):
        yield _alerte(
            chemin,
            "condition-impossible",
            f"« {ensemble.libelle} » : aucune demande ne peut remplir « {phrases.variation(variation)} ».",
        )
    if variation.pourcent < 0:
        yield from _decotes(ensemble.libelle, chemin, [c.evenement for c in comptes_d_evenements(variation.si)])


def _sans_donnee(grille: Grille, le: date) -> Iterator[Observation]:
    """Un critère qui lit ce que personne ne publie pour ce territoire ne donnerait de points à personne."""
    if grille.epci_siren is None or seuils_du_territoire(grille.epci_siren, le) is not None:
        return
    for critere in grille.criteres:
        if QUARTILE in champs_lus(critere):
            yield _alerte(
                critere.code,
                "quartile-sans-seuil",
                f"« {critere.libelle} » lit le quartile de revenus, mais aucun arrêté n'en fixe le seuil pour ce "
                "territoire.",
            )


def _bloc(bloc: Bloc) -> Iterator[Observation]:
    if bloc.libelle_public is None:
        yield _bloquant(bloc.code, "libelle-manquant", f"Le bloc {bloc.code} n'a pas de libellé public.")
    groupes = [critere.groupe_exclusif for critere in bloc.criteres if critere.groupe_exclusif is not None]
    for groupe in dict.fromkeys(groupes):
        if groupes.count(groupe) == 1:
            yield _alerte(
                bloc.code, "groupe-d-un-seul", f"Le groupe « {groupe} » ne contient qu'un critère de ce bloc."
            )
    choix = len(set(groupes)) + len(bloc.criteres) - len(groupes)
    if bloc.retenus is not None and bloc.retenus >= choix:
        yield _alerte(
            bloc.code,
            "retenus-sans-effet",
            f"« {bloc.libelle} » compte {bloc.retenus} critères au plus, et n'en porte que {choix} : tous comptent.",
            retenus=bloc.retenus,
        )
    if bloc.mode is ModeDeBloc.PREMIER:
        toujours = [c for c in bloc.criteres if c.si is None and isinstance(c.valeur, PointsFixes)]
        for critere in bloc.criteres[bloc.criteres.index(toujours[0]) + 1 :] if toujours else ():
            yield _inatteignable(critere, f"« {toujours[0].libelle} », qui le précède, est toujours rempli")


def _exclusions(bloc: Bloc, grille: Grille) -> Iterator[Observation]:
    """Une exclusion qui ne jouera jamais est une faute d'écriture."""
    for autre in grille.blocs:
        if autre.code in bloc.exclu_si_positif and extremes_du_bloc(autre).max == 0:
            yield _alerte(
                bloc.code,
                "exclusion-sans-effet",
                f"« {autre.libelle} » ne donne jamais de point : il n'écartera jamais « {bloc.libelle} ».",
            )
    for predicat in bloc.exclu_si:
        if not est_possible(predicat):
            yield _alerte(
                bloc.code,
                "condition-impossible",
                f"Cette exclusion ne jouera jamais : {phrases.condition(predicat)}.",
            )


def _critere(critere: Critere, bloc: Bloc, limite: int) -> Iterator[Observation]:
    if critere.libelle_public is None:
        yield _bloquant(critere.code, "libelle-manquant", f"Le critère {critere.code} n'a pas de libellé public.")
    if critere.explication_public is None:
        yield _alerte(critere.code, "explication-manquante", f"« {critere.libelle} » n'est pas expliqué au public.")
    if critere.si is not None and not est_possible(critere.si):
        yield _inatteignable(critere, f"sa condition se contredit ({phrases.condition(critere.si)})")
    extremes = extremes_du_critere(critere).multiplier(bloc.coefficient)
    if extremes.min == extremes.max == 0:
        yield _alerte(critere.code, "critere-sans-effet", f"« {critere.libelle} » ne donne jamais de point.")
    if extremes.depasse(limite):
        yield _alerte(
            critere.code,
            "points-hors-bornes",
            f"« {critere.libelle} » peut dépasser {limite} points, gagnés ou perdus.",
            limite=limite,
            min=extremes.min,
            max=extremes.max,
        )
    if critere.preuve.mode is ModeDePreuve.JUSTIFIE and critere.si is None and isinstance(critere.valeur, PointsFixes):
        yield _alerte(
            critere.code,
            "preuve-sans-condition",
            f"« {critere.libelle} » n'a pas de condition : chaque demandeur lira ces points comme les siens, en "
            "attente d'une pièce. Dites qui il concerne.",
        )
    if critere.preuve.mode is ModeDePreuve.JUSTIFIE and not types_attendus(critere):
        yield _bloquant(
            critere.code,
            "justificatif-sans-type",
            f"« {critere.libelle} » demande un justificatif sans dire lequel : il ne serait jamais vérifié.",
        )


def _pieces_inconnues(critere: Critere, connues: Collection[str]) -> Iterator[Observation]:
    """Nul ne peut déposer une pièce hors de la liste : le critère ne serait jamais vérifié par elle."""
    inconnues = [type_ for type_ in critere.preuve.types_pj if type_ not in connues]
    if inconnues:
        cites = francais.enumeration([f"« {type_} »" for type_ in inconnues], "ou")
        yield _alerte(
            critere.code,
            "piece-inconnue",
            f"« {critere.libelle} » attend {cites}, qui n'est pas une pièce que l'on peut demander (arrêté du 22 "
            "décembre 2020) : faites-le valider par un intervenant.",
        )


def _inatteignable(critere: Critere, pourquoi: str) -> Observation:
    return _bloquant(
        critere.code,
        "critere-inatteignable",
        f"Aucune demande ne peut remplir « {critere.libelle} » : {pourquoi}.",
    )


def _evenements(critere: Critere) -> Iterator[Observation]:
    if extremes_du_critere(critere).min != 0:
        yield from _decotes(critere.libelle, critere.code, evenements_lus(critere))
    for fenetre in reprises_du_critere(critere):
        if _vise_tout_refus(fenetre):
            yield _alerte(
                critere.code,
                "refus-sans-adapte",
                f"« {critere.libelle} » fait repartir ou reculer une durée pour un refus, que le logement "
                "ait été adapté ou non (CCH R441-2-10).",
            )


def _vise_tout_refus(fenetre: FenetreEvenement) -> bool:
    return not REFUS.isdisjoint(fenetre.types) and fenetre.adapte is not True


def _decotes(libelle: str, chemin: str, fenetres: Iterable[FenetreEvenement]) -> Iterator[Observation]:
    """Ce qui retire des points pour un événement."""
    for fenetre in fenetres:
        if _vise_tout_refus(fenetre):
            yield _alerte(
                chemin,
                "refus-sans-adapte",
                f"« {libelle} » retire des points pour un refus, que le logement ait été adapté ou non "
                "(CCH R441-2-10).",
            )
        if fenetre.fenetre_mois is None:
            yield _alerte(chemin, "decote-sans-limite", f"« {libelle} » retire des points sans limite de temps.")


def _tranches(critere: Critere, bareme: Bareme) -> Iterator[Observation]:
    champ = CATALOGUE[bareme.champ]
    for tranche in bareme.tranches:
        if champ.minimum is not None and tranche.max is not None and tranche.max <= champ.minimum:
            yield _alerte(
                critere.code,
                "tranche-inatteignable",
                f"« {critere.libelle} » : aucune valeur n'est sous {champ.dire(tranche.max)}, "
                "cette tranche ne sert pas.",
            )
    for une, autre in combinations(bareme.tranches, 2):
        sans_commun = (une.max is not None and autre.min is not None and une.max <= autre.min) or (
            autre.max is not None and une.min is not None and autre.max <= une.min
        )
        if not sans_commun:
            yield _bloquant(
                critere.code,
                "tranches-chevauchantes",
                f"Deux tranches de « {critere.libelle} » se chevauchent.",
            )
    bornees = sorted(
        (t for t in bareme.tranches if t.min is not None or t.max is not None),
        key=lambda tranche: (tranche.min is not None, tranche.min or 0),
    )
    for basse, haute in pairwise(bornees):
        if basse.max is not None and haute.min is not None and basse.max < haute.min:
            yield _alerte(
                critere.code,
                "tranches-trouees",
                f"« {critere.libelle} » ne dit rien de {champ.dire(basse.max)} à {champ.dire(haute.min)} : "
                "aucun point n'y est donné.",
            )


def _hierarchie(grille: Grille) -> Iterator[Observation]:
    """Les priorités de la loi passent avant les autres, et le DALO avant toutes (CCH L441-1)."""
    dalos = [critere for critere in grille.criteres if _affirme(critere, "dalo")]
    nationaux = [bloc for bloc in grille.blocs if bloc.famille is Famille.NATIONALE] or [
        bloc for bloc in grille.blocs if any(critere in dalos for critere in bloc.criteres)
    ]
    if not dalos and not any("label" in champs_lus(critere) for critere in grille.criteres):
        yield _alerte("blocs", "priorites-absentes", "Aucun critère ne met en œuvre les priorités de CCH L441-1.")
    national = max((extremes_du_bloc(bloc).max or 0 for bloc in nationaux), default=None)
    maximums = {
        critere.code: extremes_du_critere(critere).multiplier(bloc.coefficient).max
        for bloc in grille.blocs
        for critere in bloc.criteres
    }
    le_plus_haut = max((maximums[critere.code] or 0 for critere in dalos), default=None)
    for bloc in grille.blocs:
        maximum = extremes_du_bloc(bloc).max
        if national is not None and bloc not in nationaux and (maximum is None or maximum > national):
            yield _alerte(
                bloc.code,
                "bloc-national-depasse",
                f"« {bloc.libelle} » peut donner plus de points que les priorités nationales "
                f"({phrases.points(national)}).",
                national=national,
                maximum=maximum,
            )
        elif le_plus_haut is not None and bloc not in nationaux and maximum is not None and maximum > le_plus_haut:
            yield _alerte(
                bloc.code,
                "bloc-depasse-dalo",
                f"« {bloc.libelle} » peut donner {phrases.points(maximum)}, plus que le DALO seul "
                f"({phrases.points(le_plus_haut)}).",
                dalo=le_plus_haut,
                maximum=maximum,
            )
    for critere in grille.criteres:
        maximum = maximums[critere.code]
        if le_plus_haut is not None and critere not in dalos and (maximum is None or maximum > le_plus_haut):
            yield _alerte(
                critere.code,
                "dalo-depasse",
                f"« {critere.libelle} » peut donner plus que le DALO ({phrases.points(le_plus_haut)}).",
                dalo=le_plus_haut,
                maximum=maximum,
            )


def _affirme(critere: Critere, champ: str) -> bool:
    affirmees = feuilles(critere.si, niees=False)
    return any(isinstance(f, Comparaison) and f.champ == champ and f.val is True for f in affirmees)
