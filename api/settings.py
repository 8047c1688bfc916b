"""Read by bootstrap only. Every value has an environment variable of the same name, in capitals."""

import base64
from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Env(StrEnum):
    DEV = "dev"
    TEST = "test"
    PRODUCTION = "production"


LOCAL_SMTP = "smtp://127.0.0.1:1025"
"""Where a workstation catches its own mail."""


class Settings(BaseSettings):
    model_config = SettingsConfigDict(extra="ignore", hide_input_in_errors=True)

    database_url: str
    read_database_url: str | None = None
    redis_url: str
    smtp_url: str = LOCAL_SMTP
    stockage_url: str = "file:///tmp/fdls-stockage"
    """`file:///path` or `s3://bucket/prefix` (with the usual AWS_* variables)."""
    antivirus_url: str | None = None
    """`clamav://host:3310` or `clamav+unix:///path`; without it active content is refused, and the screens say that
    it is not an antivirus."""
    cle_chiffrement: SecretStr
    """Base64 of 32 bytes: the master key of everything encrypted at rest."""
    cle_chiffrement_precedente: SecretStr | None = None
    """The master key that this one replaces, until `rechiffrer` has run and what lasts some days has gone."""
    cle_index: SecretStr | None = None
    """The key of blind indexes and seals. What is found without being read does not turn: before the first rotation
    it is the master key, and it keeps that value for ever."""
    cle_jetons: SecretStr
    """PEM of the EC P-256 private key that signs the tokens of third parties."""
    url_publique: str = "http://127.0.0.1:8000"
    fdls_env: Env = Env.DEV
    pool_size: int = 10
    statement_timeout_s: int = 5
    courriel_expediteur: str = "ne-pas-repondre@fichier-partage.test"
    sms_domaine: str = "sms.invalid"
    """Domain of the operator's mail-to-SMS gateway; without one, text messages end in the mail catcher."""
    sne_url: str | None = None
    """Address of the SNE's service, given under the agreement with the State; without it nothing leaves."""
    sne_certificat: str | None = None
    """Path of the PEM (certificate and key) that the SNE knows us by."""
    webhooks_locaux: bool = False
    """Development and tests only: webhooks may call 127.0.0.1 over plain HTTP."""

    def faults(self) -> Iterator[str]:
        """What is good enough for a workstation and not for real people."""
        if not self.url_publique.startswith("https://"):
            yield "URL_PUBLIQUE doit commencer par https:// : sans TLS, les navigateurs ne gardent pas nos sessions."
        if self.stockage_url.startswith("file:///tmp"):
            yield "STOCKAGE_URL est sous /tmp, que le système vide : les pièces s'y perdraient."
        if self.smtp_url == LOCAL_SMTP:
            yield "SMTP_URL n'est pas réglé : les messages partiraient vers le serveur d'essai de cette machine."
        for name in ("courriel_expediteur", "sms_domaine"):
            if str(getattr(self, name)).endswith((".test", ".invalid")):
                yield f"{name.upper()} n'est pas réglé : les codes et les messages n'arriveraient pas."

    @cached_property
    def master_key(self) -> bytes:
        return _key("CLE_CHIFFREMENT", self.cle_chiffrement)

    @cached_property
    def former_key(self) -> bytes | None:
        if self.cle_chiffrement_precedente is None:
            return None
        if self.cle_index is None:
            raise ValueError("CLE_INDEX must be set, to the first master key, before the master key turns")
        return _key("CLE_CHIFFREMENT_PRECEDENTE", self.cle_chiffrement_precedente)

    @cached_property
    def index_key(self) -> bytes:
        return self.master_key if self.cle_index is None else _key("CLE_INDEX", self.cle_index)


def _key(name: str, secret: SecretStr) -> bytes:
    key = base64.b64decode(secret.get_secret_value())
    if len(key) != 32:
        raise ValueError(f"{name} must be the base64 of 32 bytes")
    return key
