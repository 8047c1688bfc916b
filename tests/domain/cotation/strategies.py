"""Grilles valides et dossiers tirés au sort, pour dire des propriétés et non des exemples."""

import os
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from itertools import pairwise

from hypothesis import assume, settings
from hypothesis import strategies as st

from domain.cotation.bornes import portee_du_total
from domain.cotation.catalogue import CATALOGUE
from domain.cotation.champs import DUREES, Champ, Nombre, Temps, TypeChamp, ValeurDeFait
from domain.cotation.composition import planifier
from domain.cotation.ensembles import Ensemble, PlafondRelatif, Variation
from domain.cotation.faits import Evenement, Faits, PreuveAdmise
from domain.cotation.grille import (
    TOTAL_MAXIMUM,
    Bareme,
    Bloc,
    Critere,
    Cumul,
    Grille,
    HorsCotation,
    Palier,
    ParEvenement,
    ParPas,
    PointsFixes,
    Preuve,
    Tranche,
    Valeur,
)
from domain.cotation.predicats import (
    AuMoins,
    Comparaison,
    CompteEvenements,
    FenetreEvenement,
    Non,
    Predicat,
    Reprise,
    Secteur,
    Tous,
    UnDe,
)
from domain.cotation.vocabulary import (
    Arrondi,
    ModeDeBloc,
    ModeDEnsemble,
    ModeDePreuve,
    Operateur,
    Population,
    TypeEvenement,
)

EXEMPLES = int(os.environ.get("FDLS_EXEMPLES", "30"))
"""Assez pour chaque commit ; une chasse plus longue se demande par l'environnement."""

REGLAGES = settings(derandomize=True, database=None, max_examples=EXEMPLES)

CHAMPS = [
    CATALOGUE[code]
    for code in (
        "anciennete_mois",
        "age_demandeur",
        "mois_avant_fin_de_preavis",
        "delai_anormalement_long",
        "dalo",
        "label",
        "motifs",
        "motif_principal",
        "statut_logement",
        "taux_effort",
        "pieces_moins_personnes",
        "nb_enfants",
        "proprietaire",
        "commune_actuelle",
        "communes_souhaitees",
    )
]
NUMERIQUES = [champ for champ in CHAMPS if champ.type is TypeChamp.NOMBRE]
PAR_PAS = [champ for champ in NUMERIQUES if champ.temps is not Temps.MOIS_AVANT]
CODES = {
    "label": ["PDALHPD", "ACD", "LOCAL"],
    "motifs": ["05", "06", "18"],
    "motif_principal": ["05", "06", "18"],
    "statut_logement": ["HLM", "LP", "CP", "SD"],
    "commune_actuelle": ["35238", "35024", "35051"],
    "communes_souhaitees": ["35238", "35024", "35051"],
}
SECTEURS = (
    Secteur(code="VILLE", libelle="Ville-centre", communes=frozenset({"35238"})),
    Secteur(code="COURONNE", libelle="Première couronne", communes=frozenset({"35024", "35051"})),
)
COEFFICIENTS: list[Nombre] = [1, 1, 2, Decimal("1.5"), Decimal("0.25"), Decimal("0.3333")]
PIECES = ["MOT_05", "MOT_06", "LOG"]
ROLES = ["travailleur_social", "bailleur"]
CODES_DE_CRITERES = ["C00", "C01", "C02"]

AUTOUR = date(2026, 3, 1)
POINTS = st.integers(-60, 60)
NON_NULS = POINTS.filter(bool)
DATES = st.integers(-3000, 400).map(lambda jours: AUTOUR + timedelta(days=jours))
JOURS = st.integers(-60, 60).map(lambda jours: AUTOUR + timedelta(days=jours))


def nombres(champ: Champ) -> st.SearchStrategy[Nombre]:
    if champ.decimales:
        return st.integers(-50, 900).map(lambda n: champ.arrondir(Decimal(n) / 10))
    bas = -5 if champ.minimum is None else 0
    return st.integers(bas, 120 if champ.temps in (Temps.MOIS, Temps.MOIS_AVANT) else 90)


