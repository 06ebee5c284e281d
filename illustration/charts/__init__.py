"""Body charts: outlines of a neutral body with pain zones and trigger points. It knows no muscles; the
pattern files do.
"""
