from domain.kernel.errors import Conflict, Invalid, NotFound


class PieceIntrouvable(NotFound):
    code = "piece-introuvable"


class FormatRefuse(Invalid):
    """Le fichier n'entre pas au dossier ; sa raison dit pourquoi et comment faire."""

    code = "format-refuse"


class PersonneInconnue(Invalid):
    code = "personne-de-la-piece-inconnue"


class MotifDeRefusInconnu(Invalid):
    code = "motif-de-refus-inconnu"


class EcheanceManquante(Invalid):
    code = "echeance-manquante"


class OrdreIncomplet(Invalid):
    code = "ordre-des-pages-incomplet"


class PieceDejaControlee(Conflict):
    code = "piece-deja-controlee"


class PieceEnAnalyse(Conflict):
    code = "piece-en-analyse"


class TropDePieces(Conflict):
    code = "trop-de-pieces"


class TeleversementIntrouvable(NotFound):
    code = "televersement-introuvable"


class PositionInattendue(Conflict):
    """Le morceau ne commence pas là où le précédent s'est arrêté ; la position attendue est dite."""

    code = "position-inattendue"


class AntivirusIndisponible(Exception):
    """L'antivirus n'a pas répondu : le document attend, il n'est jamais déclaré sain."""
