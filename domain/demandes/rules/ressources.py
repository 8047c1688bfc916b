"""Ce que gagne le foyer : chaque mois pour payer un loyer, chaque année pour respecter un plafond."""

from datetime import date

from domain.demandes.formulaire import Formulaire, Personne
from domain.demandes.parametres import PARAMETRES
from domain.kernel.explication import Explication
from domain.kernel.francais import enumeration, euros, pourcent
from domain.kernel.parametres import Parametres


def ressources_mensuelles(
    formulaire: Formulaire, le: date, departement: str | None = None, parametres: Parametres = PARAMETRES
) -> Explication[int]:
    """Toutes les ressources du foyer, hors APL et AL, moins la pension alimentaire versée.

    Arrêté du 10 mars 2011, annexe.
    """
    deduite = parametres.a_la_date("ressources.pension_versee_deduite", le, departement)
    recues = sum(r.montant for r in formulaire.revenus.ressources)
    versee = formulaire.revenus.pension_versee if deduite.booleen() else 0
    total = max(0, recues - versee)
    moins = f", {euros(versee)} de pension versée déduits" if versee else ""
    return Explication(
        valeur=total,
        code="ressources-mensuelles",
        phrase=f"Ressources du foyer : {euros(total)} par mois, hors aide au logement{moins}.",
        parametres={"recues": recues, "versee": versee, "total": total},
        reference=deduite.reference,
        a_verifier=deduite.a_verifier and bool(versee),
    )


def annee_de_reference(le: date) -> int:
    """L'avant-dernière année : celle dont les revenus se comparent au plafond."""
    return le.year - 2


def rfr_total(formulaire: Formulaire, annee: int) -> int | None:
    """Le revenu fiscal du foyer pour une année ; rien s'il manque celui d'un titulaire."""
    par_personne = {r.personne_id: r.montant for r in formulaire.revenus.rfr if r.annee == annee}
    adultes = formulaire.adultes
    if not adultes or any(a.id not in par_personne for a in adultes):
        return None
    return sum(par_personne[a.id] for a in adultes)


def sans_rfr(formulaire: Formulaire, annee: int) -> tuple[Personne, ...]:
    """Les titulaires dont le revenu fiscal de cette année n'est pas renseigné."""
    connus = {r.personne_id for r in formulaire.revenus.rfr if r.annee == annee}
    return tuple(a for a in formulaire.adultes if a.id not in connus)


def rfr_a_comparer(formulaire: Formulaire, le: date, parametres: Parametres = PARAMETRES) -> Explication[int | None]:
    """Le revenu fiscal N-2, ou N-1 quand il a baissé d'au moins 10 %.

    Arrêté du 29 juillet 1987 modifié, article 4. La baisse doit être prouvée.
    """
    seuil = parametres.a_la_date("ressources.baisse_n_1_pourcent", le)
    annee = annee_de_reference(le)
    avant_derniere, derniere = rfr_total(formulaire, annee), rfr_total(formulaire, annee + 1)
    if avant_derniere is None:
        noms = [p.prenoms or "une personne de la demande" for p in sans_rfr(formulaire, annee)]
        qui = f" pour {enumeration(noms)}" if noms else ""
        return Explication(
            valeur=None,
            code="rfr-inconnu",
            phrase=f"Le revenu fiscal de référence {annee} n'est pas renseigné{qui}.",
            parametres={"annee": annee},
            reference=seuil.reference,
        )
    if derniere is not None and derniere * 100 <= avant_derniere * (100 - seuil.entier()) and derniere < avant_derniere:
        return Explication(
            valeur=derniere,
            code="rfr-n-1",
            phrase=f"Revenu fiscal de référence {annee + 1} retenu, {euros(derniere)} : il a baissé "
            f"d'au moins {pourcent(seuil.entier())} par rapport à {annee} "
            f"({euros(avant_derniere)}). À justifier.",
            parametres={"annee": annee + 1, "montant": derniere},
            reference=seuil.reference,
        )
    return Explication(
        valeur=avant_derniere,
        code="rfr-n-2",
        phrase=f"Revenu fiscal de référence {annee} : {euros(avant_derniere)}.",
        parametres={"annee": annee, "montant": avant_derniere},
        reference=seuil.reference,
    )
