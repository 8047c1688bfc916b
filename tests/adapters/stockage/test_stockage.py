"""Un document rangé se retrouve entier ou pas du tout, et ne se lit qu'avec la clé, sur disque comme sur S3."""

import gc
import os
import tracemalloc
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography.exceptions import InvalidTag
from obstore.store import ObjectStore

from adapters.securite.crypto import AesChiffre
from adapters.stockage.enveloppe import FRAME, Tampered
from adapters.stockage.objets import PART, StockageChiffre, open_store
from domain.pieces.rules.formats import refus
from tests.adapters.stockage.conftest import KEY, flux

pytestmark = pytest.mark.asyncio(loop_scope="session")

BORDS = [0, 1, FRAME - 1, FRAME, FRAME + 1, 2 * FRAME, PART + 17]


@pytest.fixture
def dossier() -> str:
    return f"35/{uuid4()}"


@pytest.mark.parametrize("taille", BORDS)
async def test_ce_qui_est_range_se_relit_au_bit_pres(stockage: StockageChiffre, dossier: str, taille: int) -> None:
    contenu = os.urandom(taille)
    await stockage.ranger(f"{dossier}/a", contenu)
    assert await stockage.lire(f"{dossier}/a") == contenu
    await stockage.ranger_le_flux(f"{dossier}/b", flux(contenu[: taille // 3], contenu[taille // 3 :]))
    assert b"".join([m async for m in stockage.ouvrir(f"{dossier}/b")]) == contenu


async def test_rien_de_lisible_n_atteint_le_disque(store: ObjectStore, stockage: StockageChiffre, dossier: str) -> None:
    await stockage.ranger(f"{dossier}/a", b"NOM DE NAISSANCE : LE GOFF" * 100)
    range_ = bytes(await (await store.get_async(f"{dossier}/a")).bytes_async())
    assert b"LE GOFF" not in range_
    await stockage.ranger(f"{dossier}/b", b"NOM DE NAISSANCE : LE GOFF" * 100)
    autre = bytes(await (await store.get_async(f"{dossier}/b")).bytes_async())
    assert range_[:3] == autre[:3]
    assert range_[-64:] != autre[-64:], "chaque document a sa propre clé"


@pytest.mark.parametrize("atteinte", ["un bit", "coupé", "coupé net", "cadres échangés", "ailleurs", "autre clé"])
async def test_un_contenu_altere_ne_s_ouvre_pas(
    store: ObjectStore, stockage: StockageChiffre, dossier: str, atteinte: str
) -> None:
    objet = f"{dossier}/a"
    await stockage.ranger(objet, os.urandom(3 * FRAME + 5))
    brut = bytearray(bytes(await (await store.get_async(objet)).bytes_async()))
    cadre = FRAME + 16
    tete = len(brut) - (3 * cadre + 5 + 16)
    lecteur = stockage
    match atteinte:
        case "un bit":
            brut[-20] ^= 1
        case "coupé":
            del brut[-10:]
        case "coupé net":
            del brut[tete + 2 * cadre :]
        case "cadres échangés":
            un, deux = brut[tete : tete + cadre], brut[tete + cadre : tete + 2 * cadre]
            brut[tete : tete + 2 * cadre] = deux + un
        case "ailleurs":
            objet = f"{dossier}/b"
        case _:
            lecteur = StockageChiffre(store, AesChiffre(b"z" * 32, "pieces"))
    await store.put_async(objet, bytes(brut))
    with pytest.raises((InvalidTag, Tampered)):
        await lecteur.lire(objet)


async def test_un_contenu_scelle_d_un_bloc_par_une_version_precedente_se_lit_encore(
    store: ObjectStore, stockage: StockageChiffre, dossier: str
) -> None:
    objet = f"{dossier}/ancien"
    await store.put_async(objet, AesChiffre(KEY, "pieces").chiffrer(b"ancien contenu", f"piece:{objet}"))
    assert await stockage.lire(objet) == b"ancien contenu"


async def test_un_flux_interrompu_ne_laisse_rien_et_dit_pourquoi(stockage: StockageChiffre, dossier: str) -> None:
    async def trop() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield os.urandom(PART // 8)
        raise refus("trop-lourd", maximum=20)

    with pytest.raises(type(refus("trop-lourd", maximum=20))):
        await stockage.ranger_le_flux(f"{dossier}/a", trop())
    assert not await stockage.existe(f"{dossier}/a")


async def test_effacer_est_sans_effet_la_deuxieme_fois(stockage: StockageChiffre, dossier: str) -> None:
    for nom in ("piece", "piece.f1", "piece.f1.p1", "autre"):
        await stockage.ranger(f"{dossier}/{nom}", b"x")
    for _ in range(2):
        await stockage.effacer_tout(f"{dossier}/piece")
        await stockage.effacer(f"{dossier}/piece")
    assert [n for n in ("piece", "piece.f1", "autre") if await stockage.existe(f"{dossier}/{n}")] == ["autre"]
    await stockage.effacer_tout(f"{dossier}-inconnu/")


async def test_ce_qui_est_range_depuis_longtemps_se_retrouve(stockage: StockageChiffre, dossier: str) -> None:
    await stockage.ranger(f"{dossier}/a", b"x")
    maintenant = datetime.now(UTC)
    assert await stockage.ranges_avant(f"{dossier}/", maintenant - timedelta(hours=1)) == []
    assert list(await stockage.ranges_avant(f"{dossier}/", maintenant + timedelta(hours=1))) == [f"{dossier}/a"]


async def test_vingt_megaoctets_passent_sans_jamais_tenir_en_memoire(tmp_path: Path) -> None:
    stockage = StockageChiffre(open_store(tmp_path.as_uri()), AesChiffre(KEY, "pieces"))
    morceau = os.urandom(64 * 1024)

    async def gros() -> AsyncIterator[bytes]:
        for _ in range(320):
            yield morceau

    await stockage.ranger_le_flux("35/chauffe", flux(b"x"))
    gc.collect()
    tracemalloc.start()
    try:
        await stockage.ranger_le_flux("35/gros", gros())
        async for _ in stockage.ouvrir("35/gros"):
            pass
        _, pointe = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert pointe < 8 * 1024 * 1024


async def test_la_cle_maitresse_tourne_sans_toucher_au_contenu(
    store: ObjectStore, stockage: StockageChiffre, dossier: str
) -> None:
    """Enveloppe : seule la clé de chaque objet est rescellée ; reprise, la commande ne refait rien."""
    petit, gros, ancien = b"petit", os.urandom(3 * FRAME + 5), b"ancien contenu"
    await stockage.ranger(f"{dossier}/petit", petit)
    await stockage.ranger(f"{dossier}/gros", gros)
    await store.put_async(f"{dossier}/ancien", AesChiffre(KEY, "pieces").chiffrer(ancien, f"piece:{dossier}/ancien"))
    avant = bytes(await (await store.get_async(f"{dossier}/gros")).bytes_async())
    neuve = b"n" * 32
    pendant = StockageChiffre(store, AesChiffre(neuve, "pieces", KEY))
    assert await pendant.lire(f"{dossier}/gros") == gros, "pendant la rotation tout s'ouvre"
    await store.put_async(f"{dossier}/abime", b"\x02\x00\x04abcd")
    tournee = await pendant.rechiffrer(AesChiffre(neuve, "pieces", KEY).rechiffrer)
    assert f"{dossier}/abime" in tournee.unreadable, "ce qu'aucune clé n'ouvre est dit, et n'arrête pas les autres"
    assert tournee.turned + len(tournee.unreadable) == tournee.seen
    assert (await pendant.rechiffrer(AesChiffre(neuve, "pieces", KEY).rechiffrer)).turned == 0

    apres = StockageChiffre(store, AesChiffre(neuve, "pieces"))
    for nom, contenu in (("petit", petit), ("gros", gros), ("ancien", ancien)):
        assert await apres.lire(f"{dossier}/{nom}") == contenu
        with pytest.raises(InvalidTag):
            await stockage.lire(f"{dossier}/{nom}")
    scelle = bytes(await (await store.get_async(f"{dossier}/gros")).bytes_async())
    assert scelle[-len(gros) :] == avant[-len(gros) :], "les cadres n'ont pas été relus"
