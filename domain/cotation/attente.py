"""L'attente observée : combien de temps des demandes semblables ont attendu, avec son incertitude, jamais une promesse.

CCH R441-2-17 : le demandeur connaît le délai d'attente moyen constaté, par taille de logement et par secteur.
Une moyenne sur les seules demandes logées ignorerait celles qui attendent : `survie.py` dit comment on les compte.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil, floor

from domain.cotation.attente_lue import AttenteEstimee, AttenteVue, DureeEstimee, Echeance, Fiabilite, PartLogee
from domain.cotation.parametres import PARAMETRES
from domain.cotation.position import NiveauDeLieu, Nommer
from domain.cotation.secteurs import SecteurSitue, secteur_de_la_commune
from domain.cotation.survie import Courbe, Duree, Mois, courbe, verifier
from domain.cotation.vocabulary import Population
from domain.kernel import francais
from domain.kernel.calendrier import ajouter_mois
from domain.kernel.codes import Typologie
from domain.kernel.nomenclature import Nomenclature
from domain.kernel.raisons import Raison

PHOTO_DES_POSITIONS = "positions"
PHOTO_DES_ATTENTES = "attentes"


class Periode(Nomenclature):
    """La période observée, et les deux moitiés qui servent à vérifier les annonces."""

    COURANTE = "courante", "Les derniers mois"
    PASSEE = "passee", "La première moitié"
    RECENTE = "recente", "La seconde moitié"


PARTS: Mapping[PartLogee, float] = {PartLogee.QUART: 0.25, PartLogee.MOITIE: 0.5, PartLogee.TROIS_QUARTS: 0.75}


MOINS_DE: Mapping[PartLogee, str] = {
    PartLogee.QUART: "Moins d'une demande sur quatre est logée",
    PartLogee.MOITIE: "Moins d'une demande sur deux est logée",
    PartLogee.TROIS_QUARTS: "Moins de trois demandes sur quatre sont logées",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Groupe:
    """Les demandes que l'on observe ensemble."""

    niveau: NiveauDeLieu
    lieu: str
    typologie: Typologie
    population: Population


