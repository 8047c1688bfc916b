from collections.abc import Callable
from datetime import date
from uuid import UUID

from sqlalchemy import select

from adapters.db.cotation.faits_lus import explained
from adapters.db.demandes.tables import demandes
from adapters.db.engine import Reader
from adapters.db.referentiel.memory import Communes
from domain.cotation import phrases
from domain.cotation.compilation import fin_de_validite
from domain.cotation.faits import ValidationPosee
from domain.cotation.grille import Critere
from domain.cotation.use_cases import grilles_applicables
from domain.cotation.validations.policies import actions, peut_le_lire
from domain.cotation.validations.queries import CritereAValider, ValidationsDuDossier, ValidationVue
from domain.cotation.validations.rules import criteres_a_valider, dire_ou_il_en_est, validation_en_cours, validations_de
from domain.demandes.codes import EtatDemande
from domain.organismes.acteur import Acteur, Perimetre


class SqlValidationsQueries:
    def __init__(self, read: Reader, communes: Communes, today: Callable[[], date]) -> None:
        self._read = read
        self._communes = communes
        self._today = today

    async def de_la_demande(self, perimetre: Perimetre, acteur: Acteur, demande_id: UUID) -> ValidationsDuDossier:
        await self._communes.load()
        today = self._today()
        async with self._read(perimetre.departement, perimetre.demande_id) as connection:
            faits, epcis, versions = await explained(connection, self._communes, perimetre, demande_id, today)
            etat = await connection.scalar(
                select(demandes.c.etat).where(
                    demandes.c.departement == perimetre.departement, demandes.c.id == demande_id
                )
            )
        posees = [v for v in faits.validees if isinstance(v, ValidationPosee)]
        if etat is not EtatDemande.ACTIVE:
            return ValidationsDuDossier(criteres=[])
        wished = [version for version in versions if version.epci in epcis]
        return ValidationsDuDossier(
            criteres=[
                self._vu(acteur, version.epci, critere, posees, today)
                for version in grilles_applicables(wished, faits, today)
                for critere in criteres_a_valider(version.contenu, faits.pour(version.epci), today)
                if peut_le_lire(acteur, critere, version.contenu)
            ]
        )

    def _vu(
        self, acteur: Acteur, epci: str, critere: Critere, posees: list[ValidationPosee], today: date
    ) -> CritereAValider:
        derniere = next(iter(validations_de(critere, epci, posees)), None)
        en_cours = validation_en_cours(critere, epci, posees, today)
        return CritereAValider(
            epci=epci,
            epci_nom=self._communes.nom_epci(epci),
            critere=critere.code,
            libelle=critere.libelle,
            role=critere.preuve.role or "",
            points=phrases.bareme(critere),
            validation=None
            if derniere is None
            else ValidationVue(
                id=derniere.id,
                valide_le=derniere.valide_le,
                vaut_jusqu_au=fin_de_validite(critere.preuve, derniere),
                par=derniere.par,
                motif=derniere.motif,
                valable=en_cours is not None,
            ),
            phrase=dire_ou_il_en_est(critere, derniere, en_cours),
            actions=actions(acteur, EtatDemande.ACTIVE, derniere, en_cours),
        )
