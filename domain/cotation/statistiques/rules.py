"""D'une photo à ce que l'écran montre : les mots, les parts, et les petits groupes tus."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.cotation.grille import Grille, ParEvenement
from domain.cotation.simulation.rapport import GroupePrioritaire
from domain.cotation.simulation.rules import pourcentage, taire_les_petits
from domain.cotation.statistiques.queries import (
    CritereMesure,
    DecoteMesuree,
    Dimension,
    FiltreDePhoto,
    FiltreDeTension,
    GroupeDAttributions,
    Mesure,
    MotifDEcart,
    Partage,
    SerieDeTranches,
    TensionDeCommune,
    TrancheDAttributions,
    TrancheDeTension,
)
from domain.cotation.vocabulary import Famille, Population
from domain.demandes.codes import Motif, StatutLogement
from domain.kernel.raisons import Raison

DEFINITION_DES_POINTS = (
    "Demandes actives cotées par cette version de la grille, la nuit de la photo. Une demande qui souhaite plusieurs "
    "tailles compte une fois pour chacune quand une taille est choisie."
)
DEFINITION_DES_CRITERES = (
    "Demandes à qui le critère donne ou retire des points vérifiés, avant plafonds et exclusions ; les blocs se lisent "
    "après. Une décote est un critère qui retire des points."
)
DEFINITION_DES_ATTRIBUTIONS = (
    "Attributions décidées en commission sur la période, dans le territoire du logement. Les points sont ceux que "
    "l'historique avait le jour de la décision ; le délai va du dépôt de la demande à la commission. Une grille "
    "choisie, seules comptent celles qu'elle cotait ce jour-là."
)

DEFINITION_DE_LA_TENSION = (
    "Demandes actives de la photo, par tranche de points vérifiés, devant les attributions des douze mois qui la "
    "précèdent, par les points du jour de la décision. Seules comptent les attributions que cette version de la grille "
    "cotait : si elle a moins d'un an, la période est plus courte. Une demande qui souhaite plusieurs tailles ou "
    "plusieurs communes compte une fois pour chacune. D'un bailleur ou d'un réservataire : les demandes dont il est le "
    "guichet, devant les attributions dans ses logements ou sur ses réservations."
)

LIBELLES: Mapping[Dimension, Mapping[str, str]] = {
    Dimension.ENSEMBLE: {"": "Tous les ménages"},
    Dimension.POPULATION: {"primo": "Hors mutation", "mutation": "Mutation"},
    Dimension.FAMILLE: {
        Famille.NATIONALE.value: "Des priorités nationales",
        Famille.LOCALE.value: "Des priorités locales, sans priorité nationale",
        Famille.HISTORIQUE.value: "L'historique seul",
        "aucune": "Aucun point gagné",
    },
    Dimension.QPV: {"oui": "En quartier prioritaire", "non": "Hors quartier prioritaire", "inconnu": "Non connu"},
    Dimension.QUARTILE: {"1": "Premier quartile", "2-4": "Autres quartiles", "inconnu": "Revenus ou seuil non connus"},
    Dimension.GROUPE: {g.value: g.libelle for g in GroupePrioritaire},
    Dimension.STATUT: {s.value: s.libelle for s in StatutLogement} | {"inconnu": "Non renseigné"},
    Dimension.MOTIF: {m.value: m.libelle for m in Motif} | {"inconnu": "Non renseigné"},
    Dimension.PLAFOND: {
        "-40": "40 % du plafond ou moins",
        "40-60": "De 40 à 60 %",
        "60-100": "De 60 à 100 %",
        "100+": "Au-dessus du plafond",
        "inconnu": "Revenus non déclarés",
    },
    Dimension.COMPOSITION: {
        "seul": "Personne seule",
        "sans_enfant": "Plusieurs personnes, sans enfant",
        "parent_isole": "Parent isolé",
        "famille": "Famille avec enfants",
        "inconnu": "Non renseigné",
    },
    Dimension.PERSONNES: {
        "1": "1 personne",
        "2": "2 personnes",
        "3-4": "3 ou 4 personnes",
        "5+": "5 personnes ou plus",
        "inconnu": "Non renseigné",
    },
    Dimension.AGE: {
        "-30": "Moins de 30 ans",
        "30-44": "30 à 44 ans",
        "45-59": "45 à 59 ans",
        "60+": "60 ans ou plus",
        "inconnu": "Non renseigné",
    },
}


def series(par: Dimension, lus: Iterable[tuple[str, int, int]], petit: int) -> tuple[list[int], list[SerieDeTranches]]:
    """Les tranches, sans trou, et une série par valeur de la dimension. `lus` : valeur, tranche, nombre."""
    nombres: dict[str, dict[int, int]] = {}
    for valeur, tranche, nombre in lus:
        nombres.setdefault(valeur, {})[tranche] = nombre
    bornes = sorted({tranche for par_tranche in nombres.values() for tranche in par_tranche})
    if not bornes:
        return [], []
    tranches = list(range(bornes[0], bornes[-1] + 1))
    libelles = LIBELLES[par]
    connues = [valeur for valeur in libelles if valeur in nombres]
    connues += sorted(valeur for valeur in nombres if valeur not in libelles)
    totaux = taire_les_petits([sum(nombres[valeur].values()) for valeur in connues], petit)
    return tranches, [
        SerieDeTranches(
            valeur=valeur,
            libelle=libelles.get(valeur, valeur),
            menages=total,
            nombres=(
                [None] * len(tranches)
                if total is None
                else taire_les_petits([nombres[valeur].get(tranche, 0) for tranche in tranches], petit)
            ),
        )
        for valeur, total in zip(connues, totaux, strict=True)
    ]


def lignes_des_criteres(
    grille: Grille, cotees: int, lus: Mapping[tuple[str, int], tuple[int, int]], petit: int
) -> list[CritereMesure]:
    """Chaque bloc, puis ses critères. `lus` : pour un genre et un rang, les demandes et la somme des points."""
    tout = sum(abs(points) for (genre, _), (_, points) in lus.items() if genre == "critere")
    tout_bloc = sum(abs(points) for (genre, _), (_, points) in lus.items() if genre == "bloc")
    attendus: list[tuple[str, int, str, str, str]] = []
    rang = 0
    for n, bloc in enumerate(grille.blocs):
        attendus.append(("bloc", n, bloc.code, bloc.libelle, bloc.libelle))
        for critere in bloc.criteres:
            attendus.append(("critere", rang, critere.code, critere.libelle, bloc.libelle))
            rang += 1
    nombres = taire_les_petits([lus.get((genre, n), (0, 0))[0] for genre, n, *_ in attendus], petit)
    dits = []
    for (genre, n, code, libelle, bloc_libelle), demandes in zip(attendus, nombres, strict=True):
        points = lus.get((genre, n), (0, 0))[1]
        sur = tout_bloc if genre == "bloc" else tout
        dits.append(
            CritereMesure(
                code=code,
                libelle=libelle,
                bloc=bloc_libelle,
                est_un_bloc=genre == "bloc",
                retrait=genre == "critere" and points < 0,
                demandes=demandes,
                part=None if demandes is None else pourcentage(demandes, cotees),
                moyenne=round(points / demandes, 1) if demandes else None,
                part_des_points=None if demandes is None else pourcentage(abs(points), sur),
            )
        )
    return dits


def filtres_reunis(filtre: FiltreDePhoto, *, partagee: bool, mesure: Mesure = Mesure.VERIFIES) -> Raison | None:
    """Les demandes d'un seul guichet ne se coupent pas de deux façons à la fois : la photo ne les garde pas ainsi."""
    coupee = filtre.typologie is not None or filtre.population is not Population.TOUS or mesure is Mesure.DECLARES
    if filtre.organisme_id is None or not (partagee and coupee):
        return None
    return Raison(
        code="filtres-trop-etroits",
        phrase="Pour un seul guichet, choisissez un partage, ou bien une taille, les mutations, les points déclarés : "
        "réunis, ces choix ne laisseraient que de trop petits nombres. Retirez l'un d'eux.",
    )


