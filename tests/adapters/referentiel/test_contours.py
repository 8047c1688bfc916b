import struct

import pytest

from adapters.referentiel.contours import (
    Ring,
    Shape,
    bounds_contain,
    centre,
    dissolve,
    read_point,
    read_shape,
    simplify,
)


def _square(x: float, y: float, side: float = 1.0) -> Ring:
    return [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]


def _wkb(order: str, rings: list[Ring], srid: int | None = None) -> str:
    mark = b"\x01" if order == "<" else b"\x00"
    kind = 6 | (0x20000000 if srid else 0)
    content = mark + struct.pack(order + "I", kind)
    if srid:
        content += struct.pack(order + "I", srid)
    content += struct.pack(order + "I", 1) + mark + struct.pack(order + "2I", 3, len(rings))
    for ring in rings:
        content += struct.pack(order + "I", len(ring))
        content += struct.pack(f"{order}{2 * len(ring)}d", *(value for point in ring for value in point))
    return content.hex()


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("srid", [None, 4326])
def test_un_contour_se_lit_dans_les_deux_ordres_d_octets(order: str, srid: int | None) -> None:
    rings = [_square(0, 0, 4), _square(1, 1)]
    assert read_shape(_wkb(order, rings, srid)) == [rings]


def test_un_point_se_lit_longitude_d_abord() -> None:
    assert read_point((b"\x01" + struct.pack("<I2d", 1, -1.68, 48.11)).hex()) == (-1.68, 48.11)


def test_une_autre_geometrie_est_refusee() -> None:
    with pytest.raises(ValueError, match="géométrie WKB inattendue : 2"):
        read_shape((b"\x01" + struct.pack("<I", 2)).hex())


def test_les_points_trop_proches_se_confondent() -> None:
    ring = [(0.0, 0.0), (0.00001, 0.00002), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)]
    assert read_shape(_wkb("<", [ring])) == [[[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)]]]


def test_le_centre_est_celui_du_plus_grand_morceau() -> None:
    shape: Shape = [[_square(10, 10, 0.1)], [_square(0, 0, 2)]]
    assert centre(shape) == pytest.approx((1, 1))


def test_l_emprise_contient_ses_points() -> None:
    shape: Shape = [[_square(0, 0)]]
    assert bounds_contain(shape, (0.5, 0.5))
    assert not bounds_contain(shape, (1.5, 0.5))


def test_deux_communes_reunies_perdent_leur_frontiere() -> None:
    union = dissolve([[[_square(0, 0)]], [[_square(1, 0)]]])
    assert len(union) == 1
    assert len(union[0]) == 1
    assert len(set(union[0][0])) == 6
    assert union[0][0][0] == union[0][0][-1]


def test_une_enclave_devient_un_trou() -> None:
    around = [[_square(x, y)] for x in range(3) for y in range(3) if (x, y) != (1, 1)]
    (polygon,) = dissolve([[p] for p in around])
    assert len(polygon) == 2


def test_deux_iles_reunies_restent_deux_iles() -> None:
    assert len(dissolve([[[_square(0, 0, 2)]], [[_square(5, 5)]]])) == 2


def test_deux_voisines_gardent_la_meme_frontiere() -> None:
    bumps = [(1.0, y / 10 + 0.001 * (y % 2)) for y in range(1, 10)]
    left: Ring = [(0.0, 0.0), (1.0, 0.0), *bumps, (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]
    right: Ring = [(1.0, 0.0), (2.0, 0.0), (2.0, 1.0), (1.0, 1.0), *bumps[::-1], (1.0, 0.0)]
    simple = simplify({"g": [[left]], "d": [[right]]}, tolerance_m=500)
    border_of_left = {p for p in simple["g"][0][0] if p[0] == 1.0}
    border_of_right = {p for p in simple["d"][0][0] if p[0] == 1.0}
    assert border_of_left == border_of_right
    assert len(border_of_left) == 3


def test_une_ile_reste_une_surface_meme_tres_simplifiee() -> None:
    island: Ring = [(0.0, 0.0), (0.001, 0.0), (0.0012, 0.0007), (0.001, 0.001), (0.0, 0.001), (0.0, 0.0)]
    (ring,) = simplify({"i": [[island]]}, tolerance_m=10_000)["i"][0]
    assert len(ring) >= 4
    assert ring[0] == ring[-1]


def test_deux_rives_ne_tombent_pas_sur_le_meme_segment() -> None:
    """Two communes that meet at both ends of a strait keep water between them."""
    north: Ring = [(0.0, 0.0), (0.5, 0.0003), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]
    south: Ring = [(0.0, 0.0), (0.0, -1.0), (1.0, -1.0), (1.0, 0.0), (0.5, -0.0003), (0.0, 0.0)]
    simple = simplify({"n": [[north]], "s": [[south]]}, tolerance_m=100)
    assert (0.5, 0.0003) in simple["n"][0][0]
    assert (0.5, -0.0003) in simple["s"][0][0]
