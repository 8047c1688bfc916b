"""Every table, so that autogenerate and `alembic check` see the whole schema."""

import adapters.db.annonces.tables
import adapters.db.biens.tables
import adapters.db.commissions.tables
import adapters.db.communications.tables
import adapters.db.conventions_flux.tables
import adapters.db.cotation.affichages
import adapters.db.cotation.attentes
import adapters.db.cotation.deploiement
import adapters.db.cotation.photos
import adapters.db.cotation.positions
import adapters.db.cotation.simulations
import adapters.db.cotation.tables
import adapters.db.demandes.filtres
import adapters.db.demandes.nuits
import adapters.db.demandes.secteurs
import adapters.db.demandes.tables
import adapters.db.demandes.travaux
import adapters.db.echanges.sne
import adapters.db.echanges.tables
import adapters.db.historique
import adapters.db.idempotence
import adapters.db.imports.tables
import adapters.db.journees
import adapters.db.observatoire.tables
import adapters.db.organismes.enregistrement
import adapters.db.organismes.tables
import adapters.db.outbox
import adapters.db.pieces.tables
import adapters.db.propositions.tables
import adapters.db.publics.tables
import adapters.db.referentiel.tables
import adapters.db.tracabilite.tables  # noqa: F401
from adapters.db.types import metadata

__all__ = ["metadata"]
