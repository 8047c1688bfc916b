from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from domain.communications.errors import LettreNonPostee
from domain.communications.events import MessageARenvoyer, MessageEnvoye, MessageNonRemis, MessagePret
from domain.communications.model import CanalMessage, Cout, Destinataire, EtatMessage, Message, MotifDeRetour
from domain.communications.rules.couts import cout_du_courriel, cout_du_courrier, cout_du_sms
from domain.communications.rules.modeles import (
    CHAMPS,
    attentes,
    parametres,
    part_par_courrier,
    part_par_deux_voies,
    rediger,
    verifier,
)
from domain.communications.rules.sms import segments, simplifier
from domain.demandes.rules.identifiants import autre_voie
from domain.kernel.parametres import ParametreInvalide
from tests.domain.cas import cas

LE = date(2026, 11, 22)
INSTANT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def test_chaque_modele_ne_cite_que_des_champs_connus() -> None:
    modeles = {p.cle.removeprefix("modele."): p.tableau() for p in parametres() if p.cle.startswith("modele.")}
    assert set(modeles) == set(CHAMPS)
    for modele, texte in modeles.items():
        verifier(modele, texte)


@pytest.mark.parametrize(
    "texte", ["Bonjour {nir}", "{{7*7}}", "{% if x %}", "${code}{", "}", "{code.__class__}", "{0}"]
)
def test_un_champ_inconnu_ou_un_calcul_est_refuse(texte: str) -> None:
    with pytest.raises(ParametreInvalide):
        verifier("code_de_connexion", {"corps": texte})


@pytest.mark.parametrize("valeur", ["{code}", "{{7*7}}", "\\1 \\g<0>", "{% raw %}", "l'été {motif}"])
def test_une_valeur_entre_accolades_reste_du_texte(valeur: str) -> None:
    texte = rediger(
        "demande_retournee",
        LE,
        "35",
        {"motif": valeur, "commentaire": valeur, "espace": "https://exemple.test", "territoire": "Ici"},
    )
    assert texte.corps.count(valeur) == 2


def test_un_objet_tient_sur_une_ligne() -> None:
    valeurs = {"code": "123456\r\nBcc: autre@exemple.test", "minutes": "10", "territoire": "Ici"}
    assert "\n" not in rediger("code_de_connexion", LE, "35", valeurs).objet


@pytest.mark.parametrize("ligne", cas(__file__, "sms"))
def test_un_sms_compte_ses_segments(ligne: dict[str, Any]) -> None:
    texte = ligne["texte"] * ligne["fois"]
    assert segments(texte) == ligne["segments"]
    if "simplifie" in ligne:
        assert simplifier(texte) == ligne["simplifie"]
        assert segments(simplifier(texte)) == ligne["segments_simplifie"]


def _message(canal: CanalMessage = CanalMessage.COURRIEL) -> Message:
    return Message.ecrire(
        departement="35",
        demande_id=uuid4(),
        modele="demande_validee",
        destinataire=Destinataire(canal=canal, adresse="une@exemple.test"),
        objet="Objet",
        corps="Corps",
        le=INSTANT,
    )


def test_seules_les_confirmations_partent_par_deux_voies() -> None:
    assert {m for m in CHAMPS if part_par_deux_voies(m, LE, "35")} == {"demande_validee", "demande_renouvelee"}


@pytest.mark.parametrize(
    ("connue", "email", "telephone", "sans_sms", "autre"),
    [
        ("a@exemple.test", "b@exemple.test", "06 12 34 56 78", False, "+33612345678"),
        ("a@exemple.test", None, "06 12 34 56 78", True, None),
        ("a@exemple.test", None, "02 99 00 00 00", False, None),
        ("+33612345678", "b@exemple.test", "06 12 34 56 78", False, "b@exemple.test"),
        ("+33612345678", None, "07 12 34 56 78", False, None),
    ],
)
def test_l_autre_voie_est_le_mobile_ou_l_adresse_jamais_la_meme(
    connue: str, email: str | None, telephone: str | None, sans_sms: bool, autre: str | None
) -> None:
    assert autre_voie(connue, email, telephone, sans_sms=sans_sms) == autre


