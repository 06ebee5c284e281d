"""The other ways: each module makes the sheet from plain content as a competent user of its library would.

Every module has ``make(content) -> bytes``. What the library lets one prepare once (fonts, styles, a
compiler) is prepared once; what a sheet needs, the code of its address among it, is made for each sheet.
"""
