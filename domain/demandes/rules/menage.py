"""Qui faut-il loger, et à quelle catégorie de ménage appartient le foyer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.demandes.codes import Coparentalite, LienParente
from domain.demandes.formulaire import Formulaire, Occupant
from domain.demandes.parametres import PARAMETRES
from domain.kernel.calendrier import age, anniversaire
from domain.kernel.explication import Explication
from domain.kernel.francais import compte, enumeration, nombre
from domain.kernel.parametres import Parametres

CATEGORIE_MAXIMALE = 6
"""La plus haute catégorie du tableau de l'arrêté : au-delà, un montant s'ajoute par personne."""


def est_mal_rattache(occupant: Occupant) -> bool:
    """Un occupant ni à charge, ni en garde alternée, ni en droit de visite ne compte pas.

    Règle R-OCC-1 : il devrait être à charge ou codemandeur.
    """
    return not occupant.a_charge and occupant.coparentalite is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Menage:
    """Les personnes à loger, comptées selon ce qu'elles sont."""

    titulaires: int
    """Adultes qui signeront le bail."""
    ages_des_titulaires: tuple[int | None, ...]
    couple: bool
    """Deux titulaires mariés, pacsés ou concubins."""
    handicap: bool
    """Une personne à loger au moins a un handicap reconnu."""
    a_charge: int
    """Occupants à charge fiscalement, enfants en garde alternée et enfants à naître compris."""
    enfants: int
    """Parmi eux, les enfants : nés et à naître."""
    garde_alternee: int
    a_naitre: int
    droit_de_visite: int
    """Enfants accueillis seulement en droit de visite."""
    mal_rattaches: int
    """Occupants qui ne comptent pas tant que leur situation n'est pas corrigée (R-OCC-1)."""
    visiteurs_comptes: bool = False

    @property
    def personnes(self) -> int:
        """Le nombre de personnes à loger."""
        return self.titulaires + self.a_charge + (self.droit_de_visite if self.visiteurs_comptes else 0)

    @property
    def est_couple_seul(self) -> bool:
        return self.couple and self.personnes == 2


def majorite(le: date) -> int:
    """L'âge auquel on est majeur (code civil, article 414), en années."""
    return PARAMETRES.a_la_date("menage.majorite", le).entier()


def _a_naitre(formulaire: Formulaire, le: date) -> int:
    """Un nombre hors limites ne compte pas, tant qu'il n'est pas corrigé."""
    annonces = 0 if formulaire.a_naitre is None else formulaire.a_naitre.nombre
    maximum = PARAMETRES.a_la_date("formulaire.enfants_a_naitre_max", le).entier()
    return annonces if 0 <= annonces <= maximum else 0


def composer_menage(formulaire: Formulaire, le: date, parametres: Parametres = PARAMETRES) -> Menage:
    """Compte les personnes à loger d'un formulaire, à une date."""
    adultes = formulaire.adultes
    gardes = [o for o in formulaire.occupants if o.coparentalite is Coparentalite.GARDE_ALTERNEE]
    visiteurs = [o for o in formulaire.occupants if o.coparentalite is Coparentalite.DROIT_DE_VISITE]
    charges = [o for o in formulaire.occupants if o.a_charge and o.coparentalite is None]
    a_naitre = _a_naitre(formulaire, le)
    return Menage(
        titulaires=len(adultes),
        ages_des_titulaires=tuple(None if a.ne_le is None else age(a.ne_le, le) for a in adultes),
        couple=len(adultes) == 2 and any(c.lien.est_un_couple for c in formulaire.codemandeurs),
        handicap=any(a.handicap for a in adultes) or any(o.handicap for o in (*charges, *gardes)),
        a_charge=len(charges) + len(gardes) + a_naitre,
        enfants=sum(o.lien is LienParente.ENFANT for o in (*charges, *gardes)) + a_naitre,
        garde_alternee=len(gardes),
        a_naitre=a_naitre,
        droit_de_visite=len(visiteurs),
        mal_rattaches=sum(est_mal_rattache(o) for o in formulaire.occupants),
        visiteurs_comptes=parametres.a_la_date("menage.droit_de_visite_compte", le).booleen(),
    )


def personnes_a_loger(menage: Menage) -> Explication[int]:
    """Les titulaires, les personnes à charge, les enfants en garde alternée et les enfants à naître."""
    nes = menage.a_charge - menage.garde_alternee - menage.a_naitre
    parts = [compte(menage.titulaires, "titulaire")]
    if nes:
        parts.append(compte(nes, "personne à charge", "personnes à charge"))
    if menage.garde_alternee:
        parts.append(compte(menage.garde_alternee, "enfant en garde alternée", "enfants en garde alternée"))
    if menage.a_naitre:
        parts.append(compte(menage.a_naitre, "enfant à naître", "enfants à naître"))
    if menage.droit_de_visite and menage.visiteurs_comptes:
        parts.append(compte(menage.droit_de_visite, "enfant en droit de visite", "enfants en droit de visite"))
    return Explication(
        valeur=menage.personnes,
        code="personnes-a-loger",
        phrase=f"{compte(menage.personnes, 'personne')} à loger : {enumeration(parts)}.",
        parametres={"personnes": menage.personnes},
        reference="Arrêté du 29 juillet 1987 modifié, annexe I",
    )


def est_jeune_menage(menage: Menage, le: date, parametres: Parametres = PARAMETRES) -> bool:
    """Un couple sans personne à charge dont la somme des âges ne dépasse pas 55 ans.

    Arrêté du 29 juillet 1987 modifié, annexe I.
    """
    ages = [a for a in menage.ages_des_titulaires if a is not None]
    limite = parametres.a_la_date("menage.jeune_menage_somme_des_ages", le).entier()
    return menage.couple and menage.a_charge == 0 and len(ages) == 2 and sum(ages) <= limite


