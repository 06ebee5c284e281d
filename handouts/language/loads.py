"""What an exercise is done against, in the words of the languages in which a load may be given. A language more is a
line more in each table.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

THINGS: Mapping[str, frozenset[str]] = MappingProxyType({
    "en": frozenset({
        "band", "bands", "tube", "tubing", "loop", "theraband", "dumbbell", "dumbbells", "kettlebell", "weight",
        "weights", "cuff", "cuffs", "ball", "bottle", "bottles", "can", "cans", "backpack", "bodyweight",
    }),
    "es": frozenset({
        "banda", "bandas", "goma", "mancuerna", "mancuernas", "pesa", "pesas", "tobillera", "tobilleras", "pelota",
        "botella", "botellas",
    }),
})  # fmt: skip
KINDS: Mapping[str, frozenset[str]] = MappingProxyType({
    "en": frozenset({
        "tan", "beige", "yellow", "red", "green", "blue", "black", "silver", "gold", "orange", "purple", "pink",
        "grey", "gray", "white", "brown", "light", "medium", "heavy", "strong", "extra", "thin", "thick", "easy",
        "hard", "resistance", "elastic", "exercise", "long", "short", "mini", "small", "large", "soft", "firm",
        "ankle", "wrist", "hand", "hands", "water", "soup", "medicine", "one", "two", "a", "the", "of", "each", "per",
        "in", "both", "with", "body", "own",
    }),
    "es": frozenset({
        "amarilla", "roja", "verde", "azul", "negra", "plateada", "dorada", "naranja", "morada", "rosa", "gris",
        "blanca", "ligera", "media", "fuerte", "suave", "gruesa", "fina", "elástica", "larga", "corta", "pequeña",
        "grande", "agua", "una", "dos", "de", "la", "en", "cada", "con", "mano", "manos", "arroz", "corporal", "peso",
        "propio", "tobillo", "muñeca",
    }),
})  # fmt: skip
"""Names of things, and what may stand beside one, by the languages in which a load may be given."""
ALONE: Mapping[str, frozenset[str]] = MappingProxyType({
    "en": frozenset({"body weight", "bodyweight", "own body weight"}),
    "es": frozenset({"peso corporal", "peso propio"}),
})  # fmt: skip
UNIT_WORDS = {"p": "en", "li": "es"}
"""Units that are written out, by their beginning: pounds, libras. All others are understood in any language."""
