"""Without an antivirus at hand: says so, and leaves the refusal of active content to the workshop."""

from domain.pieces.ports import Verdict


class SansAntivirus:
    nom = (
        "Chaque fichier est contrôlé : un document qui contient un programme est refusé, une photo est allégée. "
        "Ce contrôle n'est pas un antivirus."
    )

    async def analyser(self, contenu: bytes) -> Verdict:
        return Verdict(signature=None)