Tables = Mapping[Groupe, Sequence[Mois]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Souhaits:
    """Ce que la demande cherche, et où."""

    communes: Sequence[str]
    typologies: Sequence[Typologie]
    population: Population
    departement: str
    secteurs: Sequence[SecteurSitue] = ()
    """Ceux que nomment les grilles de ses territoires."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seuils:
    """Les seuils en vigueur un jour donné."""

    attributions: int
    a_risque: int
    mois_connus: int
    confiance: float
    echeances: tuple[int, ...]
    montrees: int
    elargir_km: int
    elargir_combien: int

    @classmethod
    def le(cls, jour: date) -> "Seuils":
        def entier(cle: str) -> int:
            return PARAMETRES.a_la_date(f"attentes.{cle}", jour).entier()

        return cls(
            attributions=entier("attributions_minimales"),
            a_risque=entier("a_risque_minimal"),
            mois_connus=entier("mois_connus_minimum"),
            confiance=entier("confiance_pourcent") / 100,
            echeances=tuple(int(m) for m in PARAMETRES.a_la_date("attentes.echeances_mois", jour).textes()),
            montrees=entier("estimations_montrees"),
            elargir_km=entier("elargir_km"),
            elargir_combien=entier("elargir_combien"),
        )


EpciDe = Callable[[str], str | None]


def groupes_a_lire(souhaits: Souhaits, voisines: Sequence[str], epci_de: EpciDe, seuils: Seuils) -> frozenset[Groupe]:
    """Tous les groupes dont une page peut avoir besoin : les vœux, leurs élargissements, et les voisins."""
    demandes = set()
    for commune, typologie in _voeux(souhaits, seuils):
        demandes |= set(_du_plus_proche(commune, typologie, souhaits, epci_de))
    for commune, typologie in _autres_tailles(souhaits):
        demandes |= set(_du_plus_proche(commune, typologie, souhaits, epci_de))
    return frozenset(demandes) | frozenset(_autres_lieux(souhaits, voisines))


def estimer_les_souhaits(
    souhaits: Souhaits, tables: Tables, nommer: Nommer, epci_de: EpciDe, seuils: Seuils
) -> list[AttenteEstimee]:
    """Une estimation par commune et par taille souhaitées, sur le plus petit territoire qui permet d'en parler.

    Deux communes trop petites, élargies au même territoire, n'y font qu'une estimation.
    """
    trouvees: dict[Groupe, AttenteEstimee] = {}
    for commune, typologie in _voeux(souhaits, seuils):
        for groupe in _du_plus_proche(commune, typologie, souhaits, epci_de):
            estimee = _estimer(commune, groupe, tables.get(groupe, ()), nommer, seuils)
            if estimee is not None:
                trouvees.setdefault(groupe, estimee)
                break
    return list(trouvees.values())


def estimer_plus_large(
    souhaits: Souhaits,
    deja: Sequence[AttenteEstimee],
    voisines: Sequence[str],
    tables: Tables,
    nommer: Nommer,
    epci_de: EpciDe,
    seuils: Seuils,
) -> list[AttenteEstimee]:
    """Les communes voisines et les tailles voisines où l'attente observée est la plus courte.

    Une autre commune se lit sur ses propres attributions : deux chiffres du même territoire ne se comparent pas. Une
    autre taille se lit là où l'on a observé celle des vœux (`deja`) ; rien n'y étant observé, là où l'on peut.
    """
    trouvees = [
        _estimer(groupe.lieu, groupe, tables.get(groupe, ()), nommer, seuils)
        for groupe in _autres_lieux(souhaits, voisines)
    ]
    observe = next((e.niveau for e in deja if e.commune in souhaits.communes[:1]), None)
    for commune, typologie in _autres_tailles(souhaits):
        groupes = _du_plus_proche(commune, typologie, souhaits, epci_de)
        possibles = (
            _estimer(commune, groupe, tables.get(groupe, ()), nommer, seuils)
            for groupe in groupes
            if observe in (None, groupe.niveau)
        )
        trouvee = next((e for e in possibles if e is not None), None)
        if trouvee is not None:
            trouvees.append(trouvee if observe is None else replace(trouvee, elargie=None))
    return sorted((e for e in trouvees if e is not None), key=_la_plus_courte)[: seuils.elargir_combien]


def _la_plus_courte(estimee: AttenteEstimee) -> tuple[float, int]:
    quart = next(d for d in estimee.durees if d.part is PartLogee.QUART)
    return (float("inf") if quart.mois is None else quart.mois, -estimee.attributions)


def _voeux(souhaits: Souhaits, seuils: Seuils) -> list[tuple[str, Typologie]]:
    return [(c, t) for c in souhaits.communes for t in souhaits.typologies][: seuils.montrees]


def _autres_lieux(souhaits: Souhaits, voisines: Sequence[str]) -> Iterator[Groupe]:
    for typologie in souhaits.typologies[:1]:
        for commune in voisines:
            yield Groupe(niveau=NiveauDeLieu.COMMUNE, lieu=commune, typologie=typologie, population=souhaits.population)


def _autres_tailles(souhaits: Souhaits) -> Iterator[tuple[str, Typologie]]:
    for commune in souhaits.communes[:1]:
        for typologie in _tailles_voisines(souhaits.typologies):
            yield commune, typologie


def _tailles_voisines(typologies: Sequence[Typologie]) -> list[Typologie]:
    """Une pièce de moins, une pièce de plus : à la personne de dire si cela convient à son foyer."""
    ordre = list(Typologie)
    rangs = {ordre.index(t) for t in typologies}
    return [ordre[r] for r in range(len(ordre)) if r not in rangs and rangs & {r - 1, r + 1}]


def _du_plus_proche(commune: str, typologie: Typologie, souhaits: Souhaits, epci_de: EpciDe) -> Iterator[Groupe]:
    """Après la commune, le secteur que la grille nomme ; sans secteur, la commune et ses voisines."""
    secteur = secteur_de_la_commune(commune, souhaits.secteurs)
    autour = (NiveauDeLieu.SECTEUR, secteur.lieu) if secteur else (NiveauDeLieu.VOISINAGE, commune)
    lieux = [(NiveauDeLieu.COMMUNE, commune), autour]
    if epci := epci_de(commune):
        lieux.append((NiveauDeLieu.EPCI, epci))
    lieux.append((NiveauDeLieu.DEPARTEMENT, souhaits.departement))
    for niveau, lieu in lieux:
        yield Groupe(niveau=niveau, lieu=lieu, typologie=typologie, population=souhaits.population)


def _estimer(
    commune: str, groupe: Groupe, mois: Sequence[Mois], nommer: Nommer, seuils: Seuils
) -> AttenteEstimee | None:
    """L'estimation d'un groupe, ou rien s'il est trop petit pour en parler."""
    attributions = sum(m.logees for m in mois)
    if attributions < seuils.attributions:
        return None
    connue = courbe(mois, seuils.a_risque)
    if connue.mois_connus < seuils.mois_connus:
        return None
    trouvees = connue.durees(PARTS.values(), seuils.confiance)
    durees = [_dire_duree(part, duree, connue) for part, duree in zip(PARTS, trouvees, strict=True)]
    commune_nom, lieu_nom = nommer(NiveauDeLieu.COMMUNE, commune), nommer(groupe.niveau, groupe.lieu)
    elargie = None
    if groupe.niveau is not NiveauDeLieu.COMMUNE:
        elargie = Raison(
            code="territoire-elargi",
            phrase=f"Trop peu de logements de cette taille ont été attribués à {commune_nom} : "
            f"l'estimation porte sur un territoire plus large ({lieu_nom}).",
            parametres={"minimum": seuils.attributions, "niveau": groupe.niveau.value},
        )
    essentiel = next((d for d in reversed(durees) if d.mois is not None), durees[0])
    return AttenteEstimee(
        commune=commune,
        commune_nom=commune_nom,
        niveau=groupe.niveau,
        niveau_libelle=groupe.niveau.libelle,
        lieu_nom=lieu_nom,
        typologie=groupe.typologie,
        population=groupe.population,
        attributions=attributions,
        durees=durees,
        echeances=[_echeance(m, connue, seuils) for m in seuils.echeances if m <= connue.mois_connus],
        mois_connus=connue.mois_connus,
        elargie=elargie,
        phrase=f"{groupe.typologie.libelle}, {lieu_nom} : {essentiel.phrase[0].lower()}{essentiel.phrase[1:]}",
    )


def _dire_duree(part: PartLogee, duree: Duree, connue: Courbe) -> DureeEstimee:
    mois = None if duree.mois is None else max(1, round(duree.mois))
    au_moins = None if duree.au_moins is None else max(1, floor(duree.au_moins))
    au_plus = None if duree.au_plus is None else ceil(duree.au_plus)
    qui = part.libelle
    if mois is None:
        phrase = f"{MOINS_DE[part]} après {francais.duree(connue.mois_connus)} d'attente."
    else:
        verbe = "sont logées" if part is PartLogee.TROIS_QUARTS else "est logée"
        phrase = f"{qui} {verbe} en {francais.duree(mois)}{_entre(au_moins, au_plus)}."
    return DureeEstimee(part=part, part_libelle=qui, mois=mois, au_moins=au_moins, au_plus=au_plus, phrase=phrase)


def _entre(au_moins: int | None, au_plus: int | None) -> str:
    if au_moins is None:
        return ""
    if au_plus is None:
        return f" (au moins {francais.duree(au_moins)})"
    return f" (entre {francais.duree(au_moins)} et {francais.duree(au_plus)})"


def _echeance(mois: int, connue: Courbe, seuils: Seuils) -> Echeance:
    instant, part = connue.instants[mois - 1], connue.logees_en(mois, seuils.confiance)
    logees, ailleurs, sorties = round(100 * part.part), round(100 * instant.ailleurs), round(100 * instant.sorties)
    return Echeance(
        mois=mois,
        logees=logees,
        logees_au_moins=floor(100 * part.au_moins),
        logees_au_plus=ceil(100 * part.au_plus),
        ailleurs=ailleurs,
        sorties=sorties,
        attendent=max(0, 100 - logees - ailleurs - sorties),
    )


def eprouver(passe: Tables, recent: Tables, seuils: Seuils) -> tuple[int, int]:
    """Combien d'annonces aurait-on faites il y a quelques mois, et combien se sont vérifiées."""
    previsions = tenues = 0
    for groupe, mois in passe.items():
        if sum(m.logees for m in mois) < seuils.attributions or groupe not in recent:
            continue
        previsions += 1
        tenues += verifier(mois, recent[groupe], seuils.a_risque, seuils.confiance).tenue
    return previsions, tenues


def dire_la_fiabilite(previsions: int, tenues: int, le: date) -> Fiabilite | None:
    """La part des annonces qui se sont vérifiées, montrée telle qu'elle est."""
    if previsions == 0:
        return None
    recul = PARAMETRES.a_la_date("attentes.recul_mois", le).entier()
    annonce = PARAMETRES.a_la_date("attentes.confiance_pourcent", le).entier()
    pourcentage = round(100 * tenues / previsions)
    prevues = francais.compte(previsions, "prévision")
    return Fiabilite(
        previsions=previsions,
        tenues=tenues,
        pourcentage=pourcentage,
        annonce=annonce,
        recul_mois=recul,
        phrase=f"Il y a {recul}{francais.INSECABLE}mois, cette méthode aurait fait {prevues} dans le département : "
        f"{francais.pourcent(pourcentage)} se sont vérifiées, pour {francais.pourcent(annonce)} annoncés.",
    )


METHODE = (
    "On suit toutes les demandes présentes pendant les douze derniers mois, celles qui attendent encore comprises. "
    "Une demande déjà ancienne compte à partir de l'attente qu'elle avait au début de la période. "
    "La durée dit ce qui arrive à une demande tenue active ; sur cent demandes, on dit aussi combien ont été logées "
    "ailleurs ou radiées."
)
AVERTISSEMENT = (
    "C'est ce qui a été observé pour d'autres demandes, pas une promesse : votre situation, vos points et les "
    "logements qui se libèrent peuvent allonger ou raccourcir votre attente."
)


ABSENCES: Mapping[str, str] = {
    "demande-close": "L'attente ne s'estime que pour une demande active.",
    "photo-a-venir": "Les durées d'attente du département se calculent chaque nuit : revenez demain.",
    "trop-peu-d-attributions": "Même dans tout le département, trop peu de logements de cette taille ont été "
    "attribués en un an à des demandes comme celle-ci : une durée serait fausse.",
}


def pas_d_attente(code: str, si_elargie: Sequence[AttenteEstimee] = ()) -> AttenteVue:
    """Aucune estimation, et pourquoi : mieux vaut se taire que donner une fausse précision.

    D'autres lieux ou d'autres tailles, eux, peuvent en avoir une.
    """
    return AttenteVue(
        photo_du=None,
        du=None,
        au=None,
        estimations=[],
        si_elargie=list(si_elargie),
        absente=Raison(code=code, phrase=ABSENCES[code]),
        fiabilite=None,
        methode=METHODE,
        avertissement=AVERTISSEMENT,
    )


def periodes(jour: date) -> dict[Periode, tuple[date, date]]:
    """Les périodes observées un jour donné : la veille est le dernier jour complet."""
    fin = jour - timedelta(days=1)
    debut = ajouter_mois(fin, -PARAMETRES.a_la_date("attentes.periode_mois", jour).entier())
    milieu = ajouter_mois(fin, -PARAMETRES.a_la_date("attentes.recul_mois", jour).entier())
    return {Periode.COURANTE: (debut, fin), Periode.PASSEE: (debut, milieu), Periode.RECENTE: (milieu, fin)}


def voisinage_km(le: date) -> int:
    return PARAMETRES.a_la_date("attentes.voisinage_km", le).entier()


def voisines(commune: str, autres: Iterable[tuple[str, float]], km: int) -> list[str]:
    """Les communes à cette distance, de la plus proche à la plus lointaine."""
    return [code for code, distance in sorted(autres, key=lambda a: a[1]) if code != commune and distance <= km]
