"""Une demande se renouvelle dans le mois qui précède son expiration (CCH R441-2-7) : avant, le bouton dit pourquoi."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from domain.demandes.codes import EtatDemande
from domain.demandes.errors import RenouvellementTropTot
from domain.demandes.model import Canal, Demande
from domain.demandes.policies import actions, exiger
from domain.demandes.vie.table import Acte
from domain.kernel.raisons import ActionPossible
from domain.organismes.acteur import Acteur, Droit, Perimetre, SorteActeur

LE_GUICHET = UUID(int=1)
LA_DEMANDE = UUID(int=2)
EXPIRE_LE = date(2027, 3, 15)
OUVERTURE = date(2027, 2, 15)


def la_demande(etat: EtatDemande = EtatDemande.ACTIVE, expire_le: date | None = EXPIRE_LE) -> Demande:
    return Demande(
        departement="35",
        id=LA_DEMANDE,
        reference="35-2026-000001",
        canal=Canal.GUICHET,
        etat=etat,
        creee_le=datetime(2026, 3, 15, 9, tzinfo=UTC),
        organisme_id=LE_GUICHET,
        expire_le=expire_le,
    )


def l_agent(*droits: Droit) -> Acteur:
    return Acteur(
        sorte=SorteActeur.AGENT,
        compte_id=UUID(int=3),
        libelle="Anne Le Gall",
        perimetre=Perimetre(departement="35", organisme_id=LE_GUICHET),
        droits=frozenset(d.value for d in droits),
    )


def le_demandeur() -> Acteur:
    perimetre = Perimetre(departement="35", demande_id=LA_DEMANDE)
    return Acteur(sorte=SorteActeur.DEMANDEUR, compte_id=UUID(int=4), libelle="Demandeur", perimetre=perimetre)


def le_bouton(acteur: Acteur, demande: Demande, le: date) -> ActionPossible:
    return next(a for a in actions(acteur, demande, le) if a.code == Acte.RENOUVELER)


ACTEURS = pytest.mark.parametrize(
    "acteur", [l_agent(Droit.DEMANDES_ECRIRE), le_demandeur()], ids=["agent", "demandeur"]
)


@ACTEURS
def test_la_veille_de_l_ouverture_le_bouton_dit_pourquoi_et_a_partir_de_quand(acteur: Acteur) -> None:
    bouton = le_bouton(acteur, la_demande(), date(2027, 2, 14))
    assert not bouton.permise
    assert [r.code for r in bouton.raisons] == ["renouvellement-trop-tot"]
    assert "15 mars 2027" in bouton.raisons[0].phrase.replace("\u00a0", " ")
    assert bouton.possible_le == OUVERTURE
    assert bouton.qui is None, "personne ne peut avancer la date"


@ACTEURS
def test_la_commande_refuse_avec_la_raison_du_bouton(acteur: Acteur) -> None:
    demande, veille = la_demande(), date(2027, 2, 14)
    with pytest.raises(RenouvellementTropTot) as refus:
        exiger(acteur, demande, Acte.RENOUVELER, veille)
    assert refus.value.raisons == le_bouton(acteur, demande, veille).raisons
    assert "15 février 2027" in refus.value.message.replace("\u00a0", " ")


@ACTEURS
@pytest.mark.parametrize(
    "le", [OUVERTURE, EXPIRE_LE, date(2027, 4, 1)], ids=["le jour même", "à l'expiration", "en retard"]
)
def test_des_l_ouverture_et_tant_qu_elle_est_active_la_demande_se_renouvelle(acteur: Acteur, le: date) -> None:
    assert le_bouton(acteur, la_demande(), le).permise
    exiger(acteur, la_demande(), Acte.RENOUVELER, le)


def test_sans_le_droit_la_date_ne_suffit_pas() -> None:
    bouton = le_bouton(l_agent(), la_demande(), date(2027, 1, 1))
    assert [r.code for r in bouton.raisons] == ["droit-manquant", "renouvellement-trop-tot"]
    assert bouton.possible_le is None
    assert bouton.qui == "le référent de l'organisme"


@pytest.mark.parametrize("etat", [EtatDemande.BROUILLON, EtatDemande.SATISFAITE, EtatDemande.RADIEE_ABANDON])
def test_une_demande_qui_n_est_pas_active_le_dit_sans_parler_de_date(etat: EtatDemande) -> None:
    bouton = le_bouton(l_agent(Droit.DEMANDES_ECRIRE), la_demande(etat), date(2027, 1, 1))
    assert [r.code for r in bouton.raisons] == [f"etat-{etat.name.lower().replace('_', '-')}"]
    assert bouton.possible_le is None


def test_renouvelee_la_demande_doit_attendre_la_fenetre_suivante() -> None:
    demande = la_demande()
    demande.renouveler(renouvelee_le=OUVERTURE, expire_le=date(2028, 2, 15), le=datetime(2027, 2, 15, 9, tzinfo=UTC))
    bouton = le_bouton(le_demandeur(), demande, OUVERTURE)
    assert bouton.possible_le == date(2028, 1, 15)