def fenetres() -> st.SearchStrategy[FenetreEvenement]:
    return st.builds(
        FenetreEvenement,
        types=st.lists(st.sampled_from([t.value for t in TypeEvenement][:4]), min_size=1, max_size=2, unique=True).map(
            tuple
        ),
        fenetre_mois=st.none() | st.integers(1, 36),
        adapte=st.sampled_from([None, True, False]),
    )


def reprises(champ: Champ) -> st.SearchStrategy[Reprise | None]:
    """Des événements qui font repartir ou reculer une durée, si le champ en est une."""
    if champ.temps not in DUREES:
        return st.none()
    reculs = st.none() | st.integers(1, 18)
    return st.none() | st.builds(
        lambda f, recul: Reprise(types=f.types, fenetre_mois=f.fenetre_mois, adapte=f.adapte, recul_mois=recul),
        fenetres(),
        reculs,
    )


@st.composite
def comparaisons(tirer: st.DrawFn) -> Comparaison:
    champ = tirer(st.sampled_from(CHAMPS))
    if tirer(st.integers(0, 9)) == 0:
        return Comparaison(champ=champ.code, op=tirer(st.sampled_from([Operateur.VIDE, Operateur.NON_VIDE])))
    egalites = st.sampled_from([Operateur.EGAL, Operateur.DIFFERENT])
    match champ.type:
        case TypeChamp.BOOLEEN:
            return Comparaison(champ=champ.code, op=tirer(egalites), val=tirer(st.booleans()))
        case TypeChamp.NOMBRE:
            return tirer(comparaisons_numeriques(champ))
        case TypeChamp.CODE if tirer(st.booleans()):
            return Comparaison(champ=champ.code, op=tirer(egalites), val=tirer(st.sampled_from(CODES[champ.code])))
        case _ if champ.est_une_commune and tirer(st.booleans()):
            cites = tirer(st.lists(st.sampled_from(SECTEURS), min_size=1, unique=True))
            communes = frozenset(commune for secteur in cites for commune in secteur.communes)
            return Comparaison(champ=champ.code, op=Operateur.DANS, val=communes, secteurs=tuple(cites))
        case _:
            codes = tirer(st.frozensets(st.sampled_from(CODES[champ.code]), min_size=1))
            return Comparaison(champ=champ.code, op=Operateur.DANS, val=codes)


@st.composite
def comparaisons_numeriques(tirer: st.DrawFn, champ: Champ) -> Comparaison:
    op = tirer(st.sampled_from([op for op in Operateur if op not in (Operateur.VIDE, Operateur.NON_VIDE)]))
    lue = partial(Comparaison, champ=champ.code, op=op, repart_de=tirer(reprises(champ)))
    if op is Operateur.DANS:
        return lue(val=tuple(sorted(tirer(st.lists(nombres(champ), min_size=1, max_size=3, unique=True)))))
    if op is Operateur.ENTRE:
        return lue(val=tuple(sorted(tirer(st.tuples(nombres(champ), nombres(champ))))))
    return lue(val=tirer(nombres(champ)))


def comptes() -> st.SearchStrategy[CompteEvenements]:
    return st.builds(
        CompteEvenements,
        evenement=fenetres(),
        op=st.sampled_from([Operateur.EGAL, Operateur.SUPERIEUR_OU_EGAL, Operateur.INFERIEUR]),
        val=st.integers(0, 3),
    )


def predicats() -> st.SearchStrategy[Predicat]:
    def composes(fils: st.SearchStrategy[Predicat]) -> st.SearchStrategy[Predicat]:
        plusieurs = st.lists(fils, min_size=1, max_size=3).map(tuple)
        au_moins = plusieurs.flatmap(
            lambda parmi: st.builds(AuMoins, combien=st.integers(1, len(parmi)), parmi=st.just(parmi))
        )
        return (
            st.builds(Tous, parmi=plusieurs)
            | st.builds(UnDe, parmi=plusieurs)
            | st.builds(Non, predicat=fils)
            | au_moins
        )

    feuilles: st.SearchStrategy[Predicat] = comparaisons() | comptes()
    return st.recursive(feuilles, composes, max_leaves=4)


@st.composite
def tranches(tirer: st.DrawFn, champ: Champ) -> tuple[Tranche, ...]:
    bornes = sorted(tirer(st.lists(nombres(champ), min_size=1, max_size=4, unique=True)))
    paires = [(None, bornes[0]), *pairwise(bornes), (bornes[-1], None)]
    gardees = tirer(st.lists(st.sampled_from(paires), min_size=1, unique=True))
    return tuple(Tranche(min=bas, max=haut, points=tirer(POINTS)) for bas, haut in gardees)


