from adapters.db.annonces.tables import map_annonces
from adapters.db.biens.tables import map_biens
from adapters.db.commissions.tables import map_commissions
from adapters.db.communications.tables import map_communications
from adapters.db.conventions_flux.tables import map_conventions_flux
from adapters.db.cotation.deploiement import map_deploiement
from adapters.db.cotation.simulations import map_simulations
from adapters.db.cotation.tables import map_cotation
from adapters.db.demandes.filtres import map_filtres
from adapters.db.demandes.secteurs import map_secteurs
from adapters.db.demandes.tables import map_demandes
from adapters.db.demandes.travaux import map_travaux
from adapters.db.echanges.sne import map_sne
from adapters.db.echanges.tables import map_echanges
from adapters.db.imports.tables import map_imports
from adapters.db.organismes.enregistrement import map_enregistrement
from adapters.db.organismes.tables import map_organismes
from adapters.db.pieces.tables import map_pieces
from adapters.db.propositions.tables import map_propositions

_mapped = False


def map_everything() -> None:
    """Once a process: SQLAlchemy refuses to map a class twice."""
    global _mapped
    if not _mapped:
        map_organismes()
        map_enregistrement()
        map_demandes()
        map_travaux()
        map_filtres()
        map_secteurs()
        map_pieces()
        map_cotation()
        map_simulations()
        map_deploiement()
        map_biens()
        map_annonces()
        map_propositions()
        map_commissions()
        map_conventions_flux()
        map_communications()
        map_echanges()
        map_sne()
        map_imports()
        _mapped = True
