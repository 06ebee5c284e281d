"""What a language is like, where nobody else knows it: a file that most languages do not need."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import StringConstraints

from handouts.content.model.base import Model, Name
from handouts.limits import MAX_TAG

TAG = r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"
FORM = r"^[a-z]{1,8}$"
Tag = Annotated[str, StringConstraints(pattern=TAG, max_length=MAX_TAG)]
Form = Annotated[str, StringConstraints(pattern=FORM)]


class LanguageRules(Model):
    """``data/locale/LANG/language.yaml``: only for what CLDR does not know, or what a clinic wants otherwise."""

    kind: Literal["language"]
    name: Name | None = None
    """Its own name for itself."""
    rules: Tag | None = None
    """The language whose plurals, lists and dates it has, such as ``es``; its own where CLDR has them."""
    right_to_left: bool | None = None
    forms: tuple[Form, ...] = ()
    """Forms that the words for a side take, such as m and f; those of ``rules`` where there are none here."""