@st.composite
def valeurs(tirer: st.DrawFn) -> Valeur:
    forme = tirer(st.integers(0, 3))
    champ = tirer(st.sampled_from(NUMERIQUES if forme == 1 else PAR_PAS))
    match forme:
        case 0:
            return PointsFixes(points=tirer(POINTS))
        case 1:
            return Bareme(champ=champ.code, tranches=tirer(tranches(champ)), repart_de=tirer(reprises(champ)))
        case 2:
            return ParPas(
                champ=champ.code,
                pas=tirer(st.integers(1, 12)),
                points=tirer(NON_NULS | st.sampled_from([Decimal("0.5"), Decimal("-0.25")])),
                franchise=tirer(st.integers(0, 12)),
                plafond=tirer(st.none() | st.integers(1, 50)),
                repart_de=tirer(reprises(champ)),
            )
        case _:
            return ParEvenement(
                evenement=tirer(fenetres()),
                points=tirer(POINTS),
                franchise=tirer(st.integers(0, 2)),
                max=tirer(st.none() | st.integers(1, 4)),
            )


def preuves() -> st.SearchStrategy[Preuve]:
    validite = st.none() | st.integers(1, 24)
    types = st.lists(st.sampled_from(PIECES), min_size=1, max_size=2, unique=True).map(tuple)
    return (
        st.just(Preuve())
        | st.just(Preuve(mode=ModeDePreuve.DECLARATIF))
        | st.builds(Preuve, mode=st.just(ModeDePreuve.JUSTIFIE), types_pj=types, validite_mois=validite)
        | st.builds(Preuve, mode=st.just(ModeDePreuve.VALIDE_PAR), role=st.sampled_from(ROLES), validite_mois=validite)
    )


@st.composite
def cumuls(tirer: st.DrawFn, rang: int) -> Critere:
    """Un critère qui compte certains de ceux tirés avant lui, s'il y en a."""
    parmi = tirer(st.lists(st.sampled_from([f"C{n:02}" for n in range(rang)]), min_size=1, max_size=4, unique=True))
    seuils = sorted(tirer(st.sets(st.integers(1, len(parmi)), min_size=1, max_size=3)))
    return Critere(
        code="CUMUL",
        si=tirer(st.none() | predicats()),
        valeur=Cumul(parmi=tuple(parmi), paliers=tuple(Palier(au_moins=s, points=tirer(POINTS)) for s in seuils)),
        groupe_exclusif=tirer(st.none() | st.sampled_from(["g", "h"])),
    )


def variations() -> st.SearchStrategy[Variation]:
    return st.builds(
        Variation, si=predicats(), pourcent=st.integers(-100, 100).filter(bool) | st.sampled_from([150, 200])
    )


def relatifs(codes: list[str]) -> st.SearchStrategy[PlafondRelatif | None]:
    """Une part des points d'un autre bloc, s'il y en a un."""
    if not codes:
        return st.none()
    return st.none() | st.builds(PlafondRelatif, bloc=st.sampled_from(codes), pourcent=st.integers(1, 250))


@st.composite
def ensembles(tirer: st.DrawFn, codes: list[str]) -> tuple[Ensemble, ...]:
    """Des ensembles de blocs, puis d'ensembles : chacun prend parmi ce qu'aucun autre ne compte."""
    libres, connus, tires = list(codes), list(codes), []
    for numero in range(tirer(st.integers(0, 2))):
        parmi = tirer(st.lists(st.sampled_from(libres), min_size=1, unique=True))
        tires.append(
            Ensemble(
                code=f"E{numero}",
                parmi=tuple(parmi),
                mode=tirer(st.sampled_from(ModeDEnsemble)),
                variations=tuple(tirer(st.lists(variations(), max_size=2))),
                plafond=tirer(st.none() | st.integers(0, 80)),
                plafond_relatif=tirer(relatifs([code for code in connus if code not in parmi])),
                plancher=tirer(st.none() | st.integers(-80, 0)),
            )
        )
        connus.append(f"E{numero}")
        libres = [code for code in libres if code not in parmi] + [f"E{numero}"]
    return tuple(tires)


