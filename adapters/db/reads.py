from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from sqlalchemy import select

from adapters.db.annonces.public import SqlAnnoncesPubliquesQueries
from adapters.db.annonces.queries import SqlAnnoncesQueries
from adapters.db.biens.queries import SqlBiensQueries
from adapters.db.commissions.queries import SqlCommissionsQueries
from adapters.db.conventions_flux.queries import SqlConventionsQueries
from adapters.db.cotation.attentes import SqlAttentesQueries
from adapters.db.cotation.deploiement import SqlDeploiementQueries
from adapters.db.cotation.evenements import SqlEvenementsDeVieQueries
from adapters.db.cotation.passees import SqlCotationsPasseesQueries
from adapters.db.cotation.queries import SqlCotationsQueries
from adapters.db.cotation.registre import SqlGrillesQueries
from adapters.db.cotation.simulations import SqlSimulationsQueries
from adapters.db.cotation.statistiques import SqlStatistiquesDeCotationQueries
from adapters.db.cotation.validations import SqlValidationsQueries
from adapters.db.demandes.acces import CompteDemandeurVue, compte_demandeur
from adapters.db.demandes.comparaisons import SqlDoublonsQueries
from adapters.db.demandes.declarations import SqlDeclarationsQueries
from adapters.db.demandes.echeances import SqlVieQueries
from adapters.db.demandes.enregistrement import SqlEnregistrementDesDemandesQueries
from adapters.db.demandes.filtres import SqlFiltresQueries
from adapters.db.demandes.personnes import SqlPersonnesQueries
from adapters.db.demandes.secteurs import SqlSecteursQueries
from adapters.db.demandes.travaux import SqlTravauxQueries
from adapters.db.echanges.queries import SqlEchangesQueries
from adapters.db.engine import Reader
from adapters.db.imports.queries import SqlImportsQueries
from adapters.db.observatoire.accueil import SqlAccueilQueries
from adapters.db.observatoire.activite import SqlActiviteQueries
from adapters.db.observatoire.chiffres import SqlChiffresQueries
from adapters.db.observatoire.croisements import SqlCroisementsQueries
from adapters.db.observatoire.quotas import SqlQuotasQueries
from adapters.db.observatoire.rapports_prefectoraux import SqlRapportsPrefectorauxQueries
from adapters.db.organismes.enregistrement import SqlEnregistrementQueries
from adapters.db.organismes.guichets import SqlGuichetsQueries
from adapters.db.organismes.portail import SqlPortailQueries
from adapters.db.organismes.queries import SqlOrganismesQueries
from adapters.db.organismes.reglages import SqlReglagesQueries
from adapters.db.organismes.tables import habilitations
from adapters.db.propositions.queries import SqlPropositionsQueries
from adapters.db.publics.queries import SqlPublicsQueries
from adapters.db.rapprochement.queries import SqlRapprochementQueries
from adapters.db.referentiel.memory import Communes
from adapters.db.referentiel.queries import SqlReferentielQueries
from adapters.db.tracabilite.queries import SqlTracabiliteQueries
from domain.kernel.calendrier import aujourd_hui


