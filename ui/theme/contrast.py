"""Measures of colour for the theme's tests and the gallery: WCAG contrast, Machado's deuteranopia, CIE76 ΔE.

Pure arithmetic on "#RRGGBB" texts; the running program does not need it.
"""

_Vector = tuple[float, float, float]

# Machado, Oliveira, Fernandes 2009: deuteranopia, severity 1.0, on linear RGB.
_DEUTERANOPIA: tuple[_Vector, _Vector, _Vector] = (
    (0.367322, 0.860646, -0.227968),
    (0.280085, 0.672501, 0.047413),
    (-0.011820, 0.042940, 0.968881),
)
# sRGB, D65
_XYZ: tuple[_Vector, _Vector, _Vector] = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_WHITE: _Vector = (0.95047, 1.0, 1.08883)


def contrast(first: str, second: str) -> float:
    """Return the WCAG 2 contrast ratio of two colours, 1 … 21."""
    bright, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def see_as_deuteranope(color: str) -> str:
    """Return the colour as somebody without green cones sees it."""
    return _to_hex(_times(_DEUTERANOPIA, _linear(color)))


def difference(first: str, second: str) -> float:
    """Return the CIE76 distance ΔE of two colours (about 2 is just seen)."""
    return sum((a - b) ** 2 for a, b in zip(_lab(first), _lab(second), strict=True)) ** 0.5


def _linear(color: str) -> _Vector:
    red, green, blue = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return _expand(red), _expand(green), _expand(blue)


def _expand(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _to_hex(linear: _Vector) -> str:
    parts = []
    for value in linear:
        clipped = min(max(value, 0.0), 1.0)
        gamma = 12.92 * clipped if clipped <= 0.0031308 else 1.055 * clipped ** (1 / 2.4) - 0.055
        parts.append(round(gamma * 255))
    return "#{:02X}{:02X}{:02X}".format(*parts)


def _luminance(color: str) -> float:
    red, green, blue = _linear(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _times(matrix: tuple[_Vector, _Vector, _Vector], vector: _Vector) -> _Vector:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third


def _lab(color: str) -> _Vector:
    x, y, z = (
        _root(value / white) for value, white in zip(_times(_XYZ, _linear(color)), _WHITE, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(value: float) -> float:
    return value ** (1 / 3) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116
