from domain.kernel.errors import NotFound


class CommuneSansChiffres(NotFound):
    """Une commune que personne ne demande, ou d'un autre département."""

    code = "commune-sans-chiffres"
