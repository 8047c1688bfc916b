"""The portal of a département, as its manager settles it: one line, and the picture of its logo beside it."""

import asyncio
from collections.abc import Callable
from dataclasses import asdict
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.engine import Reader
from adapters.db.historique import page_of_acts
from adapters.db.organismes.logos import digest, draw_again
from adapters.db.organismes.tables import logos_des_portails, reglages
from adapters.db.referentiel.tables import departements
from domain.kernel.aggregate import Objet
from domain.kernel.read_model import Page
from domain.kernel.views import HistoriqueLigne
from domain.organismes.acteur import Acteur, Perimetre
from domain.organismes.errors import TerritoireInconnu
from domain.organismes.portail.errors import PortailNonOuvert
from domain.organismes.portail.model import Portail, identifiant
from domain.organismes.portail.policies import actions_du_portail
from domain.organismes.portail.queries import ContactDuPortailVue, PortailVu, QuestionFrequenteVue, TextesDuPortailVue
from domain.organismes.portail.rules import contraste_minimal
from domain.organismes.queries import adresse_du_logo_du_portail
from domain.organismes.rules import entier, parametres


def _unlisted() -> TerritoireInconnu:
    return TerritoireInconnu("Ce département n'est pas au référentiel : l'exploitant doit d'abord le charger.")


class SqlPortailRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, portail: Portail) -> None:
        self._session.add(portail)

    async def get(self, departement: str) -> Portail:
        found = await self._session.get(Portail, departement)
        if found is None:
            raise PortailNonOuvert("Le portail de ce département n'est pas encore ouvert.")
        return found

    async def est_ouvert(self, departement: str) -> bool:
        return await self._session.get(Portail, departement) is not None

    async def nom_du_departement(self, departement: str) -> str:
        found = await self._session.scalar(select(departements.c.nom).where(departements.c.code == departement))
        if found is None:
            raise _unlisted()
        return str(found)

    async def deposer_logo(self, departement: str, image: bytes) -> str | None:
        drawn = await asyncio.to_thread(draw_again, image)
        if drawn is None:
            return None
        await self._session.execute(
            insert(logos_des_portails)
            .values(departement=departement, image=drawn)
            .on_conflict_do_update(index_elements=["departement"], set_={"image": drawn})
        )
        return digest(drawn)

    async def retirer_logo(self, departement: str) -> None:
        await self._session.execute(delete(logos_des_portails).where(logos_des_portails.c.departement == departement))


class SqlPortailQueries:
    def __init__(self, read: Reader, today: Callable[[], date]) -> None:
        self._read = read
        self._today = today

    async def lire(self, perimetre: Perimetre, acteur: Acteur) -> PortailVu:
        statement = (
            select(departements.c.nom.label("au_referentiel"), *reglages.c)
            .select_from(departements.outerjoin(reglages, reglages.c.departement == perimetre.departement))
            .where(departements.c.code == perimetre.departement)
        )
        # on the primary: what was just settled is read at once
        async with self._read.tracing(perimetre.departement) as connection:
            row = (await connection.execute(statement)).first()
        if row is None:
            raise _unlisted()
        ouvert, today = row.departement is not None, self._today()
        lus = parametres()
        return PortailVu(
            departement=perimetre.departement,
            nom=row.nom if ouvert else row.au_referentiel,
            ouvert=ouvert,
            version=row.version,
            titre=row.titre if ouvert else f"Demande de logement {row.au_referentiel}",
            couleur_accent=row.couleur_accent or lus.a_la_date("portail.couleur_proposee", today).texte(),
            textes=TextesDuPortailVue(**asdict(row.textes))
            if ouvert
            else TextesDuPortailVue(accueil=lus.a_la_date("portail.accueil_propose", today).texte(), presentation=None),
            contact=ContactDuPortailVue(**asdict(row.contact)) if ouvert else None,
            questions=[QuestionFrequenteVue(**asdict(q)) for q in row.questions or ()],
            logo=adresse_du_logo_du_portail(perimetre.departement, row.logo),
            logo_texte=row.logo_texte,
            contraste_minimal=contraste_minimal(today),
            questions_max=entier("portail.questions_max", today),
            actions=actions_du_portail(acteur, ouvert=ouvert, avec_logo=row.logo is not None),
        )

    async def historique(self, perimetre: Perimetre, *, page: int, size: int) -> Page[HistoriqueLigne]:
        async with self._read(perimetre.departement) as connection:
            return await page_of_acts(
                connection,
                perimetre.departement,
                Objet.PORTAIL,
                identifiant(perimetre.departement),
                page=page,
                size=size,
            )
