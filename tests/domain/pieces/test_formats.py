"""Un fichier se reconnaît à son contenu, jamais à son nom ; ce qui est refusé l'est en disant ce que c'est."""

import pytest

from domain.pieces.errors import FormatRefuse
from domain.pieces.rules.formats import nom_montrable, reconnaitre

DOCX = b"PK\x03\x04" + b"\0" * 26 + b"[Content_Types].xml...word/document.xml"


@pytest.mark.parametrize(
    ("debut", "format"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n\0\0", "image/png"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "image/heic"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "image/heic"),
    ],
)
def test_un_format_accepte_se_reconnait_a_ses_premiers_octets(debut: bytes, format: str) -> None:
    assert reconnaitre(debut).code == format


@pytest.mark.parametrize(
    ("debut", "raison"),
    [
        (b"", "vide"),
        (b"BM\x36\0\0\0", "bmp"),
        (b"GIF89a", "gif"),
        (b"II*\0\x08", "tiff"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
        (b"\0\0\0\x18ftypavif", "avif"),
        (b"\0\0\0\x18ftypisom", "video"),
        (DOCX, "docx"),
        (b"PK\x03\x04 mimetypeapplication/vnd.oasis.opendocument.text", "docx"),
        (b"PK\x03\x04 xl/workbook.xml", "tableur"),
        (b"PK\x03\x04 photo.jpg", "archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "bureautique-ancien"),
        (b"{\\rtf1", "bureautique-ancien"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><svg/>", "page-web"),
        (b"<!DOCTYPE html>", "page-web"),
        (b"MZ\x90\0", "programme"),
        (b"#!/bin/sh", "programme"),
        (b"bonjour", "inconnu"),
        (b"GIF89a%PDF-1.4", "gif"),
    ],
)
def test_tout_autre_format_est_refuse_avec_sa_raison(debut: bytes, raison: str) -> None:
    with pytest.raises(FormatRefuse) as refus:
        reconnaitre(debut)
    assert [r.code for r in refus.value.raisons] == [raison]


@pytest.mark.parametrize(
    ("nom", "montre"),
    [
        ("carte.pdf", "carte.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Photos\\carte.jpg", "carte.jpg"),
        ("carte\u202efdp.exe", "cartefdp.exe"),
        ("a\0b\n.pdf", "ab.pdf"),
        ("", "document"),
        ("/", "document"),
        ("é" * 300, "é" * 100),
    ],
)
def test_un_nom_se_montre_sans_chemin_ni_caractere_cache(nom: str, montre: str) -> None:
    assert nom_montrable(nom) == montre
