"""La position : la place d'une demande parmi celles qui lui ressemblent, et à quelle date.

CCH R441-2-17 : le demandeur connaît la répartition des points des demandes portant sur un logement analogue.
Analogue veut dire : même lieu souhaité, même taille de logement, mutation ou non.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from domain.cotation.parametres import PARAMETRES
from domain.cotation.vocabulary import Population
from domain.kernel import francais
from domain.kernel.codes import Typologie
from domain.kernel.nomenclature import Nomenclature
from domain.kernel.raisons import Raison
from domain.kernel.read_model import ReadModel


class NiveauDeLieu(Nomenclature):
    """De quel territoire parle un chiffre ; du plus proche au plus large."""

    COMMUNE = "commune", "Commune"
    VOISINAGE = "voisinage", "Commune et ses voisines"
    SECTEUR = "secteur", "Secteur de la grille"
    EPCI = "epci", "Intercommunalité"
    DEPARTEMENT = "departement", "Département"


@dataclass(frozen=True, slots=True, kw_only=True)
class Position(ReadModel):
    """La place de la demande, par les points puis par ce que la grille dit, parmi les demandes analogues."""

    niveau: NiveauDeLieu
    niveau_libelle: str
    lieu: str
    """Code INSEE de la commune, code du secteur, ou SIREN de l'EPCI."""
    lieu_nom: str
    typologie: Typologie
    population: Population
    """Les mutations se comparent entre elles, les autres demandes entre elles."""
    rang: int | None
    """Absent quand trop peu de demandes se ressemblent, ou quand la photo n'a pas encore vu la demande."""
    sur: int | None
    pourcentage: int | None
    """La demande est dans les tant de pour cent les mieux placés."""
    points: int | None
    """Points vérifiés au moment de la photo."""
    photo_du: date | None
    """Jour où toutes les demandes ont été classées."""
    perimetre: str
    """Avec quelles demandes on compare."""
    departage: str
    """Ce qui range deux demandes au même nombre de points."""
    phrase: str
    """La position, en une phrase qui se lit seule."""
    elargie: Raison | None
    """Pourquoi le périmètre est plus large que la commune souhaitée."""
    absente: Raison | None
    """Pourquoi aucun rang n'est donné."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Une ligne de la photo : la place d'une demande dans un groupe."""

    niveau: NiveauDeLieu
    lieu: str
    typologie: Typologie
    population: Population
    points: int
    rang: int
    sur: int


Nommer = Callable[[NiveauDeLieu, str], str]
"""Le nom d'un lieu."""


def groupe_minimal(le: date) -> int:
    return PARAMETRES.a_la_date("positions.groupe_minimal", le).entier()


def positions_dans_l_epci(
    epci: str,
    communes: Sequence[str],
    typologies: Sequence[Typologie],
    places: Iterable[Place],
    population: Population,
    nommer: Nommer,
    *,
    departage: str,
    secteur_de: Callable[[str], str | None],
    photo_du: date | None,
    le: date,
) -> list[Position]:
    """Une position par commune souhaitée de l'EPCI, pour la première taille souhaitée.

    `communes` : celles de l'EPCI, dans l'ordre des vœux. Un groupe trop petit s'élargit au secteur que la grille nomme,
    puis à tout l'EPCI ; deux communes élargies n'y font qu'une ligne. `secteur_de` : le secteur d'une commune.
    """
    if not communes or not typologies:
        return []
    typologie, minimum = typologies[0], groupe_minimal(le)
    connues = {(p.niveau, p.lieu): p for p in places if p.typologie is typologie}
    trouvees: list[Position] = []
    for commune in communes:
        proche = connues.get((NiveauDeLieu.COMMUNE, commune))
        nom = nommer(NiveauDeLieu.COMMUNE, commune)
        if proche is not None and proche.sur >= minimum:
            trouvees.append(_position(proche, nom, photo_du, None, departage))
        elif proche is not None and (large := _plus_large(commune, epci, secteur_de, connues, minimum)) is not None:
            nom_large = nommer(large.niveau, large.lieu)
            dans = "l'intercommunalité" if large.niveau is NiveauDeLieu.EPCI else f"le {nom_large}"
            pourquoi = Raison(
                code="groupe-elargi",
                phrase=f"Moins de {minimum} demandes comparables à {nom} : on compare dans {dans}.",
                parametres={"minimum": minimum, "commune": commune, "niveau": large.niveau.value},
            )
            trouvees.append(_position(large, nom_large, photo_du, pourquoi, departage))
        else:
            trouvees.append(
                _sans_rang(commune, nom, typologie, population, photo_du, proche is None, minimum, departage)
            )
    uniques: dict[tuple[NiveauDeLieu, str], Position] = {}
    for position in trouvees:
        uniques.setdefault((position.niveau, position.lieu), position)
    return list(uniques.values())


