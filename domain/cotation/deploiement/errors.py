from domain.kernel.errors import Conflict, Invalid, NotFound


class RendezVousIntrouvable(NotFound):
    code = "rendez-vous-introuvable"


class RendezVousClos(Conflict):
    """Passé ou déjà annulé : il n'y a plus rien à annuler."""

    code = "rendez-vous-clos"


class RendezVousPasse(Invalid):
    """On n'invite pas à ce qui a déjà eu lieu."""

    code = "rendez-vous-passe"


class PersonneAInviter(Invalid):
    """Aucun agent de ces EPCI n'écrit de grille : l'invitation ne partirait à personne."""

    code = "personne-a-inviter"
