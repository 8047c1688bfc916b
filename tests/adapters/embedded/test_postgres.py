import socket
from pathlib import Path

import pytest

from adapters.embedded import sql
from adapters.embedded.identity import EmbeddedError
from adapters.embedded.postgres import Postgres


def test_les_donnees_et_l_adresse_sont_gardees_d_un_demarrage_a_l_autre(folder: Path) -> None:
    first = Postgres(folder, durable=False)
    address = first.start()
    sql.execute(address, "create table essai (n int)", "insert into essai values (35)")
    first.stop()

    second = Postgres(folder, durable=False)
    try:
        assert second.start() == address
        assert sql.scalar(address, "select n from essai") == 35
    finally:
        second.stop()


def test_l_application_ne_recoit_pas_un_role_qui_echappe_a_la_securite_des_lignes(folder: Path) -> None:
    postgres = Postgres(folder, durable=False)
    try:
        address = postgres.start()
        role = "from pg_roles where rolname = current_user"
        assert sql.scalar(address, f"select rolname::text {role}") == "fdls"
        assert sql.scalar(address, f"select rolsuper or rolbypassrls {role}") is False
        assert sql.scalar(address, f"select rolcreaterole {role}") is True
        assert sql.scalar(address, "select upper('éàç œ')") == "ÉÀÇ Œ"
    finally:
        postgres.stop()


def test_un_port_pris_entre_deux_demarrages_est_remplace(folder: Path) -> None:
    first = Postgres(folder, durable=False)
    first.start()
    taken = first.port
    first.stop()

    second = Postgres(folder, durable=False)
    with socket.socket() as intruder:
        intruder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        intruder.bind(("127.0.0.1", taken))
        intruder.listen()
        try:
            address = second.start()
            assert second.port != taken
            assert sql.scalar(address, "select 1") == 1
        finally:
            second.stop()


def test_deux_executions_ne_partagent_pas_un_dossier(folder: Path) -> None:
    first = Postgres(folder, durable=False)
    try:
        first.start()
        second = Postgres(folder, durable=False)
        assert second.is_held_by_another()
        with pytest.raises(EmbeddedError, match="sert déjà à une autre exécution"):
            second.start()
        assert sql.scalar(first.url(), "select 1") == 1
    finally:
        first.stop()
    assert not second.is_held_by_another()


def test_des_donnees_d_une_autre_version_de_postgresql_sont_laissees_intactes(folder: Path) -> None:
    first = Postgres(folder, durable=False)
    first.start()
    first.stop()
    (folder / "data" / "PG_VERSION").write_text("15\n")

    second = Postgres(folder, durable=False)
    try:
        with pytest.raises(EmbeddedError, match="créé par PostgreSQL 15"):
            second.start()
    finally:
        second.stop()
