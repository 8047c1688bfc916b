"""Les mots que tous les modules partagent : numéro unique, NIR, commune, période."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import ClassVar, Self

from domain.kernel.codes import Sexe
from domain.kernel.errors import Invalid
from domain.kernel.raisons import Raison

ILE_DE_FRANCE = frozenset({"75", "77", "78", "91", "92", "93", "94", "95"})
TERRITOIRE_ILE_DE_FRANCE = "111"


class NumeroUniqueInvalide(Invalid):
    code = "numero-unique-invalide"


class NirInvalide(Invalid):
    code = "nir-invalide"


class CommuneInvalide(Invalid):
    code = "commune-invalide"


def territoire_du_departement(departement: str) -> str:
    """Le territoire d'enregistrement : un par département, un seul pour toute l'Île-de-France."""
    return TERRITOIRE_ILE_DE_FRANCE if departement in ILE_DE_FRANCE else departement.rjust(3, "0")


@dataclass(frozen=True, slots=True, order=True)
class NumeroUnique:
    """Le numéro unique départemental : territoire, mois d'enregistrement, rang, guichet, en 18 caractères.

    CCH R441-2-3 et format d'échange du SNE. Aucune clé de contrôle n'est connue.
    """

    valeur: str

    FORME: ClassVar[re.Pattern[str]] = re.compile(
        r"(?:0(?:0[1-9]|[1-8]\d|9[0-5]|2[AB])|97[1-8]|111)"  # territoire
        r"(?:0[1-9]|1[0-2])\d{2}"  # mois et année
        r"\d{6}"  # rang
        r"[0-9A-Z]{5}"  # guichet
    )

    def __post_init__(self) -> None:
        if not self.FORME.fullmatch(self.valeur):
            raise NumeroUniqueInvalide(
                "Ce numéro unique n'a pas la bonne forme. Il compte 18 caractères : "
                "relevez-le sur l'attestation d'enregistrement."
            )

    @classmethod
    def lire(cls, texte: str) -> Self:
        """Le numéro tel qu'on le tape : les espaces et la casse ne comptent pas."""
        return cls("".join(texte.split()).upper())

    @property
    def lisible(self) -> str:
        """Groupé comme sur l'attestation : territoire, mois, rang, guichet."""
        return "\N{NO-BREAK SPACE}".join(self.valeur[de:a] for de, a in pairwise((0, 3, 7, 13, None)))

    @classmethod
    def composer(cls, *, territoire: str, mois: date, sequence: int, guichet: str) -> Self:
        """Le numéro que le guichet délivre au dépôt de la demande."""
        return cls(f"{territoire}{mois:%m%y}{sequence:06d}{guichet.upper().rjust(5, '0')}")

    def __str__(self) -> str:
        return self.valeur

    @property
    def territoire(self) -> str:
        return self.valeur[:3]

    @property
    def departement(self) -> str | None:
        """Le département du territoire ; aucun en Île-de-France, qui n'en forme qu'un pour huit."""
        if self.territoire == TERRITOIRE_ILE_DE_FRANCE:
            return None
        return self.territoire[1:] if self.territoire.startswith("0") else self.territoire

    @property
    def mois(self) -> date:
        """Le premier jour du mois d'enregistrement."""
        return date(2000 + int(self.valeur[5:7]), int(self.valeur[3:5]), 1)

    @property
    def sequence(self) -> int:
        return int(self.valeur[7:13])

    @property
    def guichet(self) -> str:
        return self.valeur[13:]

    def correspond_a(self, deposee_le: date) -> bool:
        """Vrai quand le numéro date bien du mois de dépôt."""
        return (self.mois.year, self.mois.month) == (deposee_le.year, deposee_le.month)