def test_un_message_parti_ne_repart_pas() -> None:
    message = _message()
    message.noter_envoi(cout=cout_du_courriel(LE, "35"), le=INSTANT)
    assert not message.attend
    assert [type(e) for e in message.pull_events()] == [MessagePret, MessageEnvoye]


def test_un_echec_prevoit_un_nouvel_essai_puis_se_montre_au_guichet() -> None:
    message, prevues = _message(), (timedelta(minutes=1), timedelta(minutes=5))
    message.pull_events()
    for attente in prevues:
        message.noter_echec(cause="muet", attentes=prevues, le=INSTANT)
        [encore] = message.pull_events()
        assert isinstance(encore, MessageARenvoyer)
        assert encore.not_before == INSTANT + attente
        assert message.attend
    message.noter_echec(cause="muet", attentes=prevues, le=INSTANT)
    [perdu] = message.pull_events()
    assert isinstance(perdu, MessageNonRemis)
    assert perdu.description() == "Courriel : Objet (muet)"
    assert message.etat is EtatMessage.ECHEC


def test_une_adresse_refusee_n_est_pas_reessayee() -> None:
    message = _message()
    message.noter_echec(cause="refus", attentes=(), le=INSTANT)
    assert message.etat is EtatMessage.ECHEC


def test_les_nouveaux_essais_s_espacent() -> None:
    prevues = attentes(LE)
    assert list(prevues) == sorted(prevues)
    assert sum(prevues, timedelta()) < timedelta(days=1)


def test_un_sms_se_paie_par_segment_et_son_prix_se_lit() -> None:
    court, long = cout_du_sms("Bonjour.", LE, "35"), cout_du_sms("x" * 161, LE, "35")
    assert (court.segments, long.segments, long.milliemes) == (1, 2, 2 * court.milliemes)
    assert _dit(Cout(segments=2, milliemes=90), CanalMessage.SMS) == "2 SMS, 0,090 €"
    assert _dit(Cout(segments=30, milliemes=1350), CanalMessage.SMS) == "30 SMS, 1,350 €"
    assert cout_du_courriel(LE, "35").milliemes == 0
    assert _dit(cout_du_courriel(LE, "35"), CanalMessage.COURRIEL) is None


def test_une_lettre_se_paie_au_tarif_du_jour_ou_elle_se_poste() -> None:
    assert _dit(cout_du_courrier(date(2025, 12, 31), "35"), CanalMessage.COURRIER) == "1 lettre, 1,390 €"
    assert _dit(cout_du_courrier(date(2026, 1, 1), "35"), CanalMessage.COURRIER) == "1 lettre, 1,520 €"


def test_une_lettre_revenue_ne_l_est_qu_une_fois_et_un_courriel_jamais() -> None:
    lettre, courriel = _message(CanalMessage.COURRIER), _message()
    with pytest.raises(LettreNonPostee):
        lettre.noter_retour(MotifDeRetour.INCONNU, le=INSTANT)
    for message in (lettre, courriel):
        message.noter_envoi(cout=Cout(segments=1, milliemes=0), le=INSTANT)
    lettre.noter_retour(MotifDeRetour.INCONNU, le=INSTANT)
    assert (lettre.etat, lettre.cause) == (EtatMessage.ECHEC, MotifDeRetour.INCONNU.libelle)
    for message in (lettre, courriel):
        with pytest.raises(LettreNonPostee):
            message.noter_retour(MotifDeRetour.REFUSE, le=INSTANT)


def test_un_avis_de_la_loi_part_par_la_poste_une_nouvelle_non() -> None:
    for avis in ("demande_expire", "demande_radiee", "proposition_notifiee"):
        assert part_par_courrier(avis, LE, "35")
    for autre in ("points_changes", "message_groupe", "demande_avertie"):
        assert not part_par_courrier(autre, LE, "35")


def _dit(cout: Cout, canal: CanalMessage) -> str | None:
    dit = cout.dire(canal)
    return None if dit is None else dit.replace("\xa0", " ")
