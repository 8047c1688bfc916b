"""Ce que tout le monde lit d'une grille publiée : ses règles, des exemples, trois guides (CCH R441-2-17)."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Protocol

from domain.cotation.faits import Evenement, Faits, PreuveAdmise
from domain.cotation.interpreter import preparer
from domain.cotation.model import GrilleCotation
from domain.cotation.queries import BlocDecrit, EnsembleDecrit, SecteurDecrit
from domain.cotation.register import adresse, blocs_decrits, cas_hors_cotation, ensembles_decrits, secteurs_decrits
from domain.cotation.registre.guides import Guide, guides
from domain.cotation.trace import tracer
from domain.cotation.vocabulary import Population
from domain.cotation.writer import ecrire_grille
from domain.kernel.calendrier import ajouter_mois
from domain.kernel.read_model import ReadModel
from domain.organismes.acteur import Perimetre


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsDExemple(ReadModel):
    critere: str
    points: int
    """Points comptés dans le total."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemple(ReadModel):
    """Un ménage imaginaire, coté à l'instant avec cette grille."""

    nom: str
    situation: str
    points: int | None
    """Total des points prouvés ; absent quand la grille ne cote pas cette situation."""
    hors_cotation: str | None
    lignes: list[PointsDExemple]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionPubliee(ReadModel):
    """Une ligne du registre public."""

    adresse: str
    """Ce qui la désigne pour toujours : SIREN de l'EPCI, demandes concernées, version."""
    epci: str
    epci_nom: str
    libelle: str
    population: Population
    population_libelle: str
    version_grille: int
    en_vigueur: bool
    fictive: bool
    effet_du: date | None
    effet_au: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliberationVue(ReadModel):
    date: date
    reference: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GrillePublique(ReadModel):
    """Une grille publiée, pour une personne et pour une machine."""

    version: VersionPubliee
    deliberation: DeliberationVue | None
    note_methode: str | None
    blocs: list[BlocDecrit]
    ensembles: list[EnsembleDecrit]
    """Les blocs qui comptent ensemble ; les autres s'additionnent."""
    secteurs: list[SecteurDecrit]
    """Les groupes de communes que ses conditions nomment."""
    hors_cotation: list[str]
    departage: list[str]
    exemples: list[Exemple]
    guides: list[Guide]
    versions: list[VersionPubliee]
    """Toutes les versions publiées par cet EPCI, la plus récente d'abord."""
    document: dict[str, Any]
    """La grille complète, dans son format d'échange."""


class RegistrePublicQueries(Protocol):
    async def versions(self, perimetre: Perimetre) -> list[VersionPubliee]:
        """Les grilles publiées du département, celles en vigueur d'abord."""
        ...

    async def lire(
        self, perimetre: Perimetre, epci: str, population: Population, version_grille: int
    ) -> GrillePublique:
        """Une version publiée, même ancienne, ou GrilleIntrouvable."""
        ...


def en_ligne(grille: GrilleCotation, *, epci_nom: str, le: date) -> VersionPubliee:
    return VersionPubliee(
        adresse=adresse(grille),
        epci=grille.epci,
        epci_nom=epci_nom,
        libelle=grille.contenu.libelle,
        population=grille.population,
        population_libelle=grille.population.libelle,
        version_grille=grille.version_grille,
        en_vigueur=grille.en_vigueur(le),
        fictive=grille.contenu.fictive,
        effet_du=grille.effet_du,
        effet_au=grille.effet_au,
    )


def publier_au_registre(
    grille: GrilleCotation,
    versions: list[VersionPubliee],
    *,
    epci_nom: str,
    nom_commune: Callable[[str], str],
    le: date,
    libelles_pieces: Mapping[str, str],
) -> GrillePublique:
    contenu, adoption = grille.contenu, grille.deliberation
    return GrillePublique(
        version=en_ligne(grille, epci_nom=epci_nom, le=le),
        deliberation=None
        if adoption is None
        else DeliberationVue(date=adoption.date, reference=adoption.reference, url=adoption.url),
        note_methode=contenu.note_methode,
        blocs=blocs_decrits(contenu, libelles_pieces),
        ensembles=ensembles_decrits(contenu),
        secteurs=secteurs_decrits(contenu, nom_commune),
        hors_cotation=cas_hors_cotation(contenu),
        departage=[d.libelle for d in contenu.departage],
        exemples=[exemple(personnage, grille, le) for personnage in personnages()],
        guides=guides(contenu, epci_nom=epci_nom, libelles_pieces=libelles_pieces),
        versions=versions,
        document=ecrire_grille(grille.document()),
    )


@cache
def personnages() -> tuple[dict[str, Any], ...]:
    lu = files("domain.cotation").joinpath("parameters/personnages.json").read_text("utf-8")
    return tuple(json.loads(lu))


def exemple(personnage: Mapping[str, Any], grille: GrilleCotation, le: date) -> Exemple:
    """Le ménage imaginaire coté ce jour-là, comme une vraie demande le serait."""
    faits = Faits.de(
        personnage["faits"],
        pieces=tuple(PreuveAdmise(type=type_, valide_le=le) for type_ in personnage.get("pieces", ())),
        evenements=tuple(
            Evenement(type=e["type"], le=ajouter_mois(le, -e["il_y_a_mois"]), adapte=e.get("adapte"))
            for e in personnage.get("evenements", ())
        ),
    )
    trace = tracer(preparer(grille.contenu), faits, le)
    return Exemple(
        nom=personnage["nom"],
        situation=personnage["situation"],
        points=trace.points.total_verifie,
        hors_cotation=None if trace.hors_cotation is None else trace.hors_cotation.libelle,
        lignes=[
            PointsDExemple(critere=critere.critere.libelle, points=critere.retenus)
            for critere in trace.criteres
            if critere.retenus != 0 and trace.hors_cotation is None
        ],
    )
