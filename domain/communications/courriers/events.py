from dataclasses import dataclass
from typing import ClassVar

from domain.kernel.aggregate import FollowUp


@dataclass(frozen=True, kw_only=True)
class LettresAPreparer(FollowUp):
    """Il reste des lettres à mettre dans un lot : le suivant se prépare aussitôt."""

    libelle: ClassVar = "Lettres à préparer"
