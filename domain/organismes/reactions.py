from datetime import datetime, timedelta
from typing import Protocol

from domain.kernel.jour import JourCommence
from domain.kernel.unit_of_work import UnitOfWork
from domain.organismes.acteur import Acteur
from domain.organismes.events import MotDePasseOublie
from domain.organismes.ports import OrganismesUnitOfWork, UsageJeton
from domain.organismes.rules import entier
from domain.organismes.use_cases.comptes import envoyer_lien


class MenageUnitOfWork(UnitOfWork, Protocol):
    async def oublier_avant(self, *, evenements: datetime, cles: datetime) -> None:
        """Efface les sessions, liens, codes et compteurs périmés, et ce qui est plus ancien que ces instants."""
        ...


async def oublier_le_perime(event: JourCommence, acteur: Acteur, uow: MenageUnitOfWork) -> None:
    """Ce qui ne sert plus ne se garde pas (RGPD, article 5)."""
    await uow.oublier_avant(
        evenements=uow.now() - timedelta(days=entier("menage.evenements_jours", event.jour)),
        cles=uow.now() - timedelta(hours=entier("menage.cles_idempotence_heures", event.jour)),
    )


async def envoyer_un_lien_a_qui_a_oublie(event: MotDePasseOublie, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    """Le lien part s'il y a un compte ouvert à cette adresse ; sinon rien ne part, et personne ne le voit."""
    email = uow.chiffre.dechiffrer(bytes.fromhex(event.email_chiffre), "oubli").decode()
    compte = await uow.comptes.par_email(email)
    if compte is not None and compte.actif and compte.habilitations:
        await envoyer_lien(compte, compte.habilitations[0].departement, UsageJeton.OUBLI, uow)
