"""Qui peut changer les titulaires d'une demande ou protéger une personne, et sinon pourquoi."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from domain.demandes.errors import DemandeVerrouillee
from domain.demandes.model import Demande
from domain.demandes.personnes.codes import SorteGeste
from domain.demandes.personnes.errors import CodemandeurAGarder, GesteImpossible
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


def exiger_les_titulaires(demande: Demande, sections: Mapping[str, Any]) -> None:
    """Enregistrée, une demande ne perd pas un titulaire par une simple correction : il a les mêmes droits.

    CCH R441-2-8 : la renonciation est écrite ; une séparation donne une nouvelle demande.
    """
    if demande.numero_unique is None:
        return
    codemandeurs = sections.get("codemandeurs", demande.formulaire.codemandeurs)
    demandeur = sections.get("demandeur", demande.formulaire.demandeur)
    gardes = {c.id for c in codemandeurs} | ({demandeur.id} if demandeur is not None else set())
    perdus = [p for p in demande.formulaire.adultes if p.id not in gardes]
    if perdus and demandeur is not None:
        raison = Raison(
            code="codemandeur-a-garder",
            phrase=f"{' et '.join(nom_affiche(p) for p in perdus)} est titulaire de cette demande, avec les mêmes "
            "droits que le demandeur.",
        )
        raise CodemandeurAGarder(
            f"{raison.phrase} Enregistrez une séparation, une renonciation écrite, un décès ou une erreur, "
            "depuis l'onglet Demandeur. Rien n'a été changé.",
            raisons=[raison],
        )


def exiger_protection(acteur: Acteur) -> None:
    """Déclarer ou lever une protection est réservé à qui lit les informations de violences."""
    exiger_droit(acteur, Droit.DEMANDES_ECRIRE)
    exiger_droit(acteur, Droit.DEMANDES_SENSIBLE)
