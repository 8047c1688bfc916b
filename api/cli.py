"""`python -m api.cli <commande>`: what an operator runs by hand, and what the Makefile calls."""

import argparse
import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from api.bootstrap import Container
    from domain.organismes.acteur import Acteur

ROOT = Path(__file__).parents[1]
NOBODY = UUID(int=0)
FEW_LINES = 20


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m api.cli", description=__doc__)
    commands = parser.add_subparsers(dest="commande", required=True, metavar="commande")

    export = commands.add_parser("export-openapi", help="écrit les trois contrats dans openapi/")
    export.add_argument("--dossier", type=Path, default=ROOT / "openapi")

    commands.add_parser("comparer-contrats", help="ce que les contrats ont cassé depuis leur dernière publication")
    commands.add_parser("publier-contrats", help="fige les contrats de cette version : la suite s'y compare")

    seed = commands.add_parser("seed", help="ajoute un territoire de démonstration")
    seed.add_argument("--demandes", type=int, default=2000)
    seed.add_argument("--departements", nargs="+", default=["35", "44"], metavar="CODE")
    seed.add_argument("--premiere-nuit", action="store_true", help="l'ouvrier joue une nuit dès son démarrage")
    seed.add_argument("--if-empty", action="store_true", help="seulement si la base n'a aucune demande")

    commands.add_parser("comptes-demo", help="les comptes de démonstration et leur phrase de passe")
    commands.add_parser("charger-referentiel", help="communes, EPCI, quartiers prioritaires et profils")
    entrust = commands.add_parser(
        "confier-departement", help="donne un nouveau département à un gestionnaire, qui y ouvre ensuite le portail"
    )
    entrust.add_argument("departement", metavar="CODE")
    entrust.add_argument("--gestionnaire", required=True, metavar="ADRESSE", help="celle de son compte")
    commands.add_parser("rejouer-livraisons", help="sort de quarantaine les livraisons qui ont trop échoué")
    commands.add_parser("rechiffrer", help="passe tout ce qui est chiffré sous la clé maîtresse d'aujourd'hui")
    commands.add_parser("rebuild-projections", help="refait les lignes de recherche et la vitrine des annonces")

    verify = commands.add_parser("verifier-historique", help="les registres sont-ils ceux qui ont été scellés ?")
    verify.add_argument("--departements", nargs="+", metavar="CODE", help="tous, sauf si l'on en nomme")
    verify.add_argument("--depuis", type=date.fromisoformat, metavar="AAAA-MM-JJ", help="seulement depuis ce jour")
    commands.add_parser(
        "reconstituer-delais", help="retrouve le passage en délai anormalement long des demandes closes"
    )

    scores = commands.add_parser(
        "verifier-cotations", help="les points gardés sont-ils ceux que les grilles donnent aujourd'hui ?"
    )
    scores.add_argument("--refaire", action="store_true", help="recote d'abord les territoires qui s'en écartent")

    options = parser.parse_args(arguments)
    done: int = {
        "export-openapi": export_openapi,
        "comparer-contrats": compare_contracts,
        "publier-contrats": publish_contracts,
        "seed": run_seed,
        "comptes-demo": show_accounts,
        "charger-referentiel": load_reference,
        "confier-departement": entrust_department,
        "rejouer-livraisons": play_again,
        "rechiffrer": seal_again,
        "rebuild-projections": rebuild_projections,
        "verifier-historique": verify_registers,
        "reconstituer-delais": rebuild_delays,
        "verifier-cotations": verify_scores,
    }[options.commande](options)
    return done


def export_openapi(options: argparse.Namespace) -> int:
    """Needs neither settings nor servers: a contract is what the code says."""
    from api.contracts import CONTRACTS
    from api.main import create_contract

    options.dossier.mkdir(parents=True, exist_ok=True)
    for contract in CONTRACTS:
        app = create_contract(contract)
        written = json.dumps(app.openapi(), indent=2, sort_keys=True, ensure_ascii=False)
        path = options.dossier / f"{contract.name}.json"
        path.write_text(f"{written}\n", "utf-8")
        print(path)
    return 0


def compare_contracts(options: argparse.Namespace) -> int:
    from api.publication import Publication

    publication = Publication(ROOT / "openapi")
    if faults := publication.faults():
        print(*faults, sep="\n")
        print("Corrigez, ou dites pourquoi c'est voulu dans openapi/ruptures.toml.")
        return 1
    known = publication.last()
    print(f"aucune rupture non décidée depuis la version {known}" if known else "aucune version n'est encore publiée")
    return 0


