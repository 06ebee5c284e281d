"""Where the meshes behind the anatomy drawings come from and what their licences ask of every drawing."""

LICENCE = "CC-BY-SA-4.0"
SHORT = "Drawing: after BodyParts3D, Z-Anatomy, CC BY-SA 4.0"
CHANGES = "projected, simplified and redrawn as line art"
CREDITS = (
    "BodyParts3D, (c) The Database Center for Life Science, "
    "licensed under CC Attribution-ShareAlike 2.1 Japan",
    "Z-Anatomy, the open source atlas of anatomy, licensed under CC BY-SA 4.0",
    "Open3DModel, licensed under CC BY-SA 4.0",
    "changed: projected, simplified and redrawn as line art",
)
