"""Shapes of communes: read, measured, joined, and simplified so that two neighbours keep one border."""

import struct
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import cos, radians

Position = tuple[float, float]
"""Longitude, latitude: the order of WKB and GeoJSON."""
Ring = list[Position]
Polygon = list[Ring]
Shape = list[Polygon]

DECIMALS = 4
"""About ten metres: finer than the source."""

_WKB_POINT, _WKB_POLYGON, _WKB_MULTIPOLYGON = 1, 3, 6
_EWKB_HAS_SRID = 0x20000000


class _Wkb:
    def __init__(self, content: bytes) -> None:
        self._content, self._at = content, 0

    def _unpack(self, code: str) -> tuple[float, ...]:
        found = struct.unpack_from(self._order + code, self._content, self._at)
        self._at += struct.calcsize(self._order + code)
        return found

    def _header(self, expected: int) -> None:
        self._order = "<" if self._content[self._at] else ">"
        self._at += 1
        kind = int(self._unpack("I")[0])
        if kind & _EWKB_HAS_SRID:
            self._at += 4
        if kind & 0xFF != expected:
            raise ValueError(f"géométrie WKB inattendue : {kind & 0xFF}")

    def point(self) -> Position:
        self._header(_WKB_POINT)
        x, y = self._unpack("2d")
        return x, y

    def _polygon(self) -> Polygon:
        self._header(_WKB_POLYGON)
        return [self._ring() for _ in range(int(self._unpack("I")[0]))]

    def _ring(self) -> Ring:
        values = self._unpack(f"{2 * int(self._unpack('I')[0])}d")
        return list(zip(values[::2], values[1::2], strict=True))

    def multipolygon(self) -> Shape:
        self._header(_WKB_MULTIPOLYGON)
        return [self._polygon() for _ in range(int(self._unpack("I")[0]))]


def read_point(hexadecimal: str) -> Position:
    return _Wkb(bytes.fromhex(hexadecimal)).point()


def read_shape(hexadecimal: str) -> Shape:
    """A shape on the grid of DECIMALS, so that equal borders are equal numbers."""
    return [[_on_grid(ring) for ring in polygon] for polygon in _Wkb(bytes.fromhex(hexadecimal)).multipolygon()]


def _on_grid(ring: Ring) -> Ring:
    rounded = [(round(x, DECIMALS), round(y, DECIMALS)) for x, y in ring]
    return [p for i, p in enumerate(rounded) if i == 0 or p != rounded[i - 1]]


def _signed_area(ring: Ring) -> float:
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring)) / 2


def centre(shape: Shape) -> Position:
    """Centroid of the largest piece: islets do not pull the point into the sea."""
    ring = max((polygon[0] for polygon in shape), key=lambda r: abs(_signed_area(r)))
    ox, oy = ring[0]  # local origin: the products below stay small, their difference exact
    area = x = y = 0.0
    for (x0, y0), (x1, y1) in pairwise(ring):
        k = (x0 - ox) * (y1 - oy) - (x1 - ox) * (y0 - oy)
        area += k
        x += (x0 + x1 - 2 * ox) * k
        y += (y0 + y1 - 2 * oy) * k
    return ox + x / (3 * area), oy + y / (3 * area)


def bounds_contain(shape: Shape, point: Position) -> bool:
    xs = [x for polygon in shape for x, _ in polygon[0]]
    ys = [y for polygon in shape for _, y in polygon[0]]
    return min(xs) <= point[0] <= max(xs) and min(ys) <= point[1] <= max(ys)


