"""Ce qui a changé depuis que le demandeur a vu ses points, et la cause : lui, le temps, la grille, les autres."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.cotation import phrases
from domain.cotation.champs import Nombre
from domain.cotation.compilation import est_compte, selecteur_de_preuves
from domain.cotation.composition import composer
from domain.cotation.faits import Faits
from domain.cotation.grille import Critere, evenements_lus, reprises_du_critere
from domain.cotation.interpreter import Evaluateur, preparer
from domain.cotation.model import VersionDeGrille
from domain.cotation.position import NiveauDeLieu, Position, dire_ou
from domain.cotation.predicats import FenetreEvenement, comptes_d_evenements
from domain.kernel import francais
from domain.kernel.codes import Typologie
from domain.kernel.nomenclature import Nomenclature
from domain.kernel.read_model import ReadModel


class CauseDeChangement(Nomenclature):
    """D'où vient un changement."""

    VOUS = "vous", "Votre dossier a changé"
    TEMPS = "temps", "Le temps a passé"
    GRILLE = "grille", "La grille a changé"
    AUTRES = "autres", "Les autres demandes ont changé"


@dataclass(frozen=True, slots=True, kw_only=True)
class Affichage:
    """Ce qu'un demandeur a vu un jour de ses points et de sa place, dans un territoire."""

    epci: str
    jour: date
    grille_id: UUID
    points: int | None
    details: tuple[int, ...]
    """Points vérifiés de chaque critère, dans l'ordre de la grille."""
    niveau: NiveauDeLieu | None = None
    lieu: str | None = None
    typologie: Typologie | None = None
    rang: int | None = None
    sur: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changement(ReadModel):
    """Un changement et sa cause."""

    cause: CauseDeChangement
    cause_libelle: str
    points: int | None
    """Effet sur le total vérifié ; absent pour un changement de place."""
    places: int | None
    """Places gagnées, ou perdues si le nombre est négatif ; absent pour un changement de points."""
    phrase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evolution(ReadModel):
    """Ce qui a changé depuis la dernière fois que le demandeur a vu ses points."""

    depuis_le: date
    points_avant: int | None
    rang_avant: int | None
    changements: list[Changement]
    phrase: str


def affichage(version: VersionDeGrille, faits: Faits, le: date, position: Position | None) -> Affichage:
    """Ce qui est montré aujourd'hui, gardé pour le comparer la prochaine fois."""
    vue = preparer(version.contenu).evaluer(faits.pour(version.epci), le)
    return Affichage(
        epci=version.epci,
        jour=le,
        grille_id=version.id,
        points=vue.total_verifie,
        details=vue.details_verifies,
        niveau=position.niveau if position else None,
        lieu=position.lieu if position else None,
        typologie=position.typologie if position else None,
        rang=position.rang if position else None,
        sur=position.sur if position else None,
    )


def comparer(
    vu: Affichage,
    ancienne: VersionDeGrille,
    actuelle: VersionDeGrille,
    faits: Faits,
    le: date,
    *,
    points: int | None,
    position: Position | None,
    muets: frozenset[str] = frozenset(),
) -> Evolution:
    """Les effets s'additionnent : ce qu'il y avait, plus chaque changement, donne ce qu'il y a.

    `ancienne` : la grille de ce jour-là. `muets` : les critères dont le nom ne se dit pas à cette personne.
    """
    changements = [*_points(vu, ancienne, actuelle, faits, le, points, muets)]
    changements += _places(vu, position, points, changements)
    quand = francais.jour(vu.jour)
    return Evolution(
        depuis_le=vu.jour,
        points_avant=vu.points,
        rang_avant=vu.rang,
        changements=changements,
        phrase=f"Depuis le {quand} : " + " ".join(c.phrase for c in changements)
        if changements
        else f"Rien n'a changé depuis le {quand}.",
    )


def _points(
    vu: Affichage,
    ancienne: VersionDeGrille,
    actuelle: VersionDeGrille,
    faits: Faits,
    le: date,
    points: int | None,
    muets: frozenset[str],
) -> list[Changement]:
    if vu.points is None or points is None:
        return _entree_ou_sortie(vu, ancienne, actuelle, points)
    evaluateur = preparer(ancienne.contenu)
    lus = faits.pour(ancienne.epci)
    lecture = evaluateur.lire(lus, le)
    details = evaluateur.points(lecture).details_verifies
    if len(details) != len(vu.details):
        return []
    exclus, parts = evaluateur.blocs_exclus(lecture), evaluateur.parts(lecture)
    changes = [rang for rang, propre in enumerate(details) if propre != vu.details[rang]]
    du_temps = [rang for rang in changes if _le_temps_seul(evaluateur, rang, lus, vu, le)]
    sans_le_temps = [vu.details[rang] if rang in du_temps else propre for rang, propre in enumerate(details)]

    def total(propres: Sequence[int], parts: Sequence[Nombre]) -> int:
        return evaluateur.plan_du_total.total(composer(evaluateur.plans, propres, exclus), parts)

    avec_l_ancienne = total(details, parts)
    avant_le_temps = total(sans_le_temps, _parts_sans_le_temps(evaluateur, lus, vu, parts, le))
    effet_vous, effet_temps = avant_le_temps - vu.points, avec_l_ancienne - avant_le_temps
    effet_grille = points - avec_l_ancienne
    criteres = evaluateur.criteres

    def noms(rangs: Sequence[int]) -> str:
        dits = [criteres[rang].libelle for rang in rangs if criteres[rang].code not in muets]
        return f" ({francais.enumeration([f'« {dit} »' for dit in dits])})" if dits else ""

    trouves = []
    if effet_vous:
        des_vous = [rang for rang in changes if rang not in du_temps]
        trouves.append(_dit(CauseDeChangement.VOUS, effet_vous, f"votre dossier a changé{noms(des_vous)}."))
    if effet_temps:
        trouves.append(_dit(CauseDeChangement.TEMPS, effet_temps, f"le temps a passé{noms(du_temps)}."))
    if effet_grille:
        quand = f" le {francais.jour(actuelle.effet_du)}" if actuelle.effet_du and actuelle.id != ancienne.id else ""
        reste = "" if effet_vous or effet_temps else " ; votre situation n'a pas changé"
        trouves.append(_dit(CauseDeChangement.GRILLE, effet_grille, f"la grille a changé{quand}{reste}."))
    return trouves


