import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.demandes.codes import EtatDemande
from domain.demandes.compte import CompteDemandeur
from domain.demandes.events import AccesRecherche, CodeDeConnexionDemande, EspaceOuvert
from domain.demandes.formulaire import Formulaire, Personne
from domain.demandes.model import Demande
from domain.demandes.ports import DemandesUnitOfWork
from domain.demandes.rules.doublons import premier_prenom
from domain.demandes.rules.identifiants import IdentifiantIllisible, normaliser_identifiant
from domain.kernel.identifiers import new_id
from domain.kernel.text import normaliser_nom
from domain.organismes.acteur import Acteur

DEMANDES_AU_PLUS = 3
"""Une même personne n'a qu'une demande ; des doublons non réunis peuvent en faire deux ou trois."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteres:
    """Ce que dit de soi la personne qui cherche sa demande."""

    ne_le: date
    nom: str
    prenom: str
    numero_unique: str | None

    def designent(self, demande: Demande) -> bool:
        """Le nom, le prénom et la date de naissance sont ceux du demandeur lui-même."""
        personne = demande.formulaire.demandeur
        if personne is None or personne.ne_le != self.ne_le or not personne.prenoms:
            return False
        noms = {normaliser_nom(nom) for nom in (personne.nom_naissance, personne.nom_usage) if nom}
        return normaliser_nom(self.nom) in noms and premier_prenom(self.prenom) == premier_prenom(personne.prenoms)


@dataclass(frozen=True, slots=True)
class Cherchee:
    """Assez d'une demande pour la retrouver parmi les autres."""

    departement: str
    id: UUID
    formulaire: Formulaire
    protection: None = None


async def rendre_l_acces(event: AccesRecherche, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    """Un code part à l'adresse ou au mobile connus de la demande, jamais ailleurs."""
    lus = json.loads(uow.chiffre.dechiffrer(bytes.fromhex(event.criteres_chiffres), "acces"))
    criteres = Criteres(**{**lus, "ne_le": date.fromisoformat(lus["ne_le"])})
    for demande in await _demandes(event.departement, criteres, uow):
        identifiant = await _identifiant(demande, uow)
        if identifiant is None:
            continue
        code = await uow.codes_de_connexion.emettre(event.departement, identifiant, uow.now())
        uow.record(
            CodeDeConnexionDemande(
                departement=event.departement,
                aggregate_id=new_id(),
                occurred_at=uow.now(),
                identifiant=identifiant,
                code_chiffre=uow.chiffre.chiffrer(code.encode(), "code").hex(),
            )
        )


async def _demandes(departement: str, criteres: Criteres, uow: DemandesUnitOfWork) -> Sequence[Demande]:
    if criteres.numero_unique is not None:
        trouvee = await uow.demandes.par_numero_unique(departement, criteres.numero_unique)
        trouvees = [] if trouvee is None else [trouvee]
    else:
        personne = Personne(id=new_id(), nom_naissance=criteres.nom, prenoms=criteres.prenom, ne_le=criteres.ne_le)
        cherchee = Cherchee(departement, new_id(), Formulaire(demandeur=personne))
        ids = [v.demande_id for v in await uow.doublons.voisines(cherchee, None)]
        trouvees = [await uow.demandes.get(departement, id) for id in ids]
    designees = [d for d in trouvees if d.etat is not EtatDemande.BROUILLON and criteres.designent(d)]
    return designees[:DEMANDES_AU_PLUS]


async def _identifiant(demande: Demande, uow: DemandesUnitOfWork) -> str | None:
    """Celui du compte de la demande ; si elle n'en a pas encore, son courriel ou son mobile lui en ouvre un."""
    if demande.protection is not None:
        return await _identifiant_protege(demande, uow)
    compte = await uow.comptes_demandeurs.par_demande(demande.departement, demande.id)
    if compte is not None:
        return compte.identifiant
    personne = demande.formulaire.demandeur
    for saisi in (personne.email, personne.telephone) if personne else ():
        identifiant = _lisible(saisi)
        if identifiant is None:
            continue
        compte = await uow.comptes_demandeurs.par_identifiant(demande.departement, identifiant)
        if compte is None:
            compte = CompteDemandeur(
                departement=demande.departement, id=new_id(), identifiant=identifiant, cree_le=uow.now()
            )
            uow.comptes_demandeurs.add(compte)
        elif compte.demande_id is not None:
            continue  # partagé avec une autre demande : il n'ouvrirait pas celle-ci
        compte.demande_id = demande.id
        demande.record(EspaceOuvert(departement=demande.departement, aggregate_id=demande.id, occurred_at=uow.now()))
        return identifiant
    return None


async def _identifiant_protege(demande: Demande, uow: DemandesUnitOfWork) -> str | None:
    """D'une demande protégée, seul l'accès du demandeur lui-même se retrouve : jamais celui d'un autre titulaire."""
    demandeur = demande.formulaire.demandeur
    comptes = await uow.comptes_demandeurs.de_la_demande(demande.departement, demande.id)
    siens = (c.identifiant for c in comptes if demandeur is not None and c.personne_id == demandeur.id)
    return next(siens, None)


def _lisible(saisi: str | None) -> str | None:
    try:
        return normaliser_identifiant(saisi) if saisi else None
    except IdentifiantIllisible:
        return None
