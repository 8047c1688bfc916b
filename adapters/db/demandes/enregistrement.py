"""In whose name this agent may register a demande today, and why not."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from sqlalchemy import and_, or_, select

from adapters.db.demandes.queries import visible
from adapters.db.demandes.tables import demandes
from adapters.db.engine import Reader
from adapters.db.organismes.enregistrement import AC, DL, delegations, in_force
from adapters.db.organismes.tables import organismes, organismes_territoires
from domain.demandes.enregistrement import Dispense, raison_de_ne_pas_enregistrer
from domain.demandes.errors import DemandeIntrouvable
from domain.organismes.acteur import Perimetre
from domain.organismes.enregistrement.queries import ServiceEnregistreur

D, ORG, T = demandes.c, organismes.c, organismes_territoires.c


class SqlEnregistrementDesDemandesQueries:
    def __init__(self, read: Reader, today: Callable[[], date]) -> None:
        self._read = read
        self._today = today

    async def services(self, perimetre: Perimetre, demande_id: UUID) -> list[ServiceEnregistreur]:
        departement, mine, today = perimetre.departement, perimetre.organisme_id, self._today()
        mandate = and_(
            DL.departement == departement, DL.mandant_id == ORG.id, DL.mandataire_id == mine, in_force(DL, today)
        )
        instead = organismes.alias()
        async with self._read(departement) as connection:
            formulaire = await connection.scalar(
                select(D.formulaire).where(visible(perimetre), D.departement == departement, D.id == demande_id)
            )
            if formulaire is None:
                raise DemandeIntrouvable("Cette demande est introuvable.")
            services = (
                await connection.execute(
                    select(ORG.id, ORG.nom, T.code_guichet, DL.acte)
                    .join(organismes_territoires, and_(T.departement == departement, T.organisme_id == ORG.id))
                    .outerjoin(delegations, mandate)
                    .where(or_(ORG.id == mine, DL.id.is_not(None)))
                    .order_by(ORG.id != mine, ORG.nom, ORG.id)
                )
            ).all()
            rows = await connection.execute(
                select(AC.organisme_id, AC.portee, AC.communes, AC.acte, AC.du, instead.c.nom.label("vers"))
                .join(instead, instead.c.id == AC.vers_id)
                .where(
                    AC.departement == departement,
                    AC.organisme_id.in_([service.id for service in services]),
                    in_force(AC, today),
                )
                .order_by(AC.du, AC.id)
            )
            dispenses: dict[UUID, list[Dispense]] = {}
            for row in rows:
                dispenses.setdefault(row.organisme_id, []).append(
                    Dispense(portee=row.portee, communes=row.communes, vers=row.vers, acte=row.acte, du=row.du)
                )
        mandants = [service.nom for service in services if service.id != mine]
        return [
            ServiceEnregistreur(
                organisme_id=service.id,
                nom=service.nom,
                acte=service.acte,
                raison=raison_de_ne_pas_enregistrer(
                    service.nom, service.code_guichet, dispenses.get(service.id, []), formulaire, mandants
                ),
            )
            for service in services
        ]