def filtres_de_tension(filtre: FiltreDeTension) -> Raison | None:
    """Une demande n'a qu'un guichet, un guichet n'a pas de photo par commune."""
    choisis = [id for id in (filtre.bailleur_id, filtre.reservataire_id) if id is not None]
    if len(choisis) + (filtre.commune is not None) < 2:
        return None
    return Raison(
        code="filtres-trop-etroits",
        phrase="Choisissez un bailleur, ou un réservataire, ou une commune : réunis, ces choix ne laisseraient que de "
        "trop petits nombres. Retirez l'un d'eux.",
    )


def decotes(grille: Grille, lus: Mapping[tuple[str, int], tuple[int, int]], petit: int) -> list[DecoteMesuree]:
    """Les critères qui retirent des points pour des événements. `lus` : demandes et événements, par genre et rang."""
    dites = []
    for rang, critere in enumerate(grille.criteres):
        if isinstance(critere.valeur, ParEvenement) and critere.valeur.points < 0:
            comptes, franchis, eteints, ecartes, contestes, admises, rejetees = (
                lus.get((genre, rang), (0, 0))
                for genre in ("compte", "franchi", "eteint", "ecarte", "conteste", "admise", "rejetee")
            )
            contestations = _tu(contestes[1], contestes[0], petit)
            tous = comptes[1] + franchis[1] + eteints[1] + ecartes[1] + admises[1]
            dites.append(
                DecoteMesuree(
                    code=critere.code,
                    libelle=critere.libelle,
                    comptes=_tu(comptes[1], comptes[0], petit),
                    demandes=_tu(comptes[0], comptes[0], petit),
                    sans_effet=_tu(franchis[1], franchis[0], petit),
                    eteints=_tu(eteints[1], eteints[0], petit),
                    ecartes=_tu(ecartes[1], ecartes[0], petit),
                    contestations=contestations,
                    part_contestee=None if contestations is None else pourcentage(contestations, tous),
                    admises=_tu(admises[1], admises[0], petit),
                    rejetees=_tu(rejetees[1], rejetees[0], petit),
                )
            )
    return dites