def jours_ou_l_age_change_le_menage(
    formulaire: Formulaire,
    menage: Menage,
    le: date,
    departement: str | None = None,
    parametres: Parametres = PARAMETRES,
) -> Iterator[date]:
    """Quand un enfant compte comme un adulte dans les unités de consommation ou devient majeur, et quand un couple
    n'est plus un jeune ménage.
    """
    echelle = parametres.a_la_date("menage.unites_de_consommation", le, departement)
    for ans in (echelle.entree("age_adulte").entier(), majorite(le)):
        yield from (anniversaire(occupant.ne_le, ans) for occupant in formulaire.occupants)
    if est_jeune_menage(menage, le, parametres):
        limite = parametres.a_la_date("menage.jeune_menage_somme_des_ages", le).entier()
        naissances = [a.ne_le for a in formulaire.adultes if a.ne_le is not None]
        restent = range(1, limite - sum(age(ne_le, le) for ne_le in naissances) + 2)
        yield sorted(anniversaire(ne_le, age(ne_le, le) + ans) for ne_le in naissances for ans in restent)[
            restent[-1] - 1
        ]


def est_seul_avec_charge(menage: Menage) -> bool:
    """Une personne seule avec une ou plusieurs personnes à charge.

    Arrêté du 29 juillet 1987 modifié, annexe I.
    """
    return menage.titulaires == 1 and menage.a_charge > 0


def est_parent_isole(menage: Menage) -> bool:
    """Une personne seule avec au moins un enfant, né ou à naître."""
    return menage.titulaires == 1 and menage.enfants > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Categorie:
    """La ligne du tableau des plafonds où se trouve le ménage."""

    numero: int
    """De 1 à 6."""
    supplement: int
    """Personnes au-delà de la sixième catégorie."""


def categorie_menage(menage: Menage, le: date, parametres: Parametres = PARAMETRES) -> Explication[Categorie]:
    """La catégorie la plus favorable parmi celles que le ménage remplit ; elles ne se cumulent pas.

    Arrêté du 29 juillet 1987 modifié, annexe I.
    """
    methode = parametres.a_la_date("menage.supplement", le)
    limite = parametres.a_la_date("menage.jeune_menage_somme_des_ages", le)
    candidates = [(max(menage.personnes, 1), f"{compte(menage.personnes, 'personne')} à loger")]
    if est_seul_avec_charge(menage):
        candidates.append((menage.personnes + 1, f"personne seule avec {compte(menage.a_charge, 'personne')} à charge"))
    if est_jeune_menage(menage, le, parametres):
        candidates.append((3, f"jeune ménage (somme des âges de {limite.entier()} ans au plus)"))
    if menage.handicap:
        candidates.append((menage.personnes + 1, "personne en situation de handicap dans le ménage"))
    rang, pourquoi = max(candidates, key=lambda candidate: candidate[0])
    supplement = max(0, menage.personnes - CATEGORIE_MAXIMALE)
    if methode.texte() == "a_charge":
        supplement = max(supplement, menage.a_charge - (CATEGORIE_MAXIMALE - 2))
    categorie = Categorie(numero=min(rang, CATEGORIE_MAXIMALE), supplement=supplement)
    au_dela = f", plus {compte(supplement, 'personne')} au-delà" if supplement else ""
    return Explication(
        valeur=categorie,
        code="categorie-menage",
        phrase=f"Catégorie {categorie.numero}{au_dela} : {pourquoi}.",
        parametres={"categorie": categorie.numero, "supplement": supplement},
        reference=limite.reference,
        a_verifier=methode.a_verifier and bool(supplement),
    )


def unites_de_consommation(
    formulaire: Formulaire,
    le: date,
    departement: str | None = None,
    parametres: Parametres = PARAMETRES,
    *,
    menage: Menage | None = None,
) -> Explication[Decimal]:
    """Le premier adulte compte 1, chaque autre personne de 14 ans ou plus 0,5 et chaque plus jeune 0,3.

    Échelle d'équivalence modifiée de l'OCDE (Insee). `menage` : sa composition à cette date, quand on la tient déjà.
    """
    echelle = parametres.a_la_date("menage.unites_de_consommation", le, departement)
    poids = {nom: echelle.entree(nom).decimal() for nom in echelle.tableau()}
    menage = menage or composer_menage(formulaire, le, parametres)
    total = poids["premier"] + poids["autre"] * max(0, menage.titulaires - 1)
    for occupant in formulaire.occupants:
        visiteur = occupant.coparentalite is Coparentalite.DROIT_DE_VISITE
        if est_mal_rattache(occupant) or (visiteur and not menage.visiteurs_comptes):
            continue
        part = poids["autre"] if age(occupant.ne_le, le) >= poids["age_adulte"] else poids["enfant"]
        alterne = occupant.coparentalite is Coparentalite.GARDE_ALTERNEE
        total += part * poids["garde_alternee"] if alterne else part
    total += poids["a_naitre"] * menage.a_naitre
    if est_parent_isole(menage):
        total += poids["parent_isole"]
    return Explication(
        valeur=total,
        code="unites-de-consommation",
        phrase=f"{nombre(total.normalize())} unité{'s' if total >= 2 else ''} de consommation "
        f"pour {compte(menage.personnes, 'personne')} à loger.",
        parametres={"unites": float(total), "personnes": menage.personnes},
        reference=echelle.reference,
        a_verifier=echelle.a_verifier,
    )
