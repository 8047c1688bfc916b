"""Le facteur devant de vrais serveurs : ceux qui répondent, ceux qui manquent, ceux qu'il ne doit pas approcher."""

import ssl
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from adapters.webhooks import facteur as module
from adapters.webhooks.facteur import FAILURES_BEFORE_PAUSE, FacteurHttp
from domain.echanges.errors import AdresseInterdite
from domain.echanges.ports import Accueil
from domain.echanges.rules import lire_adresse
from tests.receiver import Receiver

pytestmark = pytest.mark.asyncio(loop_scope="session")

CORPS = b'{"type":"bail.signe"}'


@asynccontextmanager
async def facteur(**options: Any) -> AsyncIterator[FacteurHttp]:
    made = FacteurHttp(**{"adresses_locales": True, "total_seconds": 1.0, **options})
    try:
        yield made
    finally:
        await made.close()


def resolving(*addresses: str) -> Callable[[str, int], Any]:
    async def resolve(host: str, port: int) -> Sequence[str]:
        return addresses

    return resolve


async def test_un_avis_arrive_tel_qu_il_est_ecrit() -> None:
    async with Receiver() as partner, facteur() as porteur:
        reponse = await porteur.porter(partner.url, CORPS, {"Fdls-Id": "35-1"})

    assert (reponse.accueil, reponse.statut) == (Accueil.RECU, 200)
    [recu] = partner.received
    assert (recu.body, recu.headers["fdls-id"]) == (CORPS, "35-1")
    assert recu.headers["host"] == f"127.0.0.1:{partner.port}"


@pytest.mark.parametrize(
    ("answer", "attendu"),
    [
        (500, Accueil.MANQUE),
        (503, Accueil.MANQUE),
        (404, Accueil.MANQUE),
        (429, Accueil.MANQUE),
        (301, Accueil.MANQUE),
        (302, Accueil.MANQUE),
        (307, Accueil.MANQUE),
        (410, Accueil.FERMEE),
        (204, Accueil.RECU),
        (202, Accueil.RECU),
        ("reset", Accueil.MANQUE),
        ("silence", Accueil.MANQUE),
        ("endless", Accueil.RECU),
    ],
)
async def test_chaque_reponse_dit_s_il_faut_reessayer(answer: int | str, attendu: Accueil) -> None:
    async with Receiver(answer=lambda _: answer) as partner, facteur() as porteur:
        reponse = await porteur.porter(partner.url, CORPS, {})

    assert reponse.accueil is attendu
    assert len(partner.received) == 1, "une redirection n'est pas suivie"
    if attendu is not Accueil.RECU:
        assert reponse.cause


async def test_une_adresse_absente_manque() -> None:
    async with Receiver() as partner:
        url = partner.url
    async with facteur() as porteur:
        assert (await porteur.porter(url, CORPS, {})).accueil is Accueil.MANQUE


async def test_apres_plusieurs_echecs_l_adresse_n_est_plus_appelee_pendant_un_moment() -> None:
    async with Receiver(answer=lambda _: 500) as partner, Receiver() as other, facteur() as porteur:
        for _ in range(FAILURES_BEFORE_PAUSE):
            assert (await porteur.porter(partner.url, CORPS, {})).accueil is Accueil.MANQUE
        pause = await porteur.porter(partner.url, CORPS, {})
        assert pause.accueil is Accueil.EN_PAUSE
        assert pause.pause is not None
        assert timedelta(0) < pause.pause <= timedelta(seconds=module.PAUSE_SECONDS)
        assert len(partner.received) == FAILURES_BEFORE_PAUSE
        assert (await porteur.porter(other.url, CORPS, {})).accueil is Accueil.RECU, "les autres n'attendent pas"

        partner.answer = lambda _: 200
        for host in porteur._hosts.values():
            host.closed_until = 0
        assert (await porteur.porter(partner.url, CORPS, {})).accueil is Accueil.RECU
        assert (await porteur.porter(partner.url, CORPS, {})).accueil is Accueil.RECU


# --- Ce que le facteur refuse d'approcher

INTERDITES = [
    "127.0.0.1",
    "127.1.2.3",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::",
    "2002:a00:1::",
    "2001:0:7f00:1:0:0:80ff:fffe",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd12:3456:789a::1",
    "ff02::1",
    "2001:db8::1",
]
PUBLIQUES = ["8.8.8.8", "193.51.208.1", "2001:4860:4860::8888", "64:ff9b::808:808"]


