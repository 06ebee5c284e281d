"""The shared drawing core: meshes in, integer Bezier paths out. It knows nothing of people, muscles or
charts.
"""