def dissolve(shapes: Iterable[Shape]) -> Shape:
    """One shape from adjacent ones: an edge walked both ways is an inner border and disappears."""
    edges: set[tuple[Position, Position]] = set()
    for shape in shapes:
        for polygon in shape:
            for ring in polygon:
                for edge in pairwise(ring):
                    if edge[::-1] in edges:
                        edges.remove(edge[::-1])
                    else:
                        edges.add(edge)
    following: dict[Position, list[Position]] = defaultdict(list)
    for start, end in sorted(edges):
        following[start].append(end)
    rings = []
    while following:
        ring = [min(following)]
        while len(ring) == 1 or ring[-1] != ring[0]:
            ends = following[ring[-1]]
            ring.append(ends.pop(0))
            if not ends:
                del following[ring[-2]]
        rings.append(ring)
    largest = max(rings, key=lambda r: abs(_signed_area(r)))
    outwards = _signed_area(largest) > 0
    holes = [r for r in rings if (_signed_area(r) > 0) != outwards]
    islands = [[r] for r in rings if r is not largest and (_signed_area(r) > 0) == outwards]
    return [[largest, *holes], *islands]


def simplify(shapes: dict[str, Shape], tolerance_m: float) -> dict[str, Shape]:
    """Douglas-Peucker on borders rather than on communes, so that no gap opens between two neighbours."""
    neighbours: dict[Position, set[Position]] = defaultdict(set)
    for shape in shapes.values():
        for polygon in shape:
            for ring in polygon:
                for start, end in pairwise(ring):
                    neighbours[start].add(end)
                    neighbours[end].add(start)
    junctions = {point for point, around in neighbours.items() if len(around) > 2}
    return {
        code: [[_simplify_ring(ring, junctions, tolerance_m) for ring in polygon] for polygon in shape]
        for code, shape in shapes.items()
    }


def _simplify_ring(ring: Ring, junctions: set[Position], tolerance_m: float) -> Ring:
    loop = ring[:-1]
    anchors = [i for i, point in enumerate(loop) if point in junctions]
    if len(anchors) < 2:
        # an islet, or a commune inside another: two fixed points that its neighbour will choose as well
        first = anchors[0] if anchors else loop.index(min(loop))
        anchors = sorted({first, max(range(len(loop)), key=lambda i: (_gap(loop[i], loop[first]), loop[i]))})
    turned = loop[anchors[0] :] + loop[: anchors[0]]
    cuts = [a - anchors[0] for a in anchors] + [len(loop)]
    closed = [*turned, turned[0]]
    kept = [closed[0]]
    for start, end in pairwise(cuts):
        kept += _simplify_border(closed[start : end + 1], tolerance_m)[1:]
    return kept if len(kept) >= 4 else ring


def _simplify_border(border: Ring, tolerance_m: float) -> Ring:
    """The same points whichever commune walks the border: it is always simplified in one direction."""
    if border[-1] < border[0]:
        return _douglas_peucker(border[::-1], tolerance_m)[::-1]
    return _douglas_peucker(border, tolerance_m)


def _douglas_peucker(line: Sequence[Position], tolerance_m: float) -> Ring:
    whole = (0, len(line) - 1)
    keep = set(whole)
    spans = [whole]
    while spans:
        first, last = spans.pop()
        inner = range(first + 1, last)
        if not inner:
            continue
        far = max(inner, key=lambda i: _deviation_m(line[i], line[first], line[last]))
        # the first cut is unconditional: two banks of an estuary must not fall on the same segment
        if (first, last) == whole or _deviation_m(line[far], line[first], line[last]) > tolerance_m:
            keep.add(far)
            spans += [(first, far), (far, last)]
    return [line[i] for i in sorted(keep)]


_METRES_PER_DEGREE = 111_195.0


def _to_metres(point: Position, origin: Position) -> Position:
    x = (point[0] - origin[0]) * cos(radians(origin[1])) * _METRES_PER_DEGREE
    return x, (point[1] - origin[1]) * _METRES_PER_DEGREE


def _gap(a: Position, b: Position) -> float:
    x, y = _to_metres(a, b)
    return x * x + y * y


def _deviation_m(point: Position, start: Position, end: Position) -> float:
    px, py = _to_metres(point, start)
    ex, ey = _to_metres(end, start)
    length_2 = ex * ex + ey * ey
    t = max(0.0, min(1.0, (px * ex + py * ey) / length_2)) if length_2 else 0.0
    return float(((px - t * ex) ** 2 + (py - t * ey) ** 2) ** 0.5)
