from domain.kernel.errors import Conflict, Invalid, NotFound


class GesteImpossible(Conflict):
    code = "changement-de-personne-impossible"


class SeparationIntrouvable(NotFound):
    code = "separation-introuvable"


class SeparationIrreversible(Conflict):
    code = "separation-irreversible"


class AccordManquant(Invalid):
    code = "accord-des-deux-manquant"


class JustificatifInsuffisant(Invalid):
    code = "justificatif-insuffisant"


class DateDeDecesManquante(Invalid):
    code = "date-de-deces-manquante"


class MotifDArriveeManquant(Invalid):
    code = "motif-d-arrivee-manquant"


class CodemandeurAAjouter(Conflict):
    """Une arrivée s'enregistre par son acte, qui en dit les conséquences et en garde le motif."""

    code = "codemandeur-a-ajouter"


class CodemandeurAGarder(Conflict):
    code = "codemandeur-a-garder"


class ProtectionImpossible(Conflict):
    code = "protection-impossible"
