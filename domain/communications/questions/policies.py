"""Qui répond aux questions : le guichet de la demande, et le gestionnaire pour toutes."""

from domain.communications.questions.errors import QuestionIntrouvable
from domain.communications.questions.model import Question
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.policies import exiger


def exiger_de_repondre(acteur: Acteur, question: Question) -> None:
    exiger(acteur, Droit.DEMANDES_VALIDER)
    perimetre = acteur.perimetre
    if not perimetre.tout_organisme and question.organisme_id != perimetre.organisme_id:
        raise QuestionIntrouvable("Cette question est introuvable.")
