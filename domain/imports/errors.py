from domain.kernel.errors import Conflict, Invalid, NotFound


class ImportIntrouvable(NotFound):
    code = "import-introuvable"


class EtatDeLImport(Conflict):
    """L'import n'est plus, ou pas encore, dans l'état où cela se fait."""

    code = "etat-de-l-import"


class FichierTropLourd(Invalid):
    code = "fichier-d-import-trop-lourd"


class FichierIllisible(Exception):
    """Rien du fichier ne peut être lu ; la phrase dit pourquoi et comment faire."""

    def __init__(self, phrase: str) -> None:
        super().__init__(phrase)
        self.phrase = phrase


class ImportInterrompu(Exception):
    """Quelqu'un a annulé pendant l'application : ce qui a été écrit se défait."""
