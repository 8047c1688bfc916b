from uuid import UUID

import pytest

from domain.biens.codes import EtatBien
from domain.biens.errors import BienDansUnAutreEtat, BienIntrouvable, ReserveAuBailleur
from domain.biens.model import Bien
from domain.biens.policies import actions, exiger
from domain.biens.vacance import Acte
from domain.kernel.codes import TypeReservataire
from domain.organismes.acteur import Acteur, Droit, Perimetre, SorteActeur, systeme
from domain.organismes.errors import DroitManquant
from tests.factories.biens import BAILLEUR, bien

RESERVATAIRE, AUTRE = UUID(int=2), UUID(int=3)


def agent(organisme: UUID | None, *droits: Droit, departement: str = "35", tout: bool = False) -> Acteur:
    return Acteur(
        sorte=SorteActeur.AGENT,
        compte_id=UUID(int=99),
        libelle="Agent",
        perimetre=Perimetre(departement=departement, organisme_id=organisme, tout_organisme=tout),
        droits=frozenset(d.value for d in droits),
    )


def reserve() -> Bien:
    return bien(reservataire_id=RESERVATAIRE, type_reservataire=TypeReservataire.COLLECTIVITES)


@pytest.mark.parametrize(
    ("acteur", "attendu"),
    [
        (agent(BAILLEUR, Droit.BIENS_ECRIRE), None),
        (agent(BAILLEUR), DroitManquant),
        (agent(RESERVATAIRE, Droit.BIENS_ECRIRE), ReserveAuBailleur),
        (agent(UUID(int=8), Droit.BIENS_ECRIRE, tout=True), ReserveAuBailleur),
        (agent(AUTRE, Droit.BIENS_ECRIRE), BienIntrouvable),
        (agent(None, Droit.BIENS_ECRIRE), BienIntrouvable),
        (agent(BAILLEUR, Droit.BIENS_ECRIRE, departement="44"), BienIntrouvable),
        (systeme("35"), None),
    ],
    ids=[
        "son bailleur",
        "un agent du bailleur sans le droit",
        "son réservataire",
        "le gestionnaire",
        "un autre organisme",
        "un visiteur",
        "le même bailleur ailleurs",
        "le fichier lui-même",
    ],
)
def test_seul_le_bailleur_ecrit_et_hors_du_perimetre_le_bien_n_existe_pas(
    acteur: Acteur, attendu: type[Exception] | None
) -> None:
    if attendu is None:
        exiger(acteur, reserve(), Acte.MODIFIER)
        return
    with pytest.raises(attendu):
        exiger(acteur, reserve(), Acte.MODIFIER)


def test_un_etat_qui_s_oppose_est_dit_apres_le_droit() -> None:
    with pytest.raises(BienDansUnAutreEtat):
        exiger(agent(BAILLEUR, Droit.BIENS_ECRIRE), bien(EtatBien.LOUE), Acte.RETIRER)


def test_les_boutons_refuses_disent_tous_pourquoi() -> None:
    for etat in EtatBien:
        for bouton in actions(agent(RESERVATAIRE, Droit.BIENS_LIRE), bien(etat)):
            assert not bouton.permise
            assert all(raison.phrase.endswith(".") for raison in bouton.raisons)
            assert bouton.qui
