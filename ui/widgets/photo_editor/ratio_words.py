"""A ratio in words, for the size tag and the table."""

from app.domain.photo_rules import format_ratio


def say_ratio(width: int, height: int) -> str:
    """Two figures; more only where they would hide on which side of a bound it is: 0.71, 0.6499."""
    short = f"{width / max(height, 1):.2f}"
    return format_ratio(width, height) if short in {"0.65", "0.80"} else short
