"""What a route may read: one alias per port of queries. Mypy holds what the container gives to what the port says."""

from typing import Annotated

from fastapi import Depends, Request

from api.dependencies import container
from domain.annonces.queries import AnnoncesPubliquesQueries, AnnoncesQueries
from domain.biens.queries import BiensQueries
from domain.commissions.queries import CommissionsQueries
from domain.communications.courriers.queries import CourriersQueries
from domain.communications.queries import CommunicationsQueries
from domain.communications.questions.queries import QuestionsQueries
from domain.conventions_flux.queries import ConventionsQueries
from domain.cotation.attente_lue import AttentesQueries
from domain.cotation.deploiement.queries import DeploiementQueries
from domain.cotation.evenements.queries import EvenementsDeVieQueries
from domain.cotation.passees import CotationsPasseesQueries
from domain.cotation.queries import CotationsQueries
from domain.cotation.registre.public import RegistrePublicQueries
from domain.cotation.registre.queries import GrillesQueries
from domain.cotation.simulation.queries import SimulationsQueries
from domain.cotation.statistiques.queries import StatistiquesDeCotationQueries
from domain.cotation.validations.queries import ValidationsQueries
from domain.demandes.departs.queries import DeclarationsQueries
from domain.demandes.doublons.queries import DoublonsQueries
from domain.demandes.enregistrement import EnregistrementDesDemandesQueries
from domain.demandes.espace import MonEspaceQueries
from domain.demandes.filtres.queries import FiltresQueries
from domain.demandes.personnes.queries import PersonnesQueries
from domain.demandes.queries import DemandesQueries
from domain.demandes.secteurs.queries import SecteursQueries
from domain.demandes.travaux.queries import TravauxQueries
from domain.demandes.vie.queries import VieQueries
from domain.echanges.queries import EchangesQueries
from domain.echanges.sne.queries import SneQueries
from domain.imports.queries import ImportsQueries
from domain.observatoire.accueil import AccueilQueries
from domain.observatoire.activite import ActiviteQueries
from domain.observatoire.chiffres.queries import ChiffresQueries
from domain.observatoire.croisements.queries import CroisementsQueries
from domain.observatoire.quotas.queries import QuotasQueries
from domain.observatoire.rapport_prefectoral.queries import RapportsPrefectorauxQueries
from domain.organismes.enregistrement.guichets import GuichetsQueries
from domain.organismes.enregistrement.queries import EnregistrementQueries
from domain.organismes.portail.queries import PortailQueries
from domain.organismes.queries import OrganismesQueries, ReglagesQueries
from domain.pieces.queries import PiecesQueries
from domain.propositions.queries import PropositionsQueries
from domain.publics.queries import PublicsQueries
from domain.rapprochement.queries import RapprochementQueries
from domain.referentiel.queries import ReferentielQueries
from domain.tracabilite.queries import TracabiliteQueries


async def organismes_queries(request: Request) -> OrganismesQueries:
    return container(request).organismes


Organismes = Annotated[OrganismesQueries, Depends(organismes_queries)]


async def referentiel_queries(request: Request) -> ReferentielQueries:
    return container(request).referentiel


Referentiel = Annotated[ReferentielQueries, Depends(referentiel_queries)]


async def demandes_queries(request: Request) -> DemandesQueries:
    return container(request).demandes


Demandes = Annotated[DemandesQueries, Depends(demandes_queries)]


async def enregistrement_queries(request: Request) -> EnregistrementQueries:
    return container(request).enregistrement


Enregistrement = Annotated[EnregistrementQueries, Depends(enregistrement_queries)]


async def enregistrement_des_demandes_queries(request: Request) -> EnregistrementDesDemandesQueries:
    return container(request).enregistrement_des_demandes


EnregistrementDesDemandes = Annotated[EnregistrementDesDemandesQueries, Depends(enregistrement_des_demandes_queries)]


async def filtres_queries(request: Request) -> FiltresQueries:
    return container(request).filtres


Filtres = Annotated[FiltresQueries, Depends(filtres_queries)]


async def travaux_queries(request: Request) -> TravauxQueries:
    return container(request).travaux


Travaux = Annotated[TravauxQueries, Depends(travaux_queries)]


async def pieces_queries(request: Request) -> PiecesQueries:
    return container(request).pieces


Pieces = Annotated[PiecesQueries, Depends(pieces_queries)]


async def reglages_queries(request: Request) -> ReglagesQueries:
    return container(request).reglages


Reglages = Annotated[ReglagesQueries, Depends(reglages_queries)]


async def portail_queries(request: Request) -> PortailQueries:
    return container(request).portail


Portail = Annotated[PortailQueries, Depends(portail_queries)]


async def guichets_queries(request: Request) -> GuichetsQueries:
    return container(request).guichets


Guichets = Annotated[GuichetsQueries, Depends(guichets_queries)]


async def chiffres_queries(request: Request) -> ChiffresQueries:
    return container(request).chiffres


Chiffres = Annotated[ChiffresQueries, Depends(chiffres_queries)]


async def espace_queries(request: Request) -> MonEspaceQueries:
    return container(request).espace


MonEspaceQueriesDep = Annotated[MonEspaceQueries, Depends(espace_queries)]


async def vie_queries(request: Request) -> VieQueries:
    return container(request).vie


Vie = Annotated[VieQueries, Depends(vie_queries)]


async def communications_queries(request: Request) -> CommunicationsQueries:
    return container(request).communications


Communications = Annotated[CommunicationsQueries, Depends(communications_queries)]


async def cotations_queries(request: Request) -> CotationsQueries:
    return container(request).cotations


Cotations = Annotated[CotationsQueries, Depends(cotations_queries)]


