"""What a first day shows beside the files: an import that was applied, with its report, and a late evening of reading.

The readings are only told to the read log: the first night finds by itself what deserves a look.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.db.copie import copier
from adapters.db.demandes.tables import consultations
from adapters.db.historique import historique, lines
from adapters.db.imports.tables import REJETEE, import_lignes, imports
from adapters.db.lignes import lignes
from adapters.seed.hasard import Hasard
from adapters.seed.lots import Territoire
from domain.demandes.sources import DITE_PAR_LA_PERSONNE
from domain.imports.model import Bilan, Curseur, Deposant, FormatImport, Import, objets_de_l_import
from domain.imports.rules.controle import Contexte, controler_les_lignes
from domain.imports.rules.lecture import Anomalie, LigneBrute
from domain.imports.rules.suite import Suite
from domain.kernel.calendrier import PARIS
from domain.kernel.vocabulary import NumeroUnique, territoire_du_departement
from domain.organismes.acteur import Acteur, Perimetre, SorteActeur

ANCIENNES = 24
"""Lines of the file that say less than what is known: nothing was changed."""
LUES = 9
"""Files read late in the evening: more than the threshold of a département."""

_AGENT = text("""
    select c.id, c.prenom || ' ' || c.nom as libelle, o.id as organisme_id, o.nom as organisme
    from comptes c join organismes o on o.id = c.organisme_id
    join organismes_territoires t on t.organisme_id = o.id and t.departement = :d
    where o.type = :type and c.actif order by c.email limit 1
