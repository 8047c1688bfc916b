"""The stock of a photo before the attributions of the same version: how many demandes for one dwelling."""

from collections import Counter
from dataclasses import replace
from datetime import date

from sqlalchemy import func, literal, select

from adapters.db.cotation.classement import attributions_of
from adapters.db.cotation.mesures import Mesures, filtered
from adapters.db.cotation.photos import COMMUNE, photos_de_points
from domain.cotation.statistiques.queries import (
    Dimension,
    FiltreDAttributions,
    FiltreDeTension,
    Mesure,
    TensionParTranche,
)
from domain.cotation.statistiques.rules import (
    DEFINITION_DE_LA_TENSION,
    filtres_de_tension,
    periode,
    rapport,
    tensions,
    tensions_des_communes,
)
from domain.organismes.acteur import Perimetre

P = photos_de_points.c


class MesuresDeTension(Mesures):
    async def tension(self, perimetre: Perimetre, filtre: FiltreDeTension) -> TensionParTranche:
        """The same filters, and the same version of grid, for both sides."""
        await self._communes.load()
        petit, largeur = self._parametres(perimetre)
        absente, commune = filtres_de_tension(filtre), filtre.commune
        choisi = filtre.bailleur_id or filtre.reservataire_id
        of_the_stock = replace(filtre.photo, organisme_id=choisi)
        demandes: dict[str, Counter[int]] = {}
        logees: dict[str, Counter[int]] = {}
        du: date | None = None
        async with self._read(perimetre.departement) as connection:
            photo = await self._photo(connection, perimetre, filtre.photo)
            if photo is not None and absente is None:
                du, au = periode(None, photo.prise_le, photo.prise_le)
                du = max(du, photo.effet_du or du)
                stock = select(P.dimension, P.valeur, P.tranche, P.nombre).where(
                    P.departement == perimetre.departement,
                    P.epci == photo.epci,
                    P.prise_le == photo.prise_le,
                    P.grille_id == photo.id,
                    P.dimension.in_((Dimension.ENSEMBLE.value, COMMUNE)),
                    P.mesure == Mesure.VERIFIES.value,
                    *filtered(P, of_the_stock),
                )
                for row in await connection.execute(stock):
                    demandes.setdefault(row.valeur, Counter())[row.tranche] = row.nombre
                of_the_year = FiltreDAttributions(
                    epci=photo.epci,
                    grille_id=photo.id,
                    bailleur_id=filtre.bailleur_id,
                    reservataire_id=filtre.reservataire_id,
                    typologie=filtre.photo.typologie,
                    population=filtre.photo.population,
                )
                housed = attributions_of(perimetre, of_the_year, du, au, self._communes).subquery("logees").c
                tranche = func.floor(housed.points / literal(float(largeur)))
                counted = (
                    select(housed.commune, tranche.label("tranche"), func.count().label("nombre"))
                    .where(housed.points.is_not(None))
                    .group_by(housed.commune, tranche)
                )
                for row in await connection.execute(counted):
                    for place in ("", row.commune or None):
                        if place is not None:
                            logees.setdefault(place, Counter())[int(row.tranche)] += row.nombre
        ici, la = demandes.get(commune or "", Counter()), logees.get(commune or "", Counter())
        montrees, donnees = (None if 0 < n < petit else n for n in (ici.total(), la.total()))
        return TensionParTranche(
            grille=None if photo is None else self._grille(photo),
            prise_le=None if photo is None else photo.prise_le,
            du=du,
            commune=commune,
            demandes=montrees,
            attributions=donnees,
            demandes_par_attribution=rapport(montrees, donnees),
            largeur=largeur,
            tranches=tensions(ici, la, largeur, petit),
            communes=tensions_des_communes(
                {} if choisi else {place: n.total() for place, n in demandes.items() if place},
                {} if choisi else {place: n.total() for place, n in logees.items() if place},
                lambda code: self._communes.courte(code).nom,
                petit,
            ),
            absente=absente,
            petit_groupe=petit,
            definition=DEFINITION_DE_LA_TENSION,
        )
