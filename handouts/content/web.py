"""Web addresses as people write them, with letters of any script, and as machines open them. Opens nothing.

A clinic types ``https://müller-physio.de``; that is printed. A link and a code hold the same address in the letters
that every browser and scanner takes: the host in Punycode (RFC 5891), other letters of the path percent-encoded.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit, urlunsplit

_KEPT = "/%!$&'()*+,;=:@-._~?#[]"
"""Signs of a path or query that stay as they are typed."""


def machine(address: str) -> str:
    """``address`` in ASCII letters. Raises ValueError, in words for whoever typed it, where its host is no name."""
    if address.isascii():
        return address
    parts = urlsplit(address)
    host, colon, port = parts.netloc.partition(":")
    return urlunsplit((parts.scheme, _host(host) + colon + port, *(quote(p, safe=_KEPT) for p in parts[2:])))


def _host(host: str) -> str:
    if host.isascii():
        return host
    import idna  # for such an address only

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise ValueError(f"cannot be a web address: {error}") from None
