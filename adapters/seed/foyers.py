"""Who asks for a dwelling: the adults who will sign, those they bring along, their ages and their ties."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum, auto
from uuid import UUID

from adapters.seed.hasard import Hasard, Tirage
from adapters.seed.noms import noms, prenom
from domain.demandes.codes import (
    Coparentalite,
    LienCodemandeur,
    LienParente,
    Nationalite,
    SituationFamiliale,
)
from domain.demandes.formulaire import Naissances, Occupant
from domain.kernel.calendrier import age
from domain.kernel.codes import Sexe

S = SituationFamiliale


class Genre(Enum):
    SEUL = auto()
    COUPLE = auto()
    COUPLE_AVEC_ENFANTS = auto()
    PARENT_SEUL = auto()
    FRATRIE = auto()
    AVEC_UN_PARENT = auto()


GENRES = Tirage(
    {
        Genre.SEUL: 35.0,
        Genre.COUPLE: 9.0,
        Genre.COUPLE_AVEC_ENFANTS: 27.0,
        Genre.PARENT_SEUL: 26.5,
        Genre.FRATRIE: 1.0,
        Genre.AVEC_UN_PARENT: 1.5,
    }
)
_AGES_SEUL = Tirage({(19, 24): 22, (25, 29): 17, (30, 39): 18, (40, 49): 13, (50, 64): 18, (65, 74): 8, (75, 92): 4})
_AGES_COUPLE = Tirage({(20, 24): 16, (25, 29): 24, (30, 39): 18, (40, 49): 8, (50, 64): 16, (65, 74): 12, (75, 90): 6})
_AGES_PARENT = Tirage({(20, 24): 6, (25, 29): 15, (30, 39): 44, (40, 49): 28, (50, 58): 7})
_ENFANTS_COUPLE = Tirage({1: 29, 2: 35, 3: 21, 4: 9, 5: 4, 6: 2})
_ENFANTS_SEUL = Tirage({1: 49, 2: 33, 3: 13, 4: 4, 5: 1})
_SITUATIONS_SEUL = {
    "jeune": Tirage({S.CELIBATAIRE: 96, S.SEPARE: 4}),
    "milieu": Tirage({S.CELIBATAIRE: 58, S.DIVORCE: 22, S.SEPARE: 18, S.VEUF: 2}),
    "age": Tirage({S.CELIBATAIRE: 24, S.DIVORCE: 38, S.SEPARE: 10, S.VEUF: 28}),
}
_SITUATIONS_COUPLE = Tirage({S.MARIE: 46, S.PACSE: 16, S.CONCUBIN: 38})
LIENS = {
    S.MARIE: LienCodemandeur.CONJOINT,
    S.PACSE: LienCodemandeur.PACSE,
    S.CONCUBIN: LienCodemandeur.CONCUBIN,
}
NATIONALITES = Tirage(
    {Nationalite.FRANCAISE: 80.0, Nationalite.UNION_EUROPEENNE: 4.0, Nationalite.HORS_UNION_EUROPEENNE: 16.0}
)
_GARDES = Tirage({None: 80.0, Coparentalite.GARDE_ALTERNEE: 14.0, Coparentalite.DROIT_DE_VISITE: 6.0})


@dataclass(slots=True)
class Adulte:
    id: UUID
    sexe: Sexe
    ne_le: date
    age: int
    nom: str
    nom_usage: str | None
    prenoms: str
    nationalite: Nationalite
    situation: SituationFamiliale
    handicap: bool
    lien: LienCodemandeur | None = None


@dataclass(slots=True)
class Foyer:
    genre: Genre
    adultes: list[Adulte]
    occupants: list[Occupant] = field(default_factory=list)
    a_naitre: Naissances | None = None

    @property
    def personnes(self) -> int:
        """Those to be housed, as domain.demandes.rules.menage counts them."""
        loges = sum(1 for o in self.occupants if o.coparentalite is not Coparentalite.DROIT_DE_VISITE)
        return len(self.adultes) + loges + (self.a_naitre.nombre if self.a_naitre else 0)

    @property
    def couple(self) -> bool:
        return self.genre in (Genre.COUPLE, Genre.COUPLE_AVEC_ENFANTS)

    def enfants(self, today: date, moins_de: int = 21) -> int:
        return sum(1 for o in self.occupants if o.lien is LienParente.ENFANT and age(o.ne_le, today) < moins_de)


def tirer_foyer(hasard: Hasard, today: date, le: datetime) -> Foyer:
    """`le`: the moment the file was begun, that its identifiers tell."""
    genre = GENRES(hasard)
    ages = _AGES_PARENT
    if genre is Genre.SEUL:
        ages = _AGES_SEUL
    elif genre in (Genre.COUPLE, Genre.FRATRIE):
        ages = _AGES_COUPLE
    feminin = 0.84 if genre is Genre.PARENT_SEUL else 0.5
    majeur_depuis = 19 + (today - le.date()).days // 365
    ans = hasard.entre(*ages(hasard))
    if ans < majeur_depuis:
        ans = majeur_depuis + hasard.entre(0, 12)
    demandeur = _adulte(hasard, today, le, ans, Sexe.FEMININ if hasard.oui(feminin) else Sexe.MASCULIN)
    foyer = Foyer(genre=genre, adultes=[demandeur])
    if foyer.couple:
        _mettre_en_couple(hasard, today, le, foyer)
    else:
        demandeur.situation = _situation_seul(hasard, demandeur.age)
    if genre is Genre.FRATRIE:
        autre = _adulte(
            hasard, today, le, max(18, demandeur.age + hasard.entre(-3, 3)), hasard.un((Sexe.FEMININ, Sexe.MASCULIN))
        )
        autre.nom, autre.lien, autre.nationalite = demandeur.nom, LienCodemandeur.FRATRIE, demandeur.nationalite
        foyer.adultes.append(autre)
    _ajouter_les_enfants(hasard, today, le, foyer)
    return foyer


def _adulte(hasard: Hasard, today: date, le: datetime, ans: int, sexe: Sexe) -> Adulte:
    ne_le = today - timedelta(days=int(ans * 365.25) + hasard.entre(1, 360))
    nom = hasard.un(noms())
    premier = prenom(hasard, sexe, ne_le)
    second = prenom(hasard, sexe, ne_le) if hasard.oui(0.25) else premier
    return Adulte(
        id=hasard.identifiant(le),
        sexe=sexe,
        ne_le=ne_le,
        age=age(ne_le, today),
        nom=nom,
        nom_usage=None,
        prenoms=premier if second == premier else f"{premier} {second}",
        nationalite=NATIONALITES(hasard),
        situation=S.CELIBATAIRE,
        handicap=hasard.oui(0.04 + 0.001 * max(0, ans - 30)),
    )


def _situation_seul(hasard: Hasard, ans: int) -> SituationFamiliale:
    return _SITUATIONS_SEUL["jeune" if ans < 28 else "milieu" if ans < 60 else "age"](hasard)


def _mettre_en_couple(hasard: Hasard, today: date, le: datetime, foyer: Foyer) -> None:
    demandeur = foyer.adultes[0]
    situation = S.CONCUBIN if demandeur.age < 24 and hasard.oui(0.6) else _SITUATIONS_COUPLE(hasard)
    oppose = Sexe.MASCULIN if demandeur.sexe is Sexe.FEMININ else Sexe.FEMININ
    sexe = oppose if hasard.oui(0.97) else demandeur.sexe
    conjoint = _adulte(hasard, today, le, max(19, demandeur.age + hasard.entre(-5, 5)), sexe)
    demandeur.situation = conjoint.situation = situation
    conjoint.lien = LIENS[situation]
    if hasard.oui(0.8):
        conjoint.nationalite = demandeur.nationalite
    if situation is S.MARIE and hasard.oui(0.75):
        for adulte, autre in ((demandeur, conjoint), (conjoint, demandeur)):
            if adulte.sexe is Sexe.FEMININ and autre.sexe is Sexe.MASCULIN:
                adulte.nom_usage = autre.nom
    foyer.adultes.append(conjoint)


def _ajouter_les_enfants(hasard: Hasard, today: date, le: datetime, foyer: Foyer) -> None:
    demandeur = foyer.adultes[0]
    plus_jeune = min(a.age for a in foyer.adultes)
    enfante = foyer.genre in (Genre.COUPLE, Genre.COUPLE_AVEC_ENFANTS, Genre.PARENT_SEUL)
    if enfante and plus_jeune < 42 and hasard.oui(0.05):
        prevue_le = today + hasard.jours(15, 170)
        foyer.a_naitre = Naissances(nombre=2 if hasard.oui(0.02) else 1, prevue_le=prevue_le)
    if foyer.genre is Genre.AVEC_UN_PARENT:
        foyer.occupants.append(_parent(hasard, today, le, demandeur))
        return
    if foyer.genre not in (Genre.COUPLE_AVEC_ENFANTS, Genre.PARENT_SEUL):
        return
    combien = (_ENFANTS_COUPLE if foyer.couple else _ENFANTS_SEUL)(hasard)
    garde = None if foyer.couple else _GARDES(hasard)
    nom = _nom_des_enfants(hasard, foyer)
    aine = min(20, plus_jeune - 19)
    ages = sorted((hasard.entre(0, max(0, aine)) for _ in range(min(combien, aine + 1))), reverse=True)
    for ans in ages or [0]:
        foyer.occupants.append(_enfant(hasard, today, le, ans, nom, garde))


def _nom_des_enfants(hasard: Hasard, foyer: Foyer) -> str:
    for adulte in foyer.adultes:
        if adulte.sexe is Sexe.MASCULIN:
            return adulte.nom
    return foyer.adultes[0].nom if hasard.oui(0.5) else hasard.un(noms())


def _enfant(hasard: Hasard, today: date, le: datetime, ans: int, nom: str, garde: Coparentalite | None) -> Occupant:
    sexe = hasard.un((Sexe.FEMININ, Sexe.MASCULIN))
    ne_le = today - timedelta(days=int(ans * 365.25) + hasard.entre(5, 355))
    return Occupant(
        id=hasard.identifiant(le),
        nom=nom[:24],
        prenom=prenom(hasard, sexe, ne_le)[:24],
        ne_le=ne_le,
        sexe=sexe,
        lien=LienParente.ENFANT,
        a_charge=garde is not Coparentalite.DROIT_DE_VISITE,
        coparentalite=garde,
    )


def _parent(hasard: Hasard, today: date, le: datetime, demandeur: Adulte) -> Occupant:
    sexe = Sexe.FEMININ if hasard.oui(0.7) else Sexe.MASCULIN
    ne_le = demandeur.ne_le - timedelta(days=int(365.25 * hasard.entre(21, 34)))
    return Occupant(
        id=hasard.identifiant(le),
        nom=demandeur.nom[:24],
        prenom=prenom(hasard, sexe, ne_le),
        ne_le=ne_le,
        sexe=sexe,
        lien=LienParente.PARENT,
        a_charge=True,
    )
