"""Ce qu'il reste à corriger dans un formulaire : ce qui bloque, et ce qui mérite un regard."""

from collections.abc import Collection, Sequence
from datetime import date
from itertools import chain
from uuid import UUID

from domain.demandes.codes import NatureDossier
from domain.demandes.formulaire import Formulaire
from domain.demandes.parametres import PARAMETRES
from domain.demandes.rules.controles.coherence import alertes
from domain.demandes.rules.controles.completude import manques
from domain.demandes.rules.controles.controle import Contexte, Controle, Niveau
from domain.demandes.rules.controles.limites import depassements
from domain.kernel.parametres import Parametres

__all__ = ["Contexte", "Controle", "Niveau", "bloquants", "controler", "mal_saisi"]


def controler(
    formulaire: Formulaire,
    le: date,
    *,
    avec_nir: Collection[UUID] = (),
    nirs_a_verifier: Collection[UUID] = (),
    nature: NatureDossier = NatureDossier.STANDARD,
    en_ligne: bool = False,
    departement: str | None = None,
    parametres: Parametres = PARAMETRES,
    avec_alertes: bool = True,
) -> list[Controle]:
    """Tous les contrôles d'un formulaire, les bloquants d'abord, dans l'ordre des rubriques.

    Sans les alertes, il ne reste que ce qui bloque : un fichier de milliers de demandes n'en demande pas plus.

    `avec_nir` nomme les personnes dont le numéro de sécurité sociale est connu, `nirs_a_verifier` celles dont il
    porte un mois de naissance qui n'existe pas.
    """
    contexte = Contexte(
        formulaire=formulaire,
        le=le,
        avec_nir=frozenset(avec_nir),
        nirs_a_verifier=frozenset(nirs_a_verifier),
        nature=nature,
        en_ligne=en_ligne,
        departement=departement,
        parametres=parametres,
    )
    bloquent = chain(manques(contexte), depassements(contexte))
    return list(chain(bloquent, alertes(contexte)) if avec_alertes else bloquent)


def mal_saisi(formulaire: Formulaire, rubrique: str, le: date, departement: str) -> list[Controle]:
    """Ce qu'une seule rubrique ne peut pas contenir, par exemple `codemandeurs.0` ; ce qui lui manque peut attendre."""
    contexte = Contexte(
        formulaire=formulaire,
        le=le,
        avec_nir=frozenset(),
        nirs_a_verifier=frozenset(),
        nature=NatureDossier.STANDARD,
        en_ligne=False,
        departement=departement,
        parametres=PARAMETRES,
    )
    return [c for c in depassements(contexte) if c.champ.startswith(f"{rubrique}.")]


def bloquants(controles: Sequence[Controle]) -> list[Controle]:
    """Ceux qui empêchent d'envoyer ou de valider la demande."""
    return [c for c in controles if c.niveau is Niveau.BLOQUANT]
