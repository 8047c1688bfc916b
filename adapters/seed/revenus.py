"""What the household earns: a situation at work for each adult, then the monthly sums and the tax income."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from adapters.seed.foyers import Adulte, Foyer, Genre
from adapters.seed.geographie import Geographie
from adapters.seed.hasard import Hasard, Tirage
from adapters.seed.noms import lignes, rubriques
from domain.demandes.codes import Contrat, Ressource
from domain.demandes.formulaire import RessourceMensuelle, RevenuFiscal, Revenus, SituationProfessionnelle
from domain.demandes.rules.ressources import annee_de_reference
from domain.kernel.codes import Sexe

C, R = Contrat, Ressource

_ACTIFS = Tirage({C.CDI: 47, C.CDD: 18, C.CHOMAGE: 13, C.ARTISAN: 3, C.AUTRE: 19})
_JEUNES = Tirage({C.CDI: 26, C.CDD: 29, C.CHOMAGE: 13, C.APPRENTI: 11, C.ETUDIANT: 12, C.AUTRE: 9})
_MEDIANES = {C.CDI: (1560, 0.24), C.CDD: (1180, 0.3), C.ARTISAN: (1150, 0.45), C.APPRENTI: (880, 0.2)}
_MINIMA = Tirage({R.RSA: 58, R.ADULTE_HANDICAPE: 20, R.INVALIDITE: 12, R.AUTRE: 10})
_MONTANTS = {R.RSA: 580, R.ADULTE_HANDICAPE: 1030, R.INVALIDITE: 820, R.AUTRE: 450, R.BOURSE: 380, R.CHOMAGE: 990}
RETRAITE_A = 63


@dataclass(slots=True)
class Travail:
    situation: SituationProfessionnelle
    ressources: list[tuple[Ressource, int]]
    imposable: int
    """Euros a month that the tax income comes from."""


@cache
def _metiers(sexe: Sexe) -> list[str]:
    return rubriques("metiers.txt")[sexe.value]


@cache
def _employeurs() -> list[str]:
    return lignes("employeurs.txt")


def tirer_travail(hasard: Hasard, adulte: Adulte, geographie: Geographie, commune: str) -> Travail:
    if adulte.age >= RETRAITE_A:
        pension = _arrondi(hasard.autour_de(1210, 0.3))
        situation = SituationProfessionnelle(contrat=C.RETRAITE)
        complement = [(R.MINIMUM_VIEILLESSE, 1034 - pension)] if pension < 900 else []
        return Travail(situation, [(R.RETRAITE, pension), *complement], pension)
    contrat = (_JEUNES if adulte.age < 27 else _ACTIFS)(hasard)
    if contrat in _MEDIANES:
        return _salaire(hasard, adulte, contrat, geographie, commune)
    situation = SituationProfessionnelle(contrat=contrat)
    if contrat is C.CHOMAGE:
        allocation = _arrondi(hasard.autour_de(_MONTANTS[R.CHOMAGE], 0.28))
        return Travail(situation, [(R.CHOMAGE, allocation)], allocation)
    if contrat is C.ETUDIANT:
        petits = _arrondi(hasard.autour_de(320, 0.5)) if hasard.oui(0.5) else 0
        sommes = [(R.BOURSE, _arrondi(hasard.autour_de(_MONTANTS[R.BOURSE], 0.3)))]
        return Travail(situation, sommes + ([(R.SALAIRE, petits)] if petits else []), petits)
    nature = R.ADULTE_HANDICAPE if adulte.handicap and hasard.oui(0.7) else _MINIMA(hasard)
    montant = _arrondi(hasard.autour_de(_MONTANTS[nature], 0.1))
    return Travail(situation, [(nature, montant)], montant if nature is R.INVALIDITE else 0)


def _salaire(hasard: Hasard, adulte: Adulte, contrat: Contrat, geographie: Geographie, commune: str) -> Travail:
    lieu = commune
    if hasard.oui(0.55):
        lieu = geographie.voisine(hasard, commune) if commune in geographie.dans_le_departement else lieu
    independant = contrat is C.ARTISAN
    salaire = _arrondi(hasard.autour_de(*_MEDIANES[contrat]))
    return Travail(
        SituationProfessionnelle(
            contrat=contrat,
            profession=hasard.un(_metiers(adulte.sexe)),
            employeur=None if independant else hasard.un(_employeurs()),
            commune_travail=lieu if hasard.oui(0.85) else None,
        ),
        [(R.SALAIRE, salaire)],
        salaire,
    )


def revenus(hasard: Hasard, foyer: Foyer, travaux: list[Travail], today: date) -> Revenus:
    ressources = [
        RessourceMensuelle(personne_id=adulte.id, nature=nature, montant=montant)
        for adulte, travail in zip(foyer.adultes, travaux, strict=True)
        for nature, montant in travail.ressources
    ]
    ressources += _prestations(hasard, foyer, today)
    annee = annee_de_reference(today)
    rfr: list[RevenuFiscal] = []
    if hasard.oui(0.93):
        for adulte, travail in zip(foyer.adultes, travaux, strict=True):
            rfr += _avis(hasard, adulte, travail, annee)
    separe = foyer.genre is Genre.SEUL and foyer.adultes[0].sexe is Sexe.MASCULIN and 28 < foyer.adultes[0].age < 55
    versee = _arrondi(hasard.autour_de(170, 0.4)) if separe and hasard.oui(0.14) else 0
    return Revenus(rfr=tuple(rfr), ressources=tuple(ressources), pension_versee=versee)


def _avis(hasard: Hasard, adulte: Adulte, travail: Travail, annee: int) -> list[RevenuFiscal]:
    """After the ten per cent deduction; two years ago some earned more, some less."""
    base = travail.imposable * 12 * 0.9 * hasard.uniform(0.75, 1.08)
    found = [RevenuFiscal(personne_id=adulte.id, annee=annee, montant=int(base))]
    if hasard.oui(0.45):
        found.append(
            RevenuFiscal(personne_id=adulte.id, annee=annee + 1, montant=int(base * hasard.uniform(0.7, 1.15)))
        )
    return found


def _prestations(hasard: Hasard, foyer: Foyer, today: date) -> list[RessourceMensuelle]:
    sommes: list[tuple[Ressource, int]] = []
    enfants = foyer.enfants(today)
    if enfants >= 2:
        sommes.append((R.ALLOCATIONS_FAMILIALES, 151 + 194 * (enfants - 2)))
    if foyer.enfants(today, moins_de=3) and hasard.oui(0.7):
        sommes.append((R.JEUNE_ENFANT, 196))
    if foyer.genre is Genre.PARENT_SEUL and hasard.oui(0.4):
        sommes.append((R.PENSION_ALIMENTAIRE, _arrondi(hasard.autour_de(180, 0.35))))
    return [RessourceMensuelle(nature=nature, montant=montant) for nature, montant in sommes]


def _arrondi(montant: float) -> int:
    return max(10, int(montant / 10) * 10)
