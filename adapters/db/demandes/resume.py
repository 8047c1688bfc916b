from datetime import date
from typing import Any

from adapters.db.demandes.detail import labels_courts
from adapters.db.referentiel.memory import Communes
from domain.demandes.codes import EtatDemande, NatureDossier, SituationFamiliale
from domain.demandes.queries import DemandeResume
from domain.kernel.calendrier import mois_entiers


def resume(communes: Communes, row: Any, today: date) -> DemandeResume:
    """A line of the list, from what `search.SHOWN` reads."""
    values = row._asdict()
    values.pop("visible", None)
    groupe = values.pop("groupe", None)
    etat, nature = EtatDemande(values.pop("etat")), NatureDossier(values.pop("nature"))
    famille = values.pop("situation_familiale")
    values["labels"] = labels_courts(row.labels)
    values["communes"] = [communes.courte(c) for c in row.communes]
    values["commune_actuelle"] = communes.courte(row.commune_actuelle) if row.commune_actuelle else None
    return DemandeResume(
        etat=etat,
        etat_libelle=etat.libelle,
        nature=nature,
        nature_libelle=nature.libelle,
        situation_familiale=SituationFamiliale(famille) if famille else None,
        groupe=groupe,
        anciennete_mois=mois_entiers(row.deposee_le, today) if row.deposee_le else 0,
        **values,
    )
