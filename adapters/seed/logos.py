"""The marks of the invented bailleurs and départements: a roof in their colour, and their initials or their code."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from adapters.seed.hasard import Hasard

COULEURS = ("#1f5f8b", "#8a3b12", "#2f6b3c", "#6b2f5c", "#7a5c00", "#24526b", "#8b1f3f", "#3d4f8b", "#5c6b1f")
HAUTEUR, TOIT = 96, 92


def logo(graine: str, cle: str, sigle: str) -> bytes:
    return _dessiner(Hasard.de(graine, "logo", cle).un(COULEURS), sigle, 54)


def logo_du_portail(couleur: str, code: str) -> bytes:
    return _dessiner(couleur, code, 54)


def _dessiner(couleur: str, sigle: str, corps: int) -> bytes:
    police = ImageFont.load_default(size=corps)
    largeur = int(police.getlength(sigle))
    image = Image.new("RGBA", (TOIT + 16 + largeur, HAUTEUR))
    dessin = ImageDraw.Draw(image)
    dessin.rounded_rectangle((0, 2, TOIT - 1, HAUTEUR - 3), radius=18, fill=couleur)
    dessin.polygon([(16, 50), (46, 22), (76, 50), (70, 57), (46, 35), (22, 57)], fill="white")
    dessin.rectangle((30, 54, 62, 76), fill="white")
    dessin.rectangle((41, 60, 51, 76), fill=couleur)
    dessin.text((TOIT + 12, HAUTEUR // 2), sigle, fill=couleur, font=police, anchor="lm")
    ecrite = BytesIO()
    image.save(ecrite, "PNG", optimize=True)
    return ecrite.getvalue()
