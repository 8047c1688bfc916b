from collections.abc import Callable
from datetime import date

from sqlalchemy import select

from adapters.db.engine import Reader
from adapters.db.organismes.tables import reglages
from domain.demandes.parametres import PARAMETRES
from domain.organismes.errors import TerritoireInconnu
from domain.organismes.queries import ContactVue, QuestionVue, TerritoireResume, TerritoireVue

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
            textes=row.textes,
            contact=ContactVue(**row.contact),
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
        return [QuestionVue(**q) for q in found]


def _unknown() -> TerritoireInconnu:
    return TerritoireInconnu("Ce département n'a pas de fichier partagé ici. Choisissez le vôtre dans la liste.")