@dataclass(frozen=True, slots=True, repr=False)
class Nir:
    """Le numéro de sécurité sociale d'un adulte, sa clé vérifiée. Il ne s'écrit jamais en clair par mégarde.

    Décret n° 2017-917 du 9 mai 2017.
    """

    valeur: str

    FORME: ClassVar[re.Pattern[str]] = re.compile(r"[1-478]\d{4}(?:\d{2}|2[AB])\d{8}")
    CORSE: ClassVar[dict[str, str]] = {"2A": "19", "2B": "18"}
    SEXES: ClassVar[dict[str, Sexe]] = {
        "1": Sexe.MASCULIN,
        "3": Sexe.MASCULIN,
        "7": Sexe.MASCULIN,
        "2": Sexe.FEMININ,
        "4": Sexe.FEMININ,
        "8": Sexe.FEMININ,
    }

    def __post_init__(self) -> None:
        if not self.FORME.fullmatch(self.valeur):
            raise NirInvalide(
                "Le numéro de sécurité sociale compte 15 caractères, clé comprise. Relevez-le sur la carte Vitale."
            )
        if self.cle != self.cle_attendue(self.valeur[:13]):
            raise NirInvalide(
                "La clé du numéro de sécurité sociale (ses deux derniers chiffres) ne correspond pas "
                "au reste. Vérifiez la saisie."
            )

    @classmethod
    def lire(cls, texte: str) -> Self:
        """Le numéro tel qu'on le tape : espaces, points et casse ne comptent pas."""
        return cls(re.sub(r"[\s.\-]", "", texte).upper())

    @classmethod
    def cle_attendue(cls, corps: str) -> int:
        """97 moins le reste par 97 des treize premiers caractères, la Corse comptant 19 ou 18."""
        departement = corps[5:7]
        chiffres = corps[:5] + cls.CORSE.get(departement, departement) + corps[7:]
        return 97 - int(chiffres) % 97

    def __repr__(self) -> str:
        return f"Nir({self.masque})"

    def __str__(self) -> str:
        return self.masque

    @property
    def cle(self) -> int:
        return int(self.valeur[13:])

    @property
    def masque(self) -> str:
        """Tout est caché sauf la clé."""
        return f"• •• •• •• ••• ••• {self.valeur[13:]}"

    @property
    def sexe(self) -> Sexe:
        return self.SEXES[self.valeur[0]]

    @property
    def mois_de_naissance(self) -> int | None:
        """Le mois de naissance ; aucun quand l'état civil ne le connaissait pas."""
        mois = int(self.valeur[3:5])
        return mois if 1 <= mois <= 12 else None

    def incoherences(self, *, sexe: Sexe | None, ne_le: date | None) -> tuple[Raison, ...]:
        """Ce que le numéro dit autrement que le formulaire (règle R-NIR-1)."""
        raisons: list[Raison] = []
        if sexe is not None and sexe is not self.sexe:
            raisons.append(
                Raison(
                    code="nir-sexe",
                    phrase="Le numéro de sécurité sociale ne correspond pas à la civilité.",
                )
            )
        if ne_le is not None:
            if int(self.valeur[1:3]) != ne_le.year % 100:
                raisons.append(
                    Raison(
                        code="nir-annee-naissance",
                        phrase="Le numéro de sécurité sociale ne correspond pas à l'année de naissance.",
                    )
                )
            if self.mois_de_naissance is not None and self.mois_de_naissance != ne_le.month:
                raisons.append(
                    Raison(
                        code="nir-mois-naissance",
                        phrase="Le numéro de sécurité sociale ne correspond pas au mois de naissance.",
                    )
                )
        return tuple(raisons)

    def alertes(self) -> tuple[Raison, ...]:
        """Ce qui mérite un regard sans rien empêcher."""
        if self.mois_de_naissance is not None:
            return ()
        return (MOIS_INCONNU,)


MOIS_INCONNU = Raison(
    code="nir-mois-inconnu",
    phrase="Le mois de naissance inscrit dans le numéro de sécurité sociale n'existe pas. "
    "C'est possible quand l'état civil ne le connaissait pas : vérifiez la carte Vitale.",
)


@dataclass(frozen=True, slots=True, order=True)
class CodeCommune:
    """Le code INSEE d'une commune."""

    valeur: str

    FORME: ClassVar[re.Pattern[str]] = re.compile(r"(?:\d{2}|2[AB])\d{3}")

    def __post_init__(self) -> None:
        if not self.FORME.fullmatch(self.valeur):
            raise CommuneInvalide("Le code INSEE d'une commune compte 5 caractères.", commune=self.valeur)

    def __str__(self) -> str:
        return self.valeur

    @property
    def departement(self) -> str:
        return self.valeur[:3] if self.valeur.startswith(("97", "98")) else self.valeur[:2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Periode:
    """Des jours qui se suivent, bornes comprises ; sans fin, jusqu'à nouvel ordre."""

    du: date
    au: date | None = None

    def __post_init__(self) -> None:
        if self.au is not None and self.au < self.du:
            raise ValueError("Une période ne peut pas finir avant de commencer.")

    def contient(self, le: date) -> bool:
        return self.du <= le and (self.au is None or le <= self.au)

    def chevauche(self, autre: "Periode") -> bool:
        return (self.au is None or autre.du <= self.au) and (autre.au is None or self.du <= autre.au)

    @property
    def jours(self) -> int | None:
        """Le nombre de jours, bornes comprises ; aucun quand la fin n'est pas connue."""
        return None if self.au is None else (self.au - self.du + timedelta(days=1)).days