def _entree_ou_sortie(
    vu: Affichage, ancienne: VersionDeGrille, actuelle: VersionDeGrille, points: int | None
) -> list[Changement]:
    """La demande était hors cotation et ne l'est plus, ou l'inverse."""
    if vu.points == points:
        return []
    cause = CauseDeChangement.VOUS if ancienne.id == actuelle.id else CauseDeChangement.GRILLE
    phrase = (
        "La grille ne donne plus de points à votre demande."
        if points is None
        else f"Votre demande reçoit maintenant des points : {francais.compte(points, 'point')}."
    )
    return [Changement(cause=cause, cause_libelle=cause.libelle, points=points, places=None, phrase=phrase)]


def _le_temps_seul(evaluateur: Evaluateur, rang: int, faits: Faits, vu: Affichage, le: date) -> bool:
    """Les mêmes faits donnaient ce jour-là les points d'alors : rien d'autre n'a changé que la date."""
    if rang not in evaluateur.mobiles or _du_neuf(evaluateur.criteres[rang], faits, vu.jour, le):
        return False
    _, verifies = evaluateur.critere(rang, evaluateur.lire(faits, vu.jour))
    return verifies == vu.details[rang]


def _parts_sans_le_temps(
    evaluateur: Evaluateur, faits: Faits, vu: Affichage, parts: Sequence[Nombre], le: date
) -> list[Nombre]:
    """Ce qui multiplierait chaque ensemble si seul le dossier avait changé : comme ce jour-là, sauf événement neuf."""
    alors = evaluateur.parts(evaluateur.lire(faits, vu.jour))
    neufs = [
        any(_survenu(f.evenement, faits, vu.jour, le) for v in e.variations for f in comptes_d_evenements(v.si))
        for e in evaluateur.grille.ensembles
    ]
    return [part if neuf else avant for part, avant, neuf in zip(parts, alors, neufs, strict=True)]


def _survenu(fenetre: FenetreEvenement, faits: Faits, du: date, au: date) -> bool:
    return any(du < e.le <= au and est_compte(fenetre, e, au) for e in faits.evenements)


def _du_neuf(critere: Critere, faits: Faits, du: date, au: date) -> bool:
    """Une pièce validée ou un événement survenu entre deux jours : c'est le dossier qui a changé."""
    if any(_survenu(f, faits, du, au) for f in (*evenements_lus(critere), *reprises_du_critere(critere))):
        return True
    return critere.preuve.exigee and any(du < p.valide_le <= au for p in selecteur_de_preuves(critere)(faits))


def _dit(cause: CauseDeChangement, effet: int, pourquoi: str) -> Changement:
    return Changement(
        cause=cause,
        cause_libelle=cause.libelle,
        points=effet,
        places=None,
        phrase=f"{phrases.points_signes(effet)} : {pourquoi}",
    )


def _places(
    vu: Affichage, position: Position | None, points: int | None, changements: Sequence[Changement]
) -> list[Changement]:
    """La place, quand elle se compare : même lieu, même taille. Sinon, on dit qu'elle ne se compare pas."""
    if position is None or position.rang is None:
        return [] if vu.rang is None else [_place(CauseDeChangement.AUTRES, "Votre place n'est plus donnée.")]
    if vu.rang is None:
        return [_place(CauseDeChangement.TEMPS, "Votre place est maintenant connue.")]
    if (vu.niveau, vu.lieu, vu.typologie) != (position.niveau, position.lieu, position.typologie):
        memes_souhaits = vu.niveau is not position.niveau and vu.typologie is position.typologie
        cause = CauseDeChangement.AUTRES if memes_souhaits else CauseDeChangement.VOUS
        ou = f"{dire_ou(position.niveau, position.lieu_nom)}, pour un {position.typologie.libelle}"
        return [_place(cause, f"Votre place se compte maintenant {ou} : elle ne se compare pas à celle d'avant.")]
    gagnees = vu.rang - position.rang
    if gagnees == 0:
        return []
    effet = 0 if points is None or vu.points is None else points - vu.points
    places = francais.compte(abs(gagnees), "place")
    sens = "gagnée" if gagnees > 0 else "perdue"
    dites = f"{places} {sens}{'s' if abs(gagnees) > 1 else ''} {dire_ou(position.niveau, position.lieu_nom)}"
    if effet * gagnees > 0:
        cause = max((c for c in changements if c.points), key=lambda c: abs(c.points or 0)).cause
        phrase = f"{dites} : vos points ont changé."
    else:
        cause = CauseDeChangement.AUTRES
        ce_que = "sont passées devant" if gagnees < 0 else "ne sont plus devant"
        phrase = f"{dites} : d'autres demandes {ce_que}."
        if effet == 0:
            phrase = f"{phrase[:-1]} ; vos points n'ont pas changé."
    return [_place(cause, phrase, gagnees)]


def _place(cause: CauseDeChangement, phrase: str, gagnees: int | None = None) -> Changement:
    return Changement(cause=cause, cause_libelle=cause.libelle, points=None, places=gagnees, phrase=phrase)
