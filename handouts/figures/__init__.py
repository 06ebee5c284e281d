"""Figures as data: the vector model, its style classes and the folder they live in."""

from handouts.figures.drawing import Drawing, Label
from handouts.figures.fields import FigureError
from handouts.figures.outline import Path
from handouts.figures.store import FigureStore
from handouts.figures.styles import PALETTES, Style

__all__ = ["PALETTES", "Drawing", "FigureError", "FigureStore", "Label", "Path", "Style"]
