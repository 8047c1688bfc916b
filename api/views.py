"""Views that no domain module owns: the session."""

from uuid import UUID

from pydantic import BaseModel

from domain.organismes.model import TypeOrganisme


class SessionCompte(BaseModel):
    id: UUID
    nom: str
    prenom: str
    email: str
    telephone: str | None
    totp_actif: bool


class SessionOrganisme(BaseModel):
    id: UUID
    nom: str
    type: TypeOrganisme
    logo: str | None
    totp_exige: bool


class SessionAgence(BaseModel):
    id: UUID
    nom: str


class SessionProfil(BaseModel):
    code: str
    libelle: str


class DepartementChoisi(BaseModel):
    code: str
    nom: str


class CharteEnVigueur(BaseModel):
    version: str
    texte: str


class CharteVue(BaseModel):
    version: str
    texte: str
    acceptee: bool


class SessionVue(BaseModel):
    compte: SessionCompte
    organisme: SessionOrganisme
    agence: SessionAgence | None
    profil: SessionProfil
    droits: list[str]
    departement: str
    departements: list[DepartementChoisi]
    charte: CharteVue
    limite: str | None
    """Ce que le périmètre de l'organisme ne montre pas, en une phrase ; absente, il voit tout le département."""
    version_application: str