def publish_contracts(options: argparse.Namespace) -> int:
    from api.publication import Publication
    from api.version import VERSION

    try:
        Publication(ROOT / "openapi").publish(VERSION, datetime.now(UTC).date())
    except ValueError as refus:
        print(refus)
        return 1
    print(f"contrats de la version {VERSION} publiés : relisez openapi/CHANGELOG.md")
    return 0


def run_seed(options: argparse.Namespace) -> int:
    from adapters.seed import run
    from api.settings import Settings

    settings = Settings()
    done = asyncio.run(
        run(
            settings.database_url,
            options.demandes,
            tuple(options.departements),
            options.if_empty,
            cle=settings.master_key,
            stockage_url=settings.stockage_url,
            nuit_faite=not options.premiere_nuit,
        )
    )
    if done is None:
        print("La base contient déjà des demandes : rien n'a été ajouté.")
    return 0


def show_accounts(options: argparse.Namespace) -> int:
    from adapters.seed.comptes import presenter

    print(presenter())
    return 0


def load_reference(options: argparse.Namespace) -> int:
    from adapters.db.engine import create_engine
    from adapters.referentiel.loader import charger, charger_qpv
    from adapters.referentiel.profils import charger_profils
    from adapters.referentiel.qpv import lire_qpv_de_demonstration
    from api.settings import Settings

    async def load() -> dict[str, int]:
        # as the owner of the tables: the application itself may not write reference data
        engine = create_engine(Settings().database_url, role=None, statement_timeout_s=60)
        try:
            async with engine.begin() as connection:
                loaded = await charger(connection)
                loaded["qpv"] = await charger_qpv(connection, lire_qpv_de_demonstration())
                loaded["profils"] = await charger_profils(connection)
                return loaded
        finally:
            await engine.dispose()

    for table, count in asyncio.run(load()).items():
        print(f"{count:6} {table}")
    return 0


def entrust_department(options: argparse.Namespace) -> int:
    from domain.kernel.errors import DomainError
    from domain.organismes.acteur import script
    from domain.organismes.portail.use_cases import ConfierDepartement, confier_un_departement

    async def entrust(container: "Container") -> int:
        acteur = script(options.departement, "Ouverture du département")
        try:
            nom = await container.executor(
                confier_un_departement, ConfierDepartement(email=options.gestionnaire), acteur
            )
        except DomainError as refus:
            print(refus.message)
            return 1
        print(f"{nom} est confié à {options.gestionnaire} : le portail s'ouvre depuis « Portail du département ».")
        return 0

    return _with_container(entrust)


def seal_again(options: argparse.Namespace) -> int:
    async def seal(container: "Container") -> int:
        from adapters.db.engine import create_engine
        from adapters.db.rechiffrement import rechiffrer_les_valeurs

        if container.settings.former_key is None:
            print("Donnez l'ancienne clé par CLE_CHIFFREMENT_PRECEDENTE, et la première par CLE_INDEX.")
            return 1
        owner = create_engine(container.settings.database_url, role=None, statement_timeout_s=60)
        try:
            for table, turned in (await rechiffrer_les_valeurs(owner, container.chiffre.rechiffrer)).items():
                print(f"{turned:8} {table}")
        finally:
            await owner.dispose()
        done = await container.stockage.rechiffrer(container.chiffre_des_pieces.rechiffrer)
        print(f"{done.turned:8} documents, sur {done.seen}")
        for objet in done.unreadable:
            print(f"Aucune clé n'ouvre {objet} : il est laissé tel quel.")
        print("Gardez CLE_CHIFFREMENT_PRECEDENTE trente jours : les liens et les imports en cours s'ouvrent encore.")
        return 1 if done.unreadable else 0

    return _with_container(seal)


def play_again(options: argparse.Namespace) -> int:
    async def play(container: "Container") -> int:
        async with container.transaction() as session:
            waiting = await container.outbox.quarantine(session)
            again = await container.outbox.play_again(session)
        for delivery in waiting[:FEW_LINES]:
            print(f"{delivery.reaction} après {delivery.name} ({delivery.departement}) : {delivery.error}")
        if len(waiting) > FEW_LINES:
            print(f"… et {len(waiting) - FEW_LINES} autres.")
        print(f"{again} livraison(s) rejouée(s) par le travailleur.")
        await container.bell.ring()
        return 0

    return _with_container(play)