async def cotations_passees_queries(request: Request) -> CotationsPasseesQueries:
    return container(request).cotations_passees


CotationsPassees = Annotated[CotationsPasseesQueries, Depends(cotations_passees_queries)]


async def evenements_de_vie_queries(request: Request) -> EvenementsDeVieQueries:
    return container(request).evenements_de_vie


EvenementsDeVie = Annotated[EvenementsDeVieQueries, Depends(evenements_de_vie_queries)]


async def validations_queries(request: Request) -> ValidationsQueries:
    return container(request).validations


Validations = Annotated[ValidationsQueries, Depends(validations_queries)]


async def secteurs_queries(request: Request) -> SecteursQueries:
    return container(request).secteurs


Secteurs = Annotated[SecteursQueries, Depends(secteurs_queries)]


async def deploiement_queries(request: Request) -> DeploiementQueries:
    return container(request).deploiement


Deploiement = Annotated[DeploiementQueries, Depends(deploiement_queries)]


async def simulations_queries(request: Request) -> SimulationsQueries:
    return container(request).simulations


Simulations = Annotated[SimulationsQueries, Depends(simulations_queries)]


async def statistiques_queries(request: Request) -> StatistiquesDeCotationQueries:
    return container(request).statistiques_de_cotation


StatistiquesDeCotation = Annotated[StatistiquesDeCotationQueries, Depends(statistiques_queries)]


async def grilles_queries(request: Request) -> GrillesQueries:
    return container(request).grilles


Grilles = Annotated[GrillesQueries, Depends(grilles_queries)]


async def registre_public_queries(request: Request) -> RegistrePublicQueries:
    return container(request).grilles


RegistrePublic = Annotated[RegistrePublicQueries, Depends(registre_public_queries)]


async def attentes_queries(request: Request) -> AttentesQueries:
    return container(request).attentes


Attentes = Annotated[AttentesQueries, Depends(attentes_queries)]


async def accueil_queries(request: Request) -> AccueilQueries:
    return container(request).accueil


Accueil = Annotated[AccueilQueries, Depends(accueil_queries)]


async def activite_queries(request: Request) -> ActiviteQueries:
    return container(request).activite


Activite = Annotated[ActiviteQueries, Depends(activite_queries)]


async def croisements_queries(request: Request) -> CroisementsQueries:
    return container(request).croisements


Croisements = Annotated[CroisementsQueries, Depends(croisements_queries)]


async def quotas_queries(request: Request) -> QuotasQueries:
    return container(request).quotas


Quotas = Annotated[QuotasQueries, Depends(quotas_queries)]


async def rapports_prefectoraux_queries(request: Request) -> RapportsPrefectorauxQueries:
    return container(request).rapports_prefectoraux


RapportsPrefectoraux = Annotated[RapportsPrefectorauxQueries, Depends(rapports_prefectoraux_queries)]


async def biens_queries(request: Request) -> BiensQueries:
    return container(request).biens


Biens = Annotated[BiensQueries, Depends(biens_queries)]


async def annonces_queries(request: Request) -> AnnoncesQueries:
    return container(request).annonces


Annonces = Annotated[AnnoncesQueries, Depends(annonces_queries)]


async def annonces_publiques_queries(request: Request) -> AnnoncesPubliquesQueries:
    return container(request).annonces_publiques


AnnoncesPubliques = Annotated[AnnoncesPubliquesQueries, Depends(annonces_publiques_queries)]


async def rapprochement_queries(request: Request) -> RapprochementQueries:
    return container(request).rapprochement


Rapprochement = Annotated[RapprochementQueries, Depends(rapprochement_queries)]


async def propositions_queries(request: Request) -> PropositionsQueries:
    return container(request).propositions


Propositions = Annotated[PropositionsQueries, Depends(propositions_queries)]


async def commissions_queries(request: Request) -> CommissionsQueries:
    return container(request).commissions


Commissions = Annotated[CommissionsQueries, Depends(commissions_queries)]


async def conventions_queries(request: Request) -> ConventionsQueries:
    return container(request).conventions


Conventions = Annotated[ConventionsQueries, Depends(conventions_queries)]


async def echanges_queries(request: Request) -> EchangesQueries:
    return container(request).echanges


Echanges = Annotated[EchangesQueries, Depends(echanges_queries)]


async def publics_queries(request: Request) -> PublicsQueries:
    return container(request).publics


Publics = Annotated[PublicsQueries, Depends(publics_queries)]


async def tracabilite_queries(request: Request) -> TracabiliteQueries:
    return container(request).tracabilite


Tracabilite = Annotated[TracabiliteQueries, Depends(tracabilite_queries)]


async def imports_queries(request: Request) -> ImportsQueries:
    return container(request).imports


Imports = Annotated[ImportsQueries, Depends(imports_queries)]


async def sne_queries(request: Request) -> SneQueries:
    return container(request).echanges_sne


SneExchanges = Annotated[SneQueries, Depends(sne_queries)]


async def questions_queries(request: Request) -> QuestionsQueries:
    return container(request).questions


Questions = Annotated[QuestionsQueries, Depends(questions_queries)]


async def courriers_queries(request: Request) -> CourriersQueries:
    return container(request).courriers


Courriers = Annotated[CourriersQueries, Depends(courriers_queries)]


async def doublons_queries(request: Request) -> DoublonsQueries:
    return container(request).doublons


Doublons = Annotated[DoublonsQueries, Depends(doublons_queries)]


async def personnes_queries(request: Request) -> PersonnesQueries:
    return container(request).personnes


Personnes = Annotated[PersonnesQueries, Depends(personnes_queries)]


async def declarations_queries(request: Request) -> DeclarationsQueries:
    return container(request).declarations


Declarations = Annotated[DeclarationsQueries, Depends(declarations_queries)]
