from collections.abc import Callable
from dataclasses import asdict
from datetime import date

from sqlalchemy import select

from adapters.db.engine import Reader
from adapters.db.organismes.tables import logos_des_portails, reglages
from domain.demandes.parametres import PARAMETRES
from domain.organismes.errors import TerritoireInconnu
from domain.organismes.portail.errors import LogoDuPortailAbsent
from domain.organismes.queries import (
    ContactVue,
    QuestionVue,
    TerritoireResume,
    TerritoireVue,
    adresse_du_logo_du_portail,
)

C = reglages.c


class SqlReglagesQueries:
    def __init__(self, read: Reader, today: Callable[[], date]) -> None:
        self._read = read
        self._today = today

    async def territoires(self) -> list[TerritoireResume]:
        async with self._read() as connection:
            rows = await connection.execute(
                select(C.departement.label("code"), C.nom, C.titre).order_by(C.departement).limit(120)
            )
            return [TerritoireResume(**row) for row in rows.mappings()]

    async def territoire(self, departement: str) -> TerritoireVue:
        async with self._read() as connection:
            row = (await connection.execute(select(reglages).where(C.departement == departement))).first()
        if row is None:
            raise _unknown()

        def entier(cle: str) -> int:
            return PARAMETRES.a_la_date(cle, self._today(), departement).entier()

        return TerritoireVue(
            code=row.departement,
            nom=row.nom,
            titre=row.titre,
            couleur_accent=row.couleur_accent,
            textes={cle: texte for cle, texte in asdict(row.textes).items() if texte},
            contact=ContactVue(**asdict(row.contact)),
            logo=adresse_du_logo_du_portail(row.departement, row.logo),
            logo_texte=row.logo_texte,
            delai_validation_jours=entier("delais.validation_en_ligne_jours"),
            nb_communes_max=entier("formulaire.communes_max"),
            nb_secteurs_max=entier("formulaire.secteurs_max"),
            nb_motifs_max=entier("formulaire.motifs_max"),
        )

    async def questions(self, departement: str) -> list[QuestionVue]:
        async with self._read() as connection:
            found = await connection.scalar(select(C.questions).where(C.departement == departement))
        if found is None:
            raise _unknown()
        return [QuestionVue(**asdict(q)) for q in found]

    async def logo(self, departement: str) -> bytes:
        async with self._read(departement) as connection:
            found = await connection.scalar(
                select(logos_des_portails.c.image).where(logos_des_portails.c.departement == departement)
            )
        if found is None:
            raise LogoDuPortailAbsent("Le portail de ce département n'a pas de logo.")
        return bytes(found)


def _unknown() -> TerritoireInconnu:
    return TerritoireInconnu("Ce département n'a pas de fichier partagé ici. Choisissez le vôtre dans la liste.")
