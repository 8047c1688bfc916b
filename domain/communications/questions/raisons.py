"""Ce qui s'oppose à un acte sur une question : l'écran le dit avant, l'acte le redit."""

from datetime import datetime

from domain.communications.questions.errors import QuestionDejaRepondue
from domain.kernel.raisons import Raison


def question_repondue(repondue_le: datetime | None) -> Raison | None:
    if repondue_le is None:
        return None
    return Raison(code=QuestionDejaRepondue.code, phrase="Cette question a déjà sa réponse : relisez-la ici.")
