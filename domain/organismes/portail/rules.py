from collections.abc import Iterator
from datetime import date
from decimal import ROUND_DOWN, Decimal

from domain.kernel.errors import ErreurDeChamp
from domain.kernel.francais import nombre
from domain.kernel.text import normaliser_nom
from domain.organismes.portail.errors import PortailInvalide
from domain.organismes.portail.model import Reglages
from domain.organismes.rules import entier, parametres


def contraste_minimal(le: date) -> Decimal:
    """Ce qu'il faut d'écart de clarté pour qu'un texte se lise (RGAA 4.1, critère 3.2 ; WCAG 2.1, 1.4.3)."""
    return parametres().a_la_date("portail.contraste_minimal", le).decimal()


def contraste_sur_blanc(couleur: str) -> Decimal:
    """« 4,5 » : combien de fois le blanc est plus clair que cette couleur, comme WCAG 2.1 le calcule.

    Arrondi vers le bas : un contraste qui ne fait que s'approcher du seuil ne l'atteint pas.
    """
    luminance = sum(
        poids * _lineaire(int(couleur[rang : rang + 2], 16) / 255)
        for poids, rang in ((0.2126, 1), (0.7152, 3), (0.0722, 5))
    )
    return Decimal(repr(1.05 / (luminance + 0.05))).quantize(Decimal("0.01"), ROUND_DOWN)


def _lineaire(part: float) -> float:
    lineaire: float = part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
    return lineaire


def exiger_reglages(reglages: Reglages, le: date, *, avec_logo: bool) -> None:
    """Rien n'est enregistré tant que le portail ne peut pas se lire, ou ne dit pas à qui s'adresser."""
    erreurs = list(_fautes(reglages, le, avec_logo))
    if erreurs:
        raise PortailInvalide(f"{erreurs[0].message} Rien n'a été enregistré.", erreurs=erreurs)


def _fautes(reglages: Reglages, le: date, avec_logo: bool) -> Iterator[ErreurDeChamp]:
    minimum, contraste = contraste_minimal(le), contraste_sur_blanc(reglages.couleur_accent)
    if contraste < minimum:
        yield ErreurDeChamp(
            champ="couleur_accent",
            code="couleur-trop-claire",
            message=f"Cette couleur est trop claire pour se lire sur du blanc : son contraste est de "
            f"{nombre(contraste)}, il en faut {nombre(minimum)}. Choisissez-la plus foncée.",
        )
    if not reglages.contact.telephone and not reglages.contact.email:
        yield ErreurDeChamp(
            champ="contact.telephone",
            code="contact-injoignable",
            message="Donnez un téléphone ou une adresse électronique : le public doit pouvoir vous joindre.",
        )
    if avec_logo and not reglages.logo_texte:
        yield ErreurDeChamp(
            champ="logo_texte",
            code="logo-sans-texte",
            message="Dites en quelques mots ce que montre le logo, pour qui ne le voit pas.",
        )
    yield from _fautes_des_questions(reglages, le)


def _fautes_des_questions(reglages: Reglages, le: date) -> Iterator[ErreurDeChamp]:
    limite = entier("portail.questions_max", le)
    if len(reglages.questions) > limite:
        yield ErreurDeChamp(
            champ="questions",
            code="trop-de-questions",
            message=f"Au-delà de {limite} questions, le public ne trouve plus la sienne. Réunissez-en quelques-unes.",
        )
    vues: dict[str, int] = {}
    for rang, question in enumerate(reglages.questions):
        cle = normaliser_nom(question.question)
        if cle in vues:
            yield ErreurDeChamp(
                champ=f"questions.{rang}.question",
                code="question-en-double",
                message=f"Cette question est déjà la n° {vues[cle] + 1}. Gardez-en une seule.",
            )
        vues.setdefault(cle, rang)