class Reads:
    """What may be asked of PostgreSQL, room by room; what also needs a secret or the outside is the bootstrap's."""

    read: Reader
    clock: Callable[[], datetime]

    def now(self) -> datetime:
        return self.clock()

    def today(self) -> date:
        return aujourd_hui(self.clock())

    @cached_property
    def communes(self) -> Communes:
        return Communes(self.read)

    @cached_property
    def organismes(self) -> SqlOrganismesQueries:
        return SqlOrganismesQueries(self.read)

    @cached_property
    def enregistrement(self) -> SqlEnregistrementQueries:
        return SqlEnregistrementQueries(self.read, self.today)

    @cached_property
    def guichets(self) -> SqlGuichetsQueries:
        return SqlGuichetsQueries(self.read, self.communes, self.today)

    @cached_property
    def enregistrement_des_demandes(self) -> SqlEnregistrementDesDemandesQueries:
        return SqlEnregistrementDesDemandesQueries(self.read, self.today)

    @cached_property
    def referentiel(self) -> SqlReferentielQueries:
        return SqlReferentielQueries(self.read)

    @cached_property
    def declarations(self) -> SqlDeclarationsQueries:
        return SqlDeclarationsQueries(self.read)

    @cached_property
    def personnes(self) -> SqlPersonnesQueries:
        return SqlPersonnesQueries(self.read, self.today)

    @cached_property
    def doublons(self) -> SqlDoublonsQueries:
        return SqlDoublonsQueries(self.read, self.communes, self.today)

    @cached_property
    def secteurs(self) -> SqlSecteursQueries:
        return SqlSecteursQueries(self.read, self.communes, self.today)

    @cached_property
    def filtres(self) -> SqlFiltresQueries:
        return SqlFiltresQueries(self.read)

    @cached_property
    def deploiement(self) -> SqlDeploiementQueries:
        return SqlDeploiementQueries(self.read, self.communes, self.clock)

    @cached_property
    def simulations(self) -> SqlSimulationsQueries:
        return SqlSimulationsQueries(self.read, self.communes, self.today)

    @cached_property
    def statistiques_de_cotation(self) -> SqlStatistiquesDeCotationQueries:
        return SqlStatistiquesDeCotationQueries(self.read, self.communes, self.today)

    @cached_property
    def travaux(self) -> SqlTravauxQueries:
        return SqlTravauxQueries(self.read, self.now)

    @cached_property
    def biens(self) -> SqlBiensQueries:
        return SqlBiensQueries(self.read, self.communes, self.now, self.today)

    @cached_property
    def annonces(self) -> SqlAnnoncesQueries:
        return SqlAnnoncesQueries(self.read, self.communes, self.now)

    @cached_property
    def annonces_publiques(self) -> SqlAnnoncesPubliquesQueries:
        return SqlAnnoncesPubliquesQueries(self.read, self.now)

    @cached_property
    def cotations(self) -> SqlCotationsQueries:
        return SqlCotationsQueries(self.read, self.communes, self.today)

    @cached_property
    def cotations_passees(self) -> SqlCotationsPasseesQueries:
        return SqlCotationsPasseesQueries(self.read, self.communes)

    @cached_property
    def evenements_de_vie(self) -> SqlEvenementsDeVieQueries:
        return SqlEvenementsDeVieQueries(self.read)

    @cached_property
    def validations(self) -> SqlValidationsQueries:
        return SqlValidationsQueries(self.read, self.communes, self.today)

    @cached_property
    def grilles(self) -> SqlGrillesQueries:
        return SqlGrillesQueries(self.read, self.communes, self.today)

    @cached_property
    def attentes(self) -> SqlAttentesQueries:
        return SqlAttentesQueries(self.read, self.communes, self.today)

    @cached_property
    def reglages(self) -> SqlReglagesQueries:
        return SqlReglagesQueries(self.read, self.today)

    @cached_property
    def portail(self) -> SqlPortailQueries:
        return SqlPortailQueries(self.read, self.today)

    @cached_property
    def chiffres(self) -> SqlChiffresQueries:
        return SqlChiffresQueries(self.read)

    @cached_property
    def croisements(self) -> SqlCroisementsQueries:
        return SqlCroisementsQueries(self.read, self.communes)

    @cached_property
    def quotas(self) -> SqlQuotasQueries:
        return SqlQuotasQueries(self.read, self.communes, self.today)

    @cached_property
    def rapports_prefectoraux(self) -> SqlRapportsPrefectorauxQueries:
        return SqlRapportsPrefectorauxQueries(self.read, self.today)

    @cached_property
    def vie(self) -> SqlVieQueries:
        return SqlVieQueries(self.read, self.today)

    async def compte_demandeur(self, departement: str, compte_id: UUID) -> CompteDemandeurVue:
        return await compte_demandeur(self.read, departement, compte_id)

    @cached_property
    def echanges(self) -> SqlEchangesQueries:
        return SqlEchangesQueries(self.read, self.communes, self.clock)

    @cached_property
    def imports(self) -> SqlImportsQueries:
        return SqlImportsQueries(self.read, self.today)

    @cached_property
    def rapprochement(self) -> SqlRapprochementQueries:
        return SqlRapprochementQueries(self.read, self.communes, self.today)

    @cached_property
    def propositions(self) -> SqlPropositionsQueries:
        return SqlPropositionsQueries(self.read, self.communes, self.today)

    @cached_property
    def commissions(self) -> SqlCommissionsQueries:
        return SqlCommissionsQueries(self.read, self.communes, self.today)

    @cached_property
    def conventions(self) -> SqlConventionsQueries:
        return SqlConventionsQueries(self.read, self.today)

    @cached_property
    def activite(self) -> SqlActiviteQueries:
        return SqlActiviteQueries(self.read, self.today)

    @cached_property
    def accueil(self) -> SqlAccueilQueries:
        return SqlAccueilQueries(self.read, self.communes, self.conventions, self.today)

    @cached_property
    def tracabilite(self) -> SqlTracabiliteQueries:
        return SqlTracabiliteQueries(self.read)

    @cached_property
    def publics(self) -> SqlPublicsQueries:
        return SqlPublicsQueries(self.read, self.today)

    async def departements_habilites(self, compte_id: UUID) -> list[str]:
        async with self.read() as connection:
            rows = await connection.scalars(
                select(habilitations.c.departement)
                .where(habilitations.c.compte_id == compte_id)
                .order_by(habilitations.c.departement)
            )
            return list(rows)