@st.composite
def grilles(tirer: st.DrawFn) -> Grille:
    blocs: list[Bloc] = []
    rang = 0
    avec_cumul = tirer(st.integers(0, 3))
    for numero in range(tirer(st.integers(1, 3))):
        criteres = []
        for _ in range(tirer(st.integers(1, 3))):
            criteres.append(
                Critere(
                    code=f"C{rang:02}",
                    si=tirer(st.none() | predicats()),
                    valeur=tirer(valeurs()),
                    groupe_exclusif=tirer(st.none() | st.sampled_from(["g", "h"])),
                    preuve=tirer(preuves()),
                )
            )
            rang += 1
        if numero == avec_cumul:
            criteres.insert(tirer(st.integers(0, len(criteres))), tirer(cumuls(rang)))
        mode = tirer(st.sampled_from(ModeDeBloc))
        blocs.append(
            Bloc(
                code=f"B{numero}",
                criteres=tuple(criteres),
                mode=mode,
                retenus=tirer(st.none() | st.integers(1, 3)) if mode is ModeDeBloc.SOMME else None,
                coefficient=tirer(st.sampled_from(COEFFICIENTS)),
                plafond=tirer(st.none() | st.integers(0, 80)),
                plancher=tirer(st.none() | st.integers(-80, 0)),
                exclu_si_positif=tuple(tirer(st.sets(st.sampled_from([b.code for b in blocs])))) if blocs else (),
                exclu_si=tuple(tirer(st.lists(predicats(), max_size=1))),
            )
        )
    grille = Grille(
        id="TIREE",
        blocs=tuple(blocs),
        ensembles=tirer(ensembles([bloc.code for bloc in blocs])),
        secteurs=SECTEURS,
        population=tirer(st.sampled_from(Population)),
        hors_cotation=tuple(
            HorsCotation(motif=f"motif-{n}", si=predicat)
            for n, predicat in enumerate(tirer(st.lists(predicats(), max_size=1)))
        ),
        arrondi=tirer(st.sampled_from(Arrondi)),
        plancher_total=tirer(st.none() | st.integers(-50, 0)),
        plafond_total=tirer(st.none() | st.integers(0, 100)),
    )
    planifier(grille)
    assume(portee_du_total(grille) <= TOTAL_MAXIMUM)
    return grille


@st.composite
def faits_du_champ(tirer: st.DrawFn, champ: Champ, deja_comptes: bool) -> ValeurDeFait:
    if champ.temps is not None and (not deja_comptes or tirer(st.integers(0, 4))):
        return tirer(DATES)
    match champ.type:
        case TypeChamp.BOOLEEN:
            return tirer(st.booleans())
        case TypeChamp.NOMBRE:
            return tirer(nombres(champ))
        case TypeChamp.CODE:
            return tirer(st.sampled_from(CODES[champ.code]))
        case TypeChamp.ENSEMBLE:
            return tirer(st.frozensets(st.sampled_from(CODES[champ.code])))


def preuves_admises(types: list[str]) -> st.SearchStrategy[PreuveAdmise]:
    return st.builds(PreuveAdmise, type=st.sampled_from(types), valide_le=DATES, expire_le=st.none() | DATES)


@st.composite
def faits(tirer: st.DrawFn, deja_comptes: bool = True) -> Faits:
    """`deja_comptes` : une ancienneté peut être donnée en mois, et non par sa date, comme dans un simulateur."""
    presents = tirer(st.sets(st.sampled_from([champ.code for champ in CHAMPS])))
    evenements = st.builds(
        Evenement,
        type=st.sampled_from([t.value for t in TypeEvenement][:4]),
        le=DATES,
        adapte=st.sampled_from([None, True, False]),
    )
    return Faits.de(
        {code: tirer(faits_du_champ(CATALOGUE[code], deja_comptes)) for code in sorted(presents)},
        pieces=tuple(tirer(st.lists(preuves_admises(PIECES), max_size=2))),
        validations={code: tuple(tirer(st.lists(preuves_admises(ROLES), max_size=1))) for code in CODES_DE_CRITERES},
        evenements=tuple(tirer(st.lists(evenements, max_size=4))),
    )
