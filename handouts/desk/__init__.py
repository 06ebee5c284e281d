"""The clinic desk: ``handouts serve``, one local web page on which a sheet is made while the patient waits.

Nothing about a patient is kept: it comes in the body of a request, lives in memory, and goes with it.
"""
