"""Anatomy figures: muscles on bones as line art, drawn from the meshes of an atlas. Figures keep no mesh."""
