from domain.kernel.errors import Conflict, NotFound


class QuestionIntrouvable(NotFound):
    code = "question-introuvable"


class QuestionDejaRepondue(Conflict):
    code = "question-deja-repondue"
