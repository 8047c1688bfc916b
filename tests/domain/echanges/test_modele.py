import hashlib
import hmac
import json
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from domain.echanges.codes import DROITS, EtatEnvoi, Portee, TypeAvis
from domain.echanges.errors import AccesDejaFerme
from domain.echanges.events import AbonnementArrete, EnvoiARefaire, EnvoiPret
from domain.echanges.model import AbonnementWebhook, Avis, ClientTiers, EnvoiWebhook
from domain.echanges.rules import attentes, composer, condenser, droits, nouveau_secret, parametres, signer
from domain.organismes.acteur import Droit

LE = datetime(2026, 11, 22, 9, tzinfo=UTC)
JOUR = timedelta(days=1)


def client(secret: str = "premier") -> ClientTiers:
    return ClientTiers.ouvrir(
        departement="35",
        organisme_id=uuid4(),
        nom="Gestion locative",
        portees=[Portee.BIENS_ECRIRE, Portee.BIENS_LIRE],
        secret=condenser(secret),
        par="Une référente",
        le=LE,
    )


def abonnement(du: ClientTiers) -> AbonnementWebhook:
    return AbonnementWebhook.creer(
        id=uuid4(),
        client=du,
        url="https://exemple.test/avis",
        hote="exemple.test",
        evenements=[TypeAvis.BAIL_SIGNE],
        secret=b"chiffre",
        le=LE,
    )


def envoi() -> EnvoiWebhook:
    return EnvoiWebhook.preparer(
        departement="35", abonnement_id=uuid4(), avis_id=1, type=TypeAvis.BAIL_SIGNE, corps="{}", le=LE
    )


def test_un_secret_ne_se_garde_que_condense() -> None:
    secret = nouveau_secret()
    assert len(secret) >= 43
    assert secret.encode() not in condenser(secret)
    assert client(secret).reconnait(condenser(secret), LE)
    assert not client(secret).reconnait(condenser("autre"), LE)


def test_le_secret_precedent_reste_valable_le_temps_du_chevauchement() -> None:
    acces = client("premier")
    acces.renouveler(secret=condenser("second"), chevauchement=7 * JOUR, le=LE)
    assert acces.reconnait(condenser("premier"), LE + 6 * JOUR)
    assert acces.reconnait(condenser("second"), LE + 6 * JOUR)
    assert not acces.reconnait(condenser("premier"), LE + 7 * JOUR)
    acces.renouveler(secret=condenser("troisieme"), chevauchement=7 * JOUR, le=LE + JOUR)
    assert not acces.reconnait(condenser("premier"), LE + JOUR), "deux rotations : le premier ne sert plus"


def test_un_acces_revoque_ne_reconnait_plus_rien_et_ne_change_plus() -> None:
    acces = client("premier")
    acces.revoquer(le=LE)
    assert not acces.reconnait(condenser("premier"), LE)
    for acte in (
        lambda: acces.revoquer(le=LE),
        lambda: acces.renouveler(secret=b"x", chevauchement=JOUR, le=LE),
    ):
        with pytest.raises(AccesDejaFerme):
            acte()


def test_chaque_portee_a_ses_droits_et_aucune_n_en_donne_de_trop() -> None:
    assert set(DROITS) == set(Portee)
    donnes = droits(p.value for p in Portee)
    assert not donnes & {Droit.COMPTES_GERER, Droit.TIERS_GERER, Droit.DEMANDES_VALIDER, Droit.DEMANDES_SENSIBLE}
    assert droits(["inconnue:lire"]) == frozenset()


def test_les_essais_s_espacent_puis_s_arretent() -> None:
    avis, prevues = envoi(), (timedelta(seconds=5), timedelta(minutes=5))
    [pret] = avis.pull_events()
    assert isinstance(pret, EnvoiPret)
    for attente in prevues:
        assert avis.noter_echec(statut=500, cause="panne", attentes=prevues, le=LE)
        [encore] = avis.pull_events()
        assert isinstance(encore, EnvoiARefaire)
        assert encore.not_before == LE + attente
    assert not avis.noter_echec(statut=500, cause="panne", attentes=prevues, le=LE)
    assert avis.pull_events() == []
    assert (avis.etat, avis.tentatives) == (EtatEnvoi.ECHEC, 3)


def test_une_pause_du_destinataire_ne_compte_pas_comme_un_essai() -> None:
    avis = envoi()
    avis.pull_events()
    avis.patienter(jusqu_a=LE + timedelta(seconds=30), cause="en pause", le=LE)
    [encore] = avis.pull_events()
    assert isinstance(encore, EnvoiARefaire)
    assert (avis.tentatives, avis.attend) == (0, True)


def test_un_abonnement_ne_s_arrete_qu_une_fois() -> None:
    suivi = abonnement(client())
    suivi.pull_events()
    assert suivi.arreter(motif="panne", le=LE)
    assert not suivi.arreter(motif="panne", le=LE)
    assert [type(e) for e in suivi.pull_events()] == [AbonnementArrete]


def test_les_attentes_durent_quelques_jours() -> None:
    prevues = attentes(date(2026, 11, 22))
    assert list(prevues) == sorted(prevues)
    assert timedelta(days=2) < sum(prevues, timedelta()) < timedelta(days=5)
    assert all(p.reference for p in parametres())


def test_la_signature_se_recalcule_avec_la_bibliotheque_standard() -> None:
    attendue = hmac.new(b"secret", b"1700000000.{}", hashlib.sha256).hexdigest()
    assert signer("secret", 1700000000, "{}") == f"v1={attendue}"


def test_un_avis_ne_porte_que_des_identifiants_et_ou_lire_la_suite() -> None:
    objet, bien = uuid4(), uuid4()
    avis = Avis(departement="35", organisme_id=uuid4(), type=TypeAvis.BAIL_SIGNE, objet_id=objet, bien_id=bien, le=LE)
    corps = json.loads(composer(avis, 12, "https://demande.exemple.test"))
    assert corps == {
        "id": "35-12",
        "type": "bail.signe",
        "le": "2026-11-22T09:00:00+00:00",
        "departement": "35",
        "donnees": {
            "id": str(objet),
            "bien_id": str(bien),
            "url": f"https://demande.exemple.test/tiers/v1/attributions/{objet}",
        },
    }


@pytest.mark.parametrize("type", TypeAvis)
def test_chaque_avis_demande_la_portee_de_ce_qu_il_annonce(type: TypeAvis) -> None:
    attendue = Portee.ANNONCES_LIRE if type.value.startswith("annonce.") else Portee.ATTRIBUTIONS_LIRE
    assert type.portee is attendue
