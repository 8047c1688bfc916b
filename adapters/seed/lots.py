"""A batch of demandes of one département, and the dwellings let to some: built alone, always the same."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Table

from adapters.seed.annonces import Publication, publier
from adapters.seed.coffre import Coffre
from adapters.seed.conventions import conventions
from adapters.seed.demandeurs import CompteAOuvrir, demandes_de_demonstration
from adapters.seed.dossiers import Dossier, derouler, guichets
from adapters.seed.formulaires import tirer_formulaire
from adapters.seed.geographie import geographie
from adapters.seed.hasard import Hasard, Tirage
from adapters.seed.patrimoine import patrimoine
from adapters.seed.pieces import Objet, joindre
from adapters.seed.relocations import Relocations
from adapters.seed.scenarios import ETAPES, Etape, loger, vacance_d_aujourd_hui
from adapters.seed.seances import seances
from adapters.seed.vies import Vie
from adapters.seed.vivier import Vivier
from domain.demandes.codes import EtatDemande, MotifRadiation
from domain.demandes.formulaire import Personne
from domain.kernel.codes import Typologie
from domain.organismes.acteur import Acteur, systeme

E, T = EtatDemande, Typologie

_ANNONCEES = Tirage({T.T1: 9.0, T.T2: 27.0, T.T3: 33.0, T.T4: 22.0, T.T5: 7.0, T.T6_ET_PLUS: 2.0})


@dataclass(frozen=True, slots=True)
class Territoire:
    """What every batch of a département shares; each process rebuilds it once from these few words."""

    graine: str
    departements: tuple[str, ...]
    departement: str
    demandes: int
    today: date
    coffre: Coffre | None = None


@dataclass(frozen=True, slots=True)
class Depart:
    """A life, and the numbers that only the one who counts them all can give."""

    vie: Vie
    reference: str
    sequence: int | None
    """Rank of its numéro unique in the month of its deposit."""


@dataclass(frozen=True, slots=True)
class Commande:
    """What one batch is asked for."""

    territoire: Territoire
    numero: int
    departs: Sequence[Depart]
    premiere_reference: int
    """First number for its dwellings."""
    vacances: int
    """Vacancies open today, in all their stages."""
    annonces: int
    """Vacancies that wait for candidates through a public advertisement."""
    part_avec_pieces: float
    """Of the registered demandes that have their documents."""
    part_a_valider_avec_pieces: float
    """Of those that a desk must check: all of them, unless they are too many."""
    demonstration: Sequence[Depart] = ()
    """The demandes of the demonstration accounts, in the order of comptes.DEMANDEURS."""


@dataclass(frozen=True, slots=True)
class SeanceTenue:
    """A commission that examined dwellings of the batch, ready to be written."""

    departement: str
    id: UUID
    ligne: tuple[Any, ...]
    programmation: tuple[Any, ...]
    """Its first line of history."""
    cloturee_le: datetime | None
    president: Acteur


@dataclass(slots=True)
class Lot:
    """The rows to copy, by table."""

    departement: str
    lignes: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    seances: list[SeanceTenue] = field(default_factory=list)
    biens_examines: Counter[UUID] = field(default_factory=Counter)
    """By commission, as are the two that follow."""
    candidats: Counter[UUID] = field(default_factory=Counter)
    attributions: Counter[UUID] = field(default_factory=Counter)
    objets: list[Objet] = field(default_factory=list)
    comptes: list[CompteAOuvrir] = field(default_factory=list)

    def ajouter(self, table: Table, rows: Iterable[tuple[Any, ...]]) -> None:
        self.lignes.setdefault(table.name, []).extend(rows)


@dataclass(slots=True)
class Histoire:
    """Everything that happened in a batch, before it is written."""

    territoire: Territoire
    hasard: Hasard
    chantier: Relocations
    dossiers: list[Dossier] = field(default_factory=list)
    publications: list[Publication] = field(default_factory=list)


def raconter(commande: Commande, lot: Lot) -> Histoire:
    t = commande.territoire
    hasard = Hasard.de(t.graine, t.departement, "lot", commande.numero)
    chantier = Relocations(
        hasard,
        t.departement,
        t.today,
        patrimoine(t.graine, t.departements, t.departement),
        conventions(t.graine, t.departements, t.departement, t.demandes, t.today),
        seances(t.graine, t.departements, t.departement, t.demandes, t.today),
        commande.premiere_reference,
        commande.numero,
    )
    histoire = Histoire(t, hasard, chantier)
    histoire.dossiers += [_dossier(histoire, depart, commande, lot) for depart in commande.departs]
    vivier = Vivier(d for d in histoire.dossiers if d.vie.etat is E.ACTIVE)
    for dossier in histoire.dossiers:
        if dossier.vie.etat is E.SATISFAITE and not loger(chantier, vivier, dossier):
            _radier_sans_commission(hasard, dossier)
    if commande.demonstration:
        demonstration = demandes_de_demonstration(
            hasard, t, chantier, vivier, [(d.vie, d.reference, d.sequence) for d in commande.demonstration]
        )
        _faire_des_doublons(histoire)
        histoire.dossiers += demonstration.dossiers
        lot.comptes += demonstration.comptes
        lot.objets += demonstration.objets
    _ouvrir_des_vacances(histoire, vivier, commande)
    for dossier in histoire.dossiers:
        dossier.demande.version = 1 + len(dossier.journal)
    return histoire


def _dossier(histoire: Histoire, depart: Depart, commande: Commande, lot: Lot) -> Dossier:
    t, hasard, vie = histoire.territoire, histoire.hasard, depart.vie
    accueil = guichets(t.graine, t.departements, t.departement)
    formulaire = tirer_formulaire(hasard, geographie(t.departement), accueil.noms_des_bailleurs, t.today, vie.creee_le)
    guichet = accueil.tirer(hasard, formulaire.communes[0])
    dossier = derouler(hasard, t.departement, vie, formulaire, depart.reference, depart.sequence, guichet)
    part = {
        E.ACTIVE: commande.part_avec_pieces,
        E.EN_ATTENTE_DE_VALIDATION: commande.part_a_valider_avec_pieces,
        E.RETOURNEE: commande.part_a_valider_avec_pieces,
    }.get(vie.etat, 0.0)
    if t.coffre is not None and hasard.oui(part):
        lot.objets += joindre(hasard, dossier, guichet)
    return dossier


_RESSEMBLANCES: tuple[Callable[[Personne], Personne], ...] = (
    lambda deja: deja,
    lambda deja: replace(deja, nom_usage="LE BIHAN" if deja.nom_usage is None else None),
    lambda deja: replace(deja, prenoms=deja.prenoms.split()[0][:-1]) if deja.prenoms else deja,
    lambda deja: replace(deja, ne_le=deja.ne_le - timedelta(days=1)) if deja.ne_le else deja,
    lambda deja: deja,
)
"""How the same person, or somebody very like, comes back: as before, married, misspelt, born the day before."""


def _faire_des_doublons(histoire: Histoire) -> None:
    """Some already registered have filled in a new demande: the desk that checks it must see that."""
    attendent = (d.demande for d in histoire.dossiers if d.vie.etat is E.EN_ATTENTE_DE_VALIDATION)
    connus = (d.demande.formulaire.demandeur for d in histoire.dossiers if d.vie.etat is E.ACTIVE)
    for attend, deja, comme in zip(attendent, connus, _RESSEMBLANCES, strict=False):
        if attend.formulaire.demandeur is None or deja is None:
            continue
        semblable = comme(deja)
        meme = replace(
            attend.formulaire.demandeur,
            civilite=semblable.civilite,
            nom_naissance=semblable.nom_naissance,
            nom_usage=semblable.nom_usage,
            prenoms=semblable.prenoms,
            ne_le=semblable.ne_le,
            nationalite=semblable.nationalite,
        )
        attend.formulaire = replace(attend.formulaire, demandeur=meme)


def _radier_sans_commission(hasard: Hasard, dossier: Dossier) -> None:
    """No commission of the landlord fell between its deposit and its lease: only the end is known."""
    assert dossier.vie.radiee_le is not None
    demande = dossier.demande
    radiee_le = dossier.vie.radiee_le
    demande.radier(motif=MotifRadiation.ATTRIBUTION, radiee_le=radiee_le, le=hasard.instant(radiee_le))
    dossier.noter(demande, systeme(demande.departement))


def _ouvrir_des_vacances(histoire: Histoire, vivier: Vivier, commande: Commande) -> None:
    hasard, chantier = histoire.hasard, histoire.chantier
    toutes = list(Etape)
    for rang in range(commande.vacances):
        souhait = vivier.souhait(hasard)
        if souhait is not None:
            etape = toutes[rang] if rang < len(toutes) else ETAPES(hasard)
            vacance_d_aujourd_hui(chantier, vivier, etape, *souhait)
    ou = geographie(commande.territoire.departement)
    for _ in range(commande.annonces):
        relocation = vacance_d_aujourd_hui(
            chantier, vivier, Etape.SANS_CANDIDAT, ou.recherchees(hasard), _ANNONCEES(hasard)
        )
        histoire.publications.append(publier(chantier, relocation))