def _tu(nombre: int, menages: int, petit: int) -> int | None:
    return None if 0 < menages < petit else nombre


def tensions(
    demandes: Mapping[int, int], attributions: Mapping[int, int], largeur: int, petit: int
) -> list[TrancheDeTension]:
    """Tranche par tranche, combien de demandes pour une attribution ; rien à diviser quand il n'y en a pas eu."""
    if not demandes and not attributions:
        return []
    bornes = demandes.keys() | attributions.keys()
    tranches = range(min(bornes), max(bornes) + 1)
    montrees = taire_les_petits([demandes.get(t, 0) for t in tranches], petit)
    logees = taire_les_petits([attributions.get(t, 0) for t in tranches], petit)
    return [
        TrancheDeTension(de=tranche * largeur, demandes=n, attributions=a, demandes_par_attribution=rapport(n, a))
        for tranche, n, a in zip(tranches, montrees, logees, strict=True)
    ]


def tensions_des_communes(
    demandes: Mapping[str, int], attributions: Mapping[str, int], nommer: Callable[[str], str], petit: int
) -> list[TensionDeCommune]:
    """La plus tendue d'abord ; puis celles où rien ne se divise, les plus demandées devant."""
    codes = sorted(demandes.keys() | attributions.keys())
    montrees = taire_les_petits([demandes.get(code, 0) for code in codes], petit)
    logees = taire_les_petits([attributions.get(code, 0) for code in codes], petit)
    dites = [
        TensionDeCommune(
            code=code, nom=nommer(code), demandes=n, attributions=a, demandes_par_attribution=rapport(n, a)
        )
        for code, n, a in zip(codes, montrees, logees, strict=True)
    ]
    return sorted(dites, key=lambda d: (-(d.demandes_par_attribution or 0), -(d.demandes or 0), d.nom))