""")
_FICTIFS: Mapping[str, str] = {
    "demandeur.civilite": "2",
    "demandeur.nationalite": "2",
    "demandeur.situation_familiale": "C",
    "demandeur.telephone": "+33600000000",
    "demandeur.adresse.voie": "rue du Bois",
    "demandeur.situation_professionnelle.contrat": "CDI",
    "revenus.rfr.1.personne": "demandeur",
    "revenus.rfr.1.montant": "14000",
    "revenus.ressources.1.personne": "demandeur",
    "revenus.ressources.1.nature": "SAL",
    "revenus.ressources.1.montant": "1500",
    "logement_actuel.statut": "LP",
    "logement_actuel.loyer": "512",
    "logement_recherche.typologies": "T2|T3",
    "motifs.codes": "09|13",
}
_FAUTES: tuple[Mapping[str, str], ...] = (
    {"demandeur.ne_le": "12/04/1988"},
    {"demandeur.civilite": "9"},
    {"logement_recherche.communes": ""},
    {"revenus.ressources.1.montant": "mille cinq cents"},
    {"demandeur.nom_naissance": "", "demandeur.telephone": "06"},
    {"deposee_le": "2099-01-01"},
)
"""What people write: one line of the file for each."""


async def raconter(connection: AsyncConnection, territoire: Territoire) -> None:
    departement = territoire.departement
    if await connection.scalar(text("select 1 from imports where departement = :d limit 1"), {"d": departement}):
        return  # an earlier seed has told it
    deposant = (await connection.execute(_AGENT, {"d": departement, "type": "GESTIONNAIRE"})).first()
    lecteur = (await connection.execute(_AGENT, {"d": departement, "type": "BAILLEUR"})).first()
    if deposant is not None:
        await _importer(connection, territoire, deposant)
    if lecteur is not None:
        await _lire_tard(connection, territoire, lecteur)


async def _importer(connection: AsyncConnection, territoire: Territoire, agent: Any) -> None:
    departement, today = territoire.departement, territoire.today
    le = datetime.combine(today - timedelta(days=2), time(9, 12), PARIS)
    auteur = Acteur(
        sorte=SorteActeur.AGENT,
        compte_id=agent.id,
        libelle=agent.libelle,
        organisme_libelle=agent.organisme,
        perimetre=Perimetre(departement=departement, organisme_id=agent.organisme_id),
    )
    id = Hasard.de("import", departement).identifiant(le)
    depose = Import(
        departement=departement,
        id=id,
        organisme_id=agent.organisme_id,
        nom="reprise-logiciel-agence.csv",
        format=FormatImport.CSV,
        taille=61_440,
        deposant=Deposant(compte_id=agent.id, libelle=agent.libelle, organisme=agent.organisme),
        cree_le=le,
    )
    depose.recevoir(position=0, objet=f"{objets_de_l_import(departement, id)}1", taille=61_440, le=le)
    depose.reconnaitre(empreinte=sha256(depose.nom.encode()).hexdigest(), deja_applique_le=None)
    contexte = Contexte(departement=departement, organisme_id=agent.organisme_id, communes=None, le=today)
    brutes = list(_lignes_a_corriger(departement, today))
    rejets = controler_les_lignes(brutes, {}, {}, contexte)
    lues = ANCIENNES + len(rejets)
    depose.noter_le_controle(
        lues=lues, rejetees=len(rejets), curseur=Curseur(tete=0, position=61_440, lignes=lues), le=le
    )
    depose.noter_le_controle(lues=0, rejetees=0, curseur=None, le=le + timedelta(minutes=1))
    depose.appliquer(source=DITE_PAR_LA_PERSONNE, le=le + timedelta(minutes=6))
    depose.terminer(bilan=Bilan(anciennes=ANCIENNES), le=le + timedelta(minutes=7))
    await copier(connection, imports, [lignes(imports).objet(depose)])
    garde = Anomalie(champ="", code=Suite.GARDER.value, message=f"{Suite.GARDER.libelle}.")
    rows = [_row(departement, id, r.brute.numero, REJETEE, r.anomalies, cases=dict(r.brute.cases)) for r in rejets]
    rows += [
        _row(
            departement,
            id,
            2 + len(rejets) + n,
            Suite.GARDER.value,
            (garde,),
            cle=f"NU:{_numero(departement, today, n)}",
        )
        for n in range(ANCIENNES)
    ]
    await copier(connection, import_lignes, rows)
    told = [line for event in depose.pull_events() for line in lines([event], auteur, None)]
    await copier(connection, historique, [lignes(historique).depuis(line) for line in told])


def _lignes_a_corriger(departement: str, today: date) -> Iterator[LigneBrute]:
    for rang, fautes in enumerate(_FAUTES):
        cases = {
            **_FICTIFS,
            "numero_unique": _numero(departement, today, 900 + rang),
            "modifiee_le": (today - timedelta(days=40)).isoformat(),
            "deposee_le": (today - timedelta(days=200)).isoformat(),
            "demandeur.nom_naissance": f"EXEMPLE{rang + 1}",
            "demandeur.prenoms": "Camille",
            "demandeur.ne_le": "1988-04-12",
            "revenus.rfr.1.annee": str(today.year - 2),
            **fautes,
        }
        yield LigneBrute(numero=rang + 2, cases={colonne: valeur for colonne, valeur in cases.items() if valeur})


def _numero(departement: str, today: date, rang: int) -> str:
    mois = today - timedelta(days=200)
    territoire = territoire_du_departement(departement)
    return str(NumeroUnique.composer(territoire=territoire, mois=mois, sequence=900_000 + rang, guichet="IMPRT"))


def _row(
    departement: str,
    import_id: Any,
    numero: int,
    etat: str,
    anomalies: tuple[Anomalie, ...],
    *,
    cases: dict[str, str] | None = None,
    cle: str | None = None,
) -> tuple[Any, ...]:
    said = [_ANOMALIE.dump_python(anomalie, mode="json") for anomalie in anomalies]
    values = {"departement": departement, "import_id": import_id, "numero": numero, "etat": etat, "cle": cle}
    return lignes(import_lignes).depuis(values | {"anomalies": said, "cases": cases})


_ANOMALIE = TypeAdapter(Anomalie)


async def _lire_tard(connection: AsyncConnection, territoire: Territoire, agent: Any) -> None:
    soir = datetime.combine(territoire.today - timedelta(days=1), time(22, 40), PARIS)
    lues = await connection.scalars(
        text("select id from demandes where departement = :d and etat = 'AC' order by id limit :n"),
        {"d": territoire.departement, "n": LUES},
    )
    rows = [
        lignes(consultations).depuis(
            {
                "departement": territoire.departement,
                "demande_id": id,
                "le": soir + timedelta(minutes=n),
                "compte_id": agent.id,
                "auteur": agent.libelle,
                "organisme_id": agent.organisme_id,
                "organisme": agent.organisme,
                "quoi": "dossier",
            }
        )
        for n, id in enumerate(lues.all())
    ]
    await copier(connection, consultations, rows)
