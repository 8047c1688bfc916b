from domain.kernel.errors import Conflict, Forbidden, NotFound


class AnomalieIntrouvable(NotFound):
    code = "anomalie-introuvable"


class AnomalieDejaVerifiee(Conflict):
    code = "anomalie-deja-verifiee"


class SesPropresLectures(Forbidden):
    code = "ses-propres-lectures"
