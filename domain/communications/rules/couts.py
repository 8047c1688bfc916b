"""Ce que coûte un message envoyé : tracé avec lui, sur la demande et dans le suivi des échanges."""

from datetime import date

from domain.communications.model import Cout
from domain.communications.rules.modeles import parametres
from domain.communications.rules.sms import segments


def cout_du_courriel(le: date, departement: str) -> Cout:
    return Cout(segments=1, milliemes=parametres().a_la_date("couts.email", le, departement).entier())


def cout_du_courrier(le: date, departement: str) -> Cout:
    return Cout(segments=1, milliemes=parametres().a_la_date("couts.courrier", le, departement).entier())


def cout_du_sms(texte: str, le: date, departement: str) -> Cout:
    """Un texte trop long, ou hors de l'alphabet court, se paie plusieurs fois (3GPP 23.038)."""
    combien = segments(texte)
    return Cout(segments=combien, milliemes=combien * parametres().a_la_date("couts.sms", le, departement).entier())