@pytest.mark.parametrize("address", INTERDITES)
async def test_un_nom_qui_mene_a_un_reseau_prive_n_est_pas_appele(address: str) -> None:
    async with facteur(adresses_locales=False, resolver=resolving(address)) as porteur:
        with pytest.raises(AdresseInterdite):
            await porteur.verifier("gestion.exemple.test")
        reponse = await porteur.porter("https://gestion.exemple.test/avis", CORPS, {})
        assert reponse.accueil is Accueil.MANQUE
        assert reponse.cause == "le nom ne mène plus à une machine publique"


async def test_une_seule_adresse_privee_parmi_des_publiques_suffit_a_refuser() -> None:
    async with facteur(adresses_locales=False, resolver=resolving("8.8.8.8", "10.0.0.1")) as porteur:
        with pytest.raises(AdresseInterdite):
            await porteur.verifier("gestion.exemple.test")


@pytest.mark.parametrize("address", PUBLIQUES)
async def test_une_adresse_publique_est_permise(address: str) -> None:
    async with facteur(adresses_locales=False, resolver=resolving(address)) as porteur:
        await porteur.verifier("gestion.exemple.test")


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "localhost", "inconnu.invalid"])
async def test_aucune_ecriture_de_la_machine_elle_meme_ne_passe(host: str) -> None:
    async with facteur(adresses_locales=False) as porteur:
        with pytest.raises(AdresseInterdite):
            await porteur.verifier(host)


async def test_un_nom_qui_change_d_avis_entre_deux_lectures_n_est_lu_qu_une_fois() -> None:
    """DNS rebinding: the connection goes to the address that was checked, whatever the name says next."""
    asked: list[str] = []

    async with Receiver() as partner:

        async def changing(host: str, port: int) -> Sequence[str]:
            asked.append(host)
            return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

        async with facteur(resolver=changing) as porteur:
            reponse = await porteur.porter(f"http://gestion.exemple.test:{partner.port}/avis", CORPS, {})

    assert reponse.accueil is Accueil.RECU
    assert asked == ["gestion.exemple.test"]
    assert partner.received[0].headers["host"] == f"gestion.exemple.test:{partner.port}"


@pytest.mark.parametrize("nom", ["gestion.exemple.test", "autre.exemple.test"])
async def test_le_certificat_est_verifie_pour_le_nom_et_non_pour_l_adresse(nom: str) -> None:
    server, client = _tls("gestion.exemple.test")
    async with Receiver(tls=server) as partner, facteur(resolver=resolving("127.0.0.1"), tls=client) as porteur:
        reponse = await porteur.porter(f"https://{nom}:{partner.port}/avis", CORPS, {})

    assert reponse.accueil is (Accueil.RECU if nom == "gestion.exemple.test" else Accueil.MANQUE)


@pytest.mark.parametrize(
    "url",
    [
        "http://gestion.exemple.fr/avis",
        "ftp://gestion.exemple.fr/avis",
        "file:///etc/passwd",
        "gopher://gestion.exemple.fr/",
        "https://",
        "https:///avis",
        "https://agent:secret@gestion.exemple.fr/avis",
        "https://@gestion.exemple.fr/avis",
        "https://gestion.exemple.fr/avis#fragment",
        "https://gestion.exemple.fr:22/avis",
        "https://gestion.exemple.fr:25/avis",
        "https://gestion.exemple.fr:99999/avis",
        "https://gestion.exemple.fr\\@10.0.0.1/",
        "https://gestion.exemple.fr/ avis",
        "https://gestion.exemple.fr/\r\nHost: 10.0.0.1",
        "https://géstion.exemple.fr/avis",
        "https://[::1",
        "javascript:alert(1)",
        "//gestion.exemple.fr/avis",
        "https://gestion.exemple.fr/" + "a" * 600,
    ],
)
async def test_une_adresse_mal_formee_n_est_pas_enregistree(url: str) -> None:
    with pytest.raises(AdresseInterdite):
        lire_adresse(url, locales=False)


async def test_une_adresse_ordinaire_est_enregistree() -> None:
    assert lire_adresse("https://gestion.exemple.fr:8443/avis?x=1", locales=False) == "gestion.exemple.fr"
    assert lire_adresse("http://127.0.0.1:5000/avis", locales=True) == "127.0.0.1"
    with pytest.raises(AdresseInterdite):
        lire_adresse("http://127.0.0.1:5000/avis", locales=False)


def _tls(nom: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, nom)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(nom)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as folder:
        both = Path(folder) / "both.pem"
        both.write_bytes(
            pem
            + key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        server.load_cert_chain(both)
    return server, ssl.create_default_context(cadata=pem.decode())
