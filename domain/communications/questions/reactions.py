from datetime import timedelta

from domain.communications.questions.ports import QuestionsUnitOfWork
from domain.communications.rules.modeles import parametres
from domain.kernel.jour import JourCommence
from domain.organismes.acteur import Acteur


async def oublier_les_questions(event: JourCommence, acteur: Acteur, uow: QuestionsUnitOfWork) -> None:
    """Une question n'a pas de raison de rester quand chacun l'a lue et que le délai pour y revenir est passé."""
    jours = parametres().a_la_date("question.conservation_jours", uow.today(), event.departement).entier()
    await uow.questions.oublier(event.departement, uow.now() - timedelta(days=jours))