def rebuild_projections(options: argparse.Namespace) -> int:
    from adapters.db import rebuild
    from domain.organismes.acteur import script

    async def play(container: "Container") -> int:
        async with container.transaction() as session:
            departements = await rebuild.territories(session)
        for departement in departements:
            acteur = script(departement, "Reconstruction des projections")
            last: UUID | None = NOBODY
            while last is not None:
                async with container.new_uow(acteur, "reconstruction") as uow:
                    last = await rebuild.next_demandes(uow, departement, last, container.communes)
            async with container.new_uow(acteur, "reconstruction") as uow:
                await rebuild.annonces(uow, departement, container.communes)
            print(departement, flush=True)
        return 0

    return _with_container(play)


def verify_scores(options: argparse.Namespace) -> int:
    """Says, territory by territory, how many demandes do not hold the points that their grid gives them today."""
    from adapters.db import rebuild
    from adapters.db.cotation.verification import verifier
    from domain.organismes.acteur import script

    async def play(container: "Container") -> int:
        async with container.transaction() as session:
            departements = await rebuild.territories(session)
        wrong = 0
        for departement in departements:
            acteur = script(departement, "Vérification des cotations")
            async with container.new_uow(acteur, "verification") as uow:
                found = await verifier(uow.session, departement, uow.today())
            for one in found:
                print(f"{departement} {one.epci} : {one.demandes} demandes, {one.ecarts} écart(s)", flush=True)
                if one.ecarts and options.refaire:
                    again = await _score_again(container, acteur, one.epci)
                    print(f"{departement} {one.epci} : {again} cotation(s) refaite(s)", flush=True)
                else:
                    wrong += one.ecarts
        return 1 if wrong else 0

    return _with_container(play)


async def _score_again(container: "Container", acteur: "Acteur", epci: str) -> int:
    """Even what nothing changed: the calculation itself was corrected."""
    from domain.cotation.rules import PARAMETRES

    changed, last = 0, NOBODY
    while True:
        async with container.new_uow(acteur, "verification") as uow:
            batch = PARAMETRES.a_la_date("recalcul.lot", uow.today(), acteur.departement).entier()
            done = await uow.cotation_en_masse.recoter_le_territoire(
                acteur.departement, epci, uow.today(), apres=last, combien=batch, acteur=acteur, tout=True
            )
        changed += done.changees
        if done.derniere is None:
            return changed
        last = done.derniere


def verify_registers(options: argparse.Namespace) -> int:
    """Day after day, says which day and which line are no longer what was sealed. The last seals are to be kept
    elsewhere: they prove later that the chain was not made again."""
    from adapters.db import rebuild
    from adapters.db.tracabilite.verification import verify
    from domain.tracabilite.codes import Registre

    async def play(container: "Container") -> int:
        async with container.transaction() as session:
            known = await rebuild.territories(session)
        broken = 0
        for departement in options.departements or known:
            for registre in Registre:
                found = await verify(container.read, departement, registre, options.depuis, container.signer_les_sceaux)
                for rupture in found.ruptures[:FEW_LINES]:
                    print(rupture)
                if len(found.ruptures) > FEW_LINES:
                    print(f"… et {len(found.ruptures) - FEW_LINES} autres.")
                print(f"{departement}, {registre.libelle.lower()} : {found.resume}", flush=True)
                broken += len(found.ruptures)
        return 1 if broken else 0

    return _with_container(play)


def rebuild_delays(options: argparse.Namespace) -> int:
    from adapters.db import rebuild
    from domain.demandes.delais_depasses import ReconstituerLesDelais, reconstituer_les_delais
    from domain.organismes.acteur import script

    async def play(container: "Container") -> int:
        async with container.transaction() as session:
            departements = await rebuild.territories(session)
        for departement in departements:
            acteur = script(departement, "Reconstitution des délais anormalement longs")
            more = True
            while more:
                async with container.new_uow(acteur, "reconstitution-des-delais") as uow:
                    more = await reconstituer_les_delais(ReconstituerLesDelais(departement=departement), acteur, uow)
            print(departement, flush=True)
        return 0

    return _with_container(play)


def _with_container(play: Callable[["Container"], Awaitable[int]]) -> int:
    from api.bootstrap import create_container

    async def run() -> int:
        container = create_container(statement_timeout_s=60)
        try:
            return await play(container)
        finally:
            await container.close()

    return asyncio.run(run())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
