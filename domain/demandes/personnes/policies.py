"""Qui peut changer les titulaires d'une demande ou protéger une personne, et sinon pourquoi."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from domain.demandes.errors import DemandeVerrouillee
from domain.demandes.formulaire import Personne
from domain.demandes.model import Demande
from domain.demandes.personnes.codes import SorteGeste
from domain.demandes.personnes.errors import CodemandeurAAjouter, CodemandeurAGarder, GesteImpossible
from domain.demandes.policies import exiger_visible
from domain.demandes.policies import raisons as raisons_de_l_acte
from domain.demandes.synthese import nom_affiche
from domain.demandes.vie.table import Acte
from domain.kernel.raisons import Raison
from domain.organismes.acteur import Acteur, Droit, SorteActeur
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import exiger as exiger_droit
from domain.organismes.policies import raison_droit

DROITS: Mapping[SorteGeste, Droit] = {
    SorteGeste.AJOUT: Droit.DEMANDES_ECRIRE,
    SorteGeste.SEPARATION: Droit.DEMANDES_VALIDER,
    SorteGeste.RENONCIATION: Droit.DEMANDES_VALIDER,
    SorteGeste.DECES: Droit.DEMANDES_VALIDER,
    SorteGeste.ERREUR: Droit.DEMANDES_VALIDER,
}
"""Une arrivée se saisit ; un départ demande d'avoir vu des documents, comme une validation."""

AU_GUICHET = Raison(
    code="reserve-au-guichet",
    phrase="Un guichet enregistre ce départ, sur présentation des documents : cela protège chacun des titulaires.",
)


def raisons_du_geste(acteur: Acteur, demande: Demande, sorte: SorteGeste, le: date) -> Iterator[Raison]:
    """Ce qui manque à cet acteur pour faire ce geste."""
    if acteur.sorte is SorteActeur.DEMANDEUR:
        if sorte is not SorteGeste.AJOUT:
            yield AU_GUICHET
    else:
        manque = raison_droit(acteur, DROITS[sorte])
        if manque is not None:
            yield manque
    for raison in raisons_de_l_acte(acteur, demande, Acte.MODIFIER, le):
        if raison.code != "droit-manquant":
            yield raison


def exiger_geste(acteur: Acteur, demande: Demande, sorte: SorteGeste, le: date) -> None:
    exiger_visible(acteur, demande)
    for raison in raisons_du_geste(acteur, demande, sorte, le):
        if raison.code == "droit-manquant":
            raise DroitManquant(raison.phrase, raisons=[raison])
        if raison.code == "inscrite-en-commission":
            raise DemandeVerrouillee(f"{raison.phrase} Rien n'a été changé.", raisons=[raison])
        raise GesteImpossible(f"{raison.phrase} Rien n'a été changé.", raisons=[raison])


def exiger_les_titulaires(acteur: Acteur, demande: Demande, sections: Mapping[str, Any]) -> None:
    """Enregistrée, une demande ne gagne ni ne perd un titulaire par une simple correction : il a les mêmes droits.

    CCH R441-2-8 : la renonciation est écrite ; une séparation donne une nouvelle demande. Une arrivée se lit d'abord
    avec ses conséquences, et un agent dit pourquoi.
    """
    demandeur = sections.get("demandeur", demande.formulaire.demandeur)
    if demande.numero_unique is None or demandeur is None:
        return
    avant = demande.formulaire.adultes
    apres = (demandeur, *sections.get("codemandeurs", demande.formulaire.codemandeurs))
    perdus = [p for p in avant if p.id not in {q.id for q in apres}]
    if perdus:
        raise _a_garder(acteur, perdus)
    connus = {p.id for p in avant}
    entrants = [q for rang, q in enumerate(apres) if q.id not in connus or q.id in {p.id for p in apres[:rang]}]
    if entrants:
        raise _a_ajouter(acteur, entrants)


def _a_garder(acteur: Acteur, perdus: Sequence[Personne]) -> CodemandeurAGarder:
    raison = Raison(
        code="codemandeur-a-garder",
        phrase=f"{_ensemble(perdus)} {_etre(perdus)} de cette demande, avec les mêmes droits que le demandeur.",
    )
    if acteur.sorte is SorteActeur.DEMANDEUR:
        suite = "Déclarez son départ depuis « Les titulaires de ma demande »."
    else:
        suite = (
            "Enregistrez une séparation, une renonciation écrite, un décès ou une erreur depuis l'onglet "
            "Codemandeurs, « Départ »."
        )
    return CodemandeurAGarder(f"{raison.phrase} {suite} Rien n'a été changé.", raisons=[raison])


def _a_ajouter(acteur: Acteur, entrants: Sequence[Personne]) -> CodemandeurAAjouter:
    raison = Raison(
        code="codemandeur-a-ajouter",
        phrase=f"La demande est enregistrée, et {_ensemble(entrants)} n'en {_etre(entrants, 'pas ')}.",
    )
    if acteur.sorte is SorteActeur.DEMANDEUR:
        suite = (
            "Ajoutez cette personne depuis « Les titulaires de ma demande » : vous y lirez d'abord ce que cela change."
        )
    else:
        suite = (
            "Ajoutez cette personne depuis l'onglet Codemandeurs, « Ajouter un codemandeur », en disant pourquoi : "
            "l'historique le garde."
        )
    return CodemandeurAAjouter(f"{raison.phrase} {suite} Rien n'a été changé.", raisons=[raison])


def _ensemble(personnes: Sequence[Personne]) -> str:
    return " et ".join(nom_affiche(p) if p.nom_naissance or p.nom_usage else "une personne sans nom" for p in personnes)


def _etre(personnes: Sequence[Personne], nie: str = "") -> str:
    return f"sont {nie}titulaires" if len(personnes) > 1 else f"est {nie}titulaire"


def exiger_protection(acteur: Acteur) -> None:
    """Déclarer ou lever une protection est réservé à qui lit les informations de violences."""
    exiger_droit(acteur, Droit.DEMANDES_ECRIRE)
    exiger_droit(acteur, Droit.DEMANDES_SENSIBLE)
