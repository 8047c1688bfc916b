from domain.kernel.errors import Conflict, Invalid, NotFound


class PieceIntrouvable(NotFound):
    code = "piece-introuvable"


class FormatRefuse(Invalid):
    code = "format-refuse"


class PieceTropLourde(Invalid):
    code = "piece-trop-lourde"


class TypeDePieceInconnu(Invalid):
    code = "type-de-piece-inconnu"


class PieceDejaControlee(Conflict):
    code = "piece-deja-controlee"


class TropDePieces(Conflict):
    code = "trop-de-pieces"