def rapport(demandes: int | None, attributions: int | None) -> float | None:
    return round(demandes / attributions, 1) if demandes is not None and attributions else None


LIBELLES_DES_PARTAGES: Mapping[Partage, Mapping[str, str]] = {
    Partage.POPULATION: LIBELLES[Dimension.POPULATION],
    Partage.QPV: {"oui": "En quartier prioritaire", "non": "Hors quartier prioritaire"},
    Partage.QPV_ACTUEL: LIBELLES[Dimension.QPV],
    Partage.FAMILLE: {**LIBELLES[Dimension.FAMILLE], "inconnu": "Non connu : les points d'alors ne se détaillent plus"},
    Partage.QUARTILE: LIBELLES[Dimension.QUARTILE],
    Partage.GROUPE: LIBELLES[Dimension.GROUPE],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionsLues:
    """Les attributions d'une valeur du partage, avant de taire les petits groupes."""

    valeur: str
    libelle: str
    attributions: int
    moyen: float | None
    median: float | None
    qpv: int
    comparees: int
    premiers: int
    hors: int


def groupes_d_attributions(lues: Sequence[AttributionsLues], petit: int) -> list[GroupeDAttributions]:
    nombres = taire_les_petits([lue.attributions for lue in lues], petit)
    return [
        GroupeDAttributions(
            valeur=lue.valeur,
            libelle=lue.libelle,
            attributions=montrees,
            delai_moyen=_mois(lue.moyen, montrees),
            delai_median=_mois(lue.median, montrees),
            part_qpv=None if montrees is None else pourcentage(lue.qpv, montrees),
            comparees=None if montrees is None else _tu(lue.comparees, lue.comparees, petit),
            part_premier=_part(lue.premiers, lue, montrees, petit),
            part_hors_des_trois=_part(lue.hors, lue, montrees, petit),
        )
        for lue, montrees in zip(lues, nombres, strict=True)
    ]


def _part(combien: int, lue: AttributionsLues, montrees: int | None, petit: int) -> float | None:
    return None if montrees is None or lue.comparees < petit else pourcentage(combien, lue.comparees)


def motifs_d_ecart(lus: Mapping[str, int], libelles: Mapping[str, str], petit: int) -> list[MotifDEcart]:
    """Les plus fréquents d'abord."""
    codes = sorted(lus, key=lambda code: (-lus[code], code))
    nombres = taire_les_petits([lus[code] for code in codes], petit)
    return [
        MotifDEcart(code=code, libelle=libelles.get(code, code), candidats=n)
        for code, n in zip(codes, nombres, strict=True)
    ]


def tranches_d_attributions(
    lues: Sequence[tuple[int | None, int, float | None, float | None, int]], largeur: int, petit: int
) -> list[TrancheDAttributions]:
    """`lues` : tranche, attributions, délais moyen et médian en mois, logements en quartier prioritaire."""
    nombres = taire_les_petits([lue[1] for lue in lues], petit)
    return [
        TrancheDAttributions(
            de=None if tranche is None else tranche * largeur,
            attributions=montrees,
            delai_moyen=_mois(moyen, montrees),
            delai_median=_mois(median, montrees),
            part_qpv=None if montrees is None else pourcentage(qpv, montrees),
        )
        for (tranche, _, moyen, median, qpv), montrees in zip(lues, nombres, strict=True)
    ]


def _mois(valeur: float | None, montrees: int | None) -> float | None:
    return None if valeur is None or montrees is None else round(float(valeur), 1)


def periode(du: date | None, au: date | None, jour: date) -> tuple[date, date]:
    """Sans période demandée, les douze mois qui s'achèvent."""
    fin = au or jour
    if du is not None:
        return du, fin
    try:
        return fin.replace(year=fin.year - 1), fin
    except ValueError:
        return fin.replace(year=fin.year - 1, day=28), fin
