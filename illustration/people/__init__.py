"""People doing exercises: from a pose in YAML to line art. See README.md in this folder for the pose
language.
"""
