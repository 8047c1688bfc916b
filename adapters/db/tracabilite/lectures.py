from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Insert

from adapters.db.demandes.tables import consultations
from domain.organismes.acteur import Acteur
from domain.tracabilite.codes import ObjetConsulte


def consultation(acteur: Acteur, demande_id: UUID, quoi: ObjetConsulte, correlation: str | None) -> Insert:
    """The line that a reading leaves in the journal de lecture."""
    return consultations_de(acteur, [demande_id], quoi, correlation)


def consultations_de(acteur: Acteur, demandes: Sequence[UUID], quoi: ObjetConsulte, correlation: str | None) -> Insert:
    """One line for each, in one statement."""
    return consultations.insert().values(
        [
            {
                "departement": acteur.departement,
                "demande_id": demande_id,
                "compte_id": acteur.compte_id,
                "auteur": acteur.libelle,
                "organisme_id": acteur.organisme_id,
                "organisme": acteur.organisme_libelle,
                "quoi": quoi.value,
                "correlation": correlation,
            }
            for demande_id in demandes
        ]
    )
