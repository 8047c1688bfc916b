"""Quelle adresse le demandeur lit sur les messages de sa demande."""

from collections.abc import Set

from domain.communications.model import CanalMessage
from domain.demandes.formulaire import Formulaire
from domain.demandes.rules.identifiants import identifiants_de
from domain.demandes.synthese import nom_affiche
from domain.organismes.acteur import Acteur, SorteActeur

ADRESSE_TUE = "une adresse qui n'est plus celle de la demande"


def adresse_lue(
    canal: CanalMessage, destinataire: str, acteur: Acteur, formulaire: Formulaire, acces: Set[str]
) -> str | None:
    """Le demandeur lit à qui un message est parti quand c'est à un titulaire d'aujourd'hui ; rien sinon.

    Après une séparation, un décès ou une renonciation, qui reste relit les messages d'avant, jamais l'adresse de
    qui est parti : elle lui dirait où le trouver (RGPD, article 5.1.c). Les agents la lisent.
    """
    if acteur.sorte is not SorteActeur.DEMANDEUR:
        return destinataire
    if canal is CanalMessage.COURRIER:
        nom = destinataire.partition("\n")[0]
        return destinataire if any(nom.endswith(nom_affiche(p)) for p in formulaire.adultes) else None
    siennes = frozenset(acces).union(*(identifiants_de(p) for p in formulaire.adultes))
    return destinataire if destinataire in siennes else None


def taire(texte: str, adresse: str) -> str:
    """Le texte, sans l'adresse que l'on ne montre pas."""
    return texte.replace(adresse, f"({ADRESSE_TUE})")