def _plus_large(
    commune: str,
    epci: str,
    secteur_de: Callable[[str], str | None],
    connues: Mapping[tuple[NiveauDeLieu, str], Place],
    minimum: int,
) -> Place | None:
    """Le premier groupe assez grand, du secteur à l'EPCI."""
    secteur = secteur_de(commune)
    lieux = [(NiveauDeLieu.SECTEUR, secteur)] if secteur else []
    places = (connues.get(lieu) for lieu in (*lieux, (NiveauDeLieu.EPCI, epci)))
    return next((place for place in places if place is not None and place.sur >= minimum), None)


def dire_ou(niveau: NiveauDeLieu, nom: str) -> str:
    """« à Rennes », « dans le secteur « Première couronne » », « dans l'intercommunalité Rennes Métropole »."""
    match niveau:
        case NiveauDeLieu.SECTEUR:
            return f"dans le {nom}"
        case NiveauDeLieu.EPCI:
            return f"dans l'intercommunalité {nom}"
        case _:
            return f"à {nom}"


def premiere(positions: Sequence[Position]) -> Position | None:
    """Celle que l'on retient pour dire ce qui a changé : la première commune souhaitée qui a un rang."""
    return next((p for p in positions if p.rang is not None), None)


def _position(place: Place, nom: str, photo_du: date | None, elargie: Raison | None, departage: str) -> Position:
    taille, sur = place.typologie.libelle, francais.nombre(place.sur)
    rang = "la première" if place.rang == 1 else f"{francais.nombre(place.rang)}e"
    pourcentage = max(1, ceil(100 * place.rang / place.sur))
    ou = dire_ou(place.niveau, nom)
    return Position(
        niveau=place.niveau,
        niveau_libelle=place.niveau.libelle,
        lieu=place.lieu,
        lieu_nom=nom,
        typologie=place.typologie,
        population=place.population,
        rang=place.rang,
        sur=place.sur,
        pourcentage=pourcentage,
        points=place.points,
        photo_du=photo_du,
        perimetre=_perimetre(place.typologie, place.population, ou, photo_du),
        departage=departage,
        phrase=f"Pour un {taille} {ou}, votre demande est {rang} sur {sur} par le nombre de points. {departage}",
        elargie=elargie,
        absente=None,
    )


def _sans_rang(
    commune: str,
    nom: str,
    typologie: Typologie,
    population: Population,
    photo_du: date | None,
    jamais_vue: bool,
    minimum: int,
    departage: str,
) -> Position:
    if jamais_vue:
        raison = Raison(
            code="position-a-venir",
            phrase="Votre demande n'était pas encore dans le dernier classement : le prochain se fait cette nuit.",
        )
    else:
        raison = Raison(
            code="groupe-trop-petit",
            phrase=f"Moins de {minimum} demandes comparables : donner un rang laisserait deviner celles des autres.",
            parametres={"minimum": minimum},
        )
    return Position(
        niveau=NiveauDeLieu.COMMUNE,
        niveau_libelle=NiveauDeLieu.COMMUNE.libelle,
        lieu=commune,
        lieu_nom=nom,
        typologie=typologie,
        population=population,
        rang=None,
        sur=None,
        pourcentage=None,
        points=None,
        photo_du=photo_du,
        perimetre=_perimetre(typologie, population, f"à {nom}", photo_du),
        departage=departage,
        phrase=f"Pour un {typologie.libelle} à {nom}, aucun rang n'est donné. {raison.phrase}",
        elargie=None,
        absente=raison,
    )


def _perimetre(typologie: Typologie, population: Population, ou: str, photo_du: date | None) -> str:
    qui = "de mutation " if population is Population.MUTATION else "hors mutation "
    quand = f", au {francais.jour(photo_du)}" if photo_du else ""
    return f"Demandes actives {qui}d'un {typologie.libelle} {ou}{quand}."
