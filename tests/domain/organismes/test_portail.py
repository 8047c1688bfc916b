"""Un portail se lit, dit à qui s'adresser, et ce que l'on en change reste écrit."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from domain.organismes.portail.errors import PortailInvalide
from domain.organismes.portail.events import LogoDuPortailChange, PortailModifie, PortailOuvert
from domain.organismes.portail.model import ContactDuPortail, Portail, QuestionFrequente, Reglages, TextesDuPortail
from domain.organismes.portail.rules import contraste_sur_blanc, exiger_reglages

LE = datetime(2026, 11, 28, 9, tzinfo=UTC)
JOUR = date(2026, 11, 28)
REGLAGES = Reglages(
    titre="Demande de logement",
    couleur_accent="#8a3b12",
    textes=TextesDuPortail(accueil="Bienvenue."),
    contact=ContactDuPortail(nom="Association", telephone="02 99 00 00 00"),
    questions=(QuestionFrequente(question="Qui ?", reponse="Tous."),),
)


def ouvert() -> Portail:
    portail = Portail.ouvrir(departement="35", nom="Ille-et-Vilaine", reglages=REGLAGES, le=LE)
    portail.pull_events()
    return portail


@pytest.mark.parametrize(
    ("couleur", "contraste"),
    [
        ("#000000", "21.00"),
        ("#ffffff", "1.00"),
        # les deux gris que la documentation de WCAG cite de part et d'autre du seuil
        ("#767676", "4.54"),
        ("#777777", "4.47"),
        ("#595959", "7.00"),
    ],
)
def test_le_contraste_est_celui_de_wcag(couleur: str, contraste: str) -> None:
    assert contraste_sur_blanc(couleur) == Decimal(contraste)


def test_la_derniere_couleur_lisible_passe_et_la_suivante_non() -> None:
    exiger_reglages(replace(REGLAGES, couleur_accent="#767676"), JOUR, avec_logo=False)
    with pytest.raises(PortailInvalide, match="trop claire") as refus:
        exiger_reglages(replace(REGLAGES, couleur_accent="#777777"), JOUR, avec_logo=False)
    assert [e.champ for e in refus.value.erreurs] == ["couleur_accent"]


def test_toutes_les_fautes_se_disent_a_la_fois() -> None:
    fautif = replace(
        REGLAGES,
        couleur_accent="#ffffff",
        contact=ContactDuPortail(nom="Association"),
        questions=(*REGLAGES.questions, *REGLAGES.questions),
    )
    with pytest.raises(PortailInvalide) as refus:
        exiger_reglages(fautif, JOUR, avec_logo=True)
    assert [e.code for e in refus.value.erreurs] == [
        "couleur-trop-claire",
        "contact-injoignable",
        "logo-sans-texte",
        "question-en-double",
    ]


def test_une_adresse_electronique_suffit_au_contact() -> None:
    ecrire = ContactDuPortail(nom="Association", email="contact@exemple.test")
    exiger_reglages(replace(REGLAGES, contact=ecrire), JOUR, avec_logo=False)


def test_ouvrir_puis_regler_laisse_une_ligne_pour_ce_qui_change_et_aucune_pour_le_reste() -> None:
    portail = Portail.ouvrir(departement="35", nom="Ille-et-Vilaine", reglages=REGLAGES, le=LE)
    assert [type(e) for e in portail.pull_events()] == [PortailOuvert]
    portail.regler(REGLAGES, le=LE)
    assert portail.pull_events() == []
    portail.regler(replace(REGLAGES, contact=replace(REGLAGES.contact, horaires="9h-12h")), le=LE)
    [change] = portail.pull_events()
    assert isinstance(change, PortailModifie)
    assert (change.avant, change.apres) == ({"contact": {"horaires": None}}, {"contact": {"horaires": "9h-12h"}})


def test_le_texte_du_logo_ne_s_ecrit_que_s_il_y_a_un_logo() -> None:
    portail = ouvert()
    portail.regler(replace(REGLAGES, logo_texte="Un toit"), le=LE)
    assert (portail.reglages.logo_texte, portail.pull_events()) == (None, [])
    portail.montrer_logo("abc", "Un toit", le=LE)
    portail.montrer_logo("abc", "Un toit", le=LE)
    portail.montrer_logo(None, None, le=LE)
    poses = portail.pull_events()
    assert [(type(e), getattr(e, "retire", None)) for e in poses] == [
        (LogoDuPortailChange, False),
        (LogoDuPortailChange, True),
    ]
