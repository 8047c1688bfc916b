"""Fusionner et défaire la fusion sont des actes de la table : dans chaque état, aller et retour."""

from dataclasses import fields
from datetime import UTC, datetime
from uuid import UUID

import pytest

from domain.demandes.codes import EtatDemande, MotifRadiation
from domain.demandes.doublons.errors import FusionImpossible
from domain.demandes.doublons.fusion import defaire, fusionner
from domain.demandes.doublons.model import Fusion
from domain.demandes.errors import TransitionInterdite
from domain.demandes.model import Demande
from domain.demandes.vie.table import FUSIONNABLES, ISSUES, TRANSITIONS, Acte
from tests.domain.demandes.vies import avertie, en_commission, la_demande

E = EtatDemande
LE = datetime(2026, 5, 4, 9, tzinfo=UTC)


def _fusionner(fusionnee: Demande, gardee: Demande) -> Fusion:
    return fusionner(
        id=UUID(int=50),
        gardee=gardee,
        fusionnee=fusionnee,
        sections=(),
        motif="Même pièce d'identité.",
        par="Anne Le Gall",
        organisme="Armor Habitat",
        le=LE,
    )


def _gardee() -> Demande:
    return la_demande(E.ACTIVE, id=UUID(int=3), numero_unique="035032500000235A01")


def test_ce_qui_se_fusionne_est_ce_que_la_table_dit_et_se_defait_vers_le_meme_etat() -> None:
    assert ISSUES[E.FUSIONNEE, Acte.DEFAIRE_LA_FUSION] == FUSIONNABLES
    assert {etat for etat, acte in TRANSITIONS if acte is Acte.FUSIONNER} == FUSIONNABLES


@pytest.mark.parametrize("etat", sorted(E), ids=lambda e: e.value)
def test_dans_chaque_etat_la_fusion_obeit_a_la_table_et_se_defait_exactement(etat: EtatDemande) -> None:
    lettre = avertie(MotifRadiation.ABSENCE_DE_REPONSE) if etat is E.ACTIVE else None
    fusionnee, gardee = la_demande(etat, avertissement=lettre), _gardee()
    avant = {f.name: getattr(fusionnee, f.name) for f in fields(fusionnee) if not f.name.startswith("_")}
    if etat not in FUSIONNABLES:
        with pytest.raises(FusionImpossible):
            _fusionner(fusionnee, gardee)
        assert fusionnee.etat is etat
        return
    fusion = _fusionner(fusionnee, gardee)
    assert fusionnee.etat is E.FUSIONNEE
    assert fusionnee.radiee_le is not None
    assert fusionnee.avertissement is None, "la nuit n'a plus rien à annoncer à cette demande"
    defaire(fusion, gardee, fusionnee, motif="Deux frères.", par="Anne Le Gall", le=LE)
    assert {nom: getattr(fusionnee, nom) for nom in avant} == avant


def test_une_demande_tenue_par_une_commission_ne_rejoint_personne() -> None:
    with pytest.raises(FusionImpossible) as refus:
        _fusionner(la_demande(E.ACTIVE, verrou=en_commission()), _gardee())
    assert [r.code for r in refus.value.raisons] == ["inscrite-en-commission"]


def test_une_demande_qui_n_est_pas_fusionnee_ne_se_defait_de_rien() -> None:
    active = la_demande(E.ACTIVE)
    with pytest.raises(TransitionInterdite):
        active.se_defaire(UUID(int=3), etat=E.ACTIVE, radiee_le=None, avertissement=None)
