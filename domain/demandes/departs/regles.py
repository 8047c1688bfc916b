"""Qui peut déclarer un départ depuis son espace, et ce qu'un guichet doit alors vérifier lui-même."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from domain.demandes.codes import EtatDemande
from domain.demandes.declarations import Declaration
from domain.demandes.formulaire import Personne
from domain.demandes.model import Demande
from domain.demandes.parametres import PARAMETRES
from domain.demandes.personnes.codes import CodeRaisonDeGeste, Justificatif, SorteGeste
from domain.demandes.personnes.policies import AU_GUICHET
from domain.demandes.personnes.prevision import Geste
from domain.demandes.policies import raisons as raisons_de_l_acte
from domain.demandes.rules.identifiants import identifiants_de
from domain.demandes.vie.table import Acte
from domain.kernel.raisons import Raison
from domain.organismes.acteur import Acteur


def geste_de(declaration: Declaration) -> Geste:
    """Le départ que la déclaration demande d'enregistrer."""
    return Geste(
        sorte=declaration.sorte,
        personne_id=declaration.personne_id,
        justificatif=declaration.justificatif,
        occupants=frozenset(declaration.occupants),
        successeur_id=declaration.successeur_id,
        le=declaration.deces_le,
    )


def declarant(demande: Demande, personne_id: UUID | None, identifiant: str) -> Personne | None:
    """Le titulaire qui tient cet accès : celui qu'on y connaît, sinon le seul dont c'est l'adresse ou le mobile.

    Personne, quand l'accès est partagé : on ne sait pas qui parle.
    """
    adultes = demande.formulaire.adultes
    if personne_id is not None:
        return next((p for p in adultes if p.id == personne_id), None)
    siens = [p for p in adultes if identifiant in identifiants_de(p)]
    return siens[0] if len(siens) == 1 else None


def documents_en_ligne(le: date, departement: str) -> frozenset[Justificatif]:
    """Ceux qui valent sans qu'un guichet les ait vus."""
    return frozenset(
        Justificatif(code) for code in PARAMETRES.a_la_date("personnes.documents_en_ligne", le, departement).textes()
    )


def raisons_de_ne_pas_declarer(acteur: Acteur, demande: Demande, sorte: SorteGeste, le: date) -> Iterator[Raison]:
    """Ce qui s'oppose à toute déclaration, quel que soit qui part."""
    if sorte is SorteGeste.AJOUT:
        yield Raison(code="pas-un-depart", phrase="Une personne qui arrive s'ajoute dans la page « Votre foyer ».")
        return
    yield from raisons_de_l_acte(acteur, demande, Acte.MODIFIER, le)
    if demande.numero_unique is None and demande.etat is not EtatDemande.SUPPRIMEE:
        yield Raison(
            code=CodeRaisonDeGeste.DEPART_AVANT_ENREGISTREMENT.value,
            phrase="Votre demande n'a pas encore son numéro unique : retirez la personne dans la page "
            "« Votre foyer », elle fera sa propre demande.",
        )
    if demande.declaration is not None and demande.declaration.en_cours:
        yield _deja_declare(demande.declaration, acteur)


def _deja_declare(declaration: Declaration, acteur: Acteur) -> Raison:
    """Qui l'a déclaré le lit ; aux autres titulaires, rien ne dit que quelqu'un s'apprête à partir."""
    if declaration.compte_id != acteur.compte_id:
        return AU_GUICHET
    return Raison(
        code=CodeRaisonDeGeste.DEPART_DEJA_DECLARE.value,
        phrase="Un départ est déjà déclaré et attend d'être enregistré.",
        parametres={"depuis_le": declaration.le.date().isoformat()},
    )


def raisons_de_confirmer(demande: Demande, geste: Geste, qui_declare: Personne | None, le: date) -> Iterator[Raison]:
    """Pourquoi la déclaration ne suffit pas : un guichet voit le document, ou entend l'autre personne."""
    if geste.sorte is not SorteGeste.SEPARATION or (
        geste.justificatif is not None and geste.justificatif not in documents_en_ligne(le, demande.departement)
    ):
        yield Raison(code="document-a-voir", phrase="Un guichet doit voir le document.")
    if qui_declare is None:
        yield Raison(
            code="acces-partage",
            phrase="Cet accès peut être celui de plusieurs titulaires : un guichet vérifie qui déclare.",
        )
    elif qui_declare.id != geste.personne_id:
        yield Raison(
            code="depart-d-un-autre",
            phrase="Le départ déclaré est celui d'un autre titulaire, qui a les mêmes droits : un guichet le vérifie "
            "avec cette personne, ou sur le document.",
        )
    if geste.sorte is SorteGeste.SEPARATION and demande.formulaire.occupants:
        yield Raison(
            code="foyer-a-partager",
            phrase="D'autres personnes sont à loger : un guichet regarde avec chacun qui part avec qui.",
        )
