"""English words that weigh: what a reader may take for leave to do something, or not to have something looked at.

Whether a sentence is right nobody can read from its words. What is asked here is whether it says what is so ("It lies
on the side of the hip") or goes further: it forbids, allows or tells to do something, says how bad something is, or
speaks of harm and of those who treat it. The words that do the former are few and fixed in English (negations, what
allows and what obliges); of the latter the common ones stand here. Knows no content.
"""

from __future__ import annotations

import re
from unicodedata import category, normalize

_ASSURES = re.compile(
    r"(?<!not )(?<!never )(?<!no longer )(?<!cannot )\b(?:"
    r"no need|needs? (?:no|not)\b(?! (?:go on|wait))|needn['’]?t|(?:not|n['’]t|never) (?:need|have to|matter"
    r"|worry|mind)"
    r"|(?:rarely|seldom|hardly) (?:needs?|matters?)|instead of (?:a|your|the) (?:doctor|hospital)|never mind"
    r"|no matter"
    r"|worr(?:y|ies|ied|ying)|harmless(?:ly)?|(?:does|do|did|is|are|brings?|has|have) no (?:harm|danger|risk)"
    r"|no (?:danger|risk|harm|problem|worries|doctor|limits?)|safe(?:ly|r|st)?|without (?:risk|danger|harm|limit)"
    r"|(?:not|nothing|isn['’]t|aren['’]t) (?:serious|dangerous|harmful|bad|a (?:problem|warning|danger))"
    r"|(?:stop|leave out|leave off) (?:your|the|taking) (?:pills?|medicines?|tablets?|drugs?)"
    r"|ignor(?:e|es|ed|ing)|disregard|skip(?:s|ped|ping)?|overdo|push(?:es)? (?:on|through|past)|works? through"
    r"|(?:go|goes|keep|keeps|carry|carries) (?:on|going)|ordinary|usual|natural|normal(?:ly)?|fine|ok|okay|all right"
    r"|as (?:much|long|hard|often|far) as you (?:like|want|wish|can)|good for (?:you|everybody|everyone|all)"
    r"|(?:for|by) (?:everybody|everyone|anybody|anyone|all)|whoever|whatever|even (?:if|when|though)"
    r"|(?:nothing|not) to (?:fear|worry|check|do)|(?:will|would) (?:pass|go away|heal)|by itself|on its own"
    r"|just (?:a|the|wait)|only (?:a|the)|suits? (?:everybody|everyone|all))\b",
    re.IGNORECASE,
)
"""Leave to go on, or not to mind: with "not" before it, it is a warning."""

_DENIES = r"never|not|cannot|\w+n['’]t|no|none|nobody|nothing|without|neither|nor"
_FORBIDS_OR_OBLIGES = (
    r"unless|always|everybody|everyone|anybody"
    r"|anyone|must|should|shall|ought|have to|has to|need(?:s|ed)?|let (?:us|me|him|her|them)|allowed|permitted"
    r"|forbidden"
    r"|stop(?:s|ped|ping)?|avoid|instead|before you|until you|twice|double|as much"
)
_OF_HARM = (
    r"warn\w*|danger\w*|risk\w*|serious\w*|harm\w*|safe\w*|alarm\w*|emergenc\w*|urgent\w*"
    r"|weak\w*|numb\w*|tingl\w*|fever\w*|chills?|swell\w*|swollen|bleed\w*|blood\w*|faint\w*|dizz\w*|breath\w*"
    r"|cancer\w*|tumou?rs?|infect\w*|fractur\w*|broken|break|clots?|urin\w*|pee|bladder|bowels?|weight loss|vomit\w*"
    r"|pregnan\w*|diabet\w*|wounds?|stroke|heart attack|paraly\w*|dead|die[sd]?|dying|deadly|faints?|collaps\w*"
    r"|unconscious"
    r"|gangrene|sepsis|pus|rash|(?:black|blue|red|hot|cold|pale)(?!-)|chest|heart|lungs?"
)
_OF_CARE = (
    r"doctors?|hospitals?|ambulance|911|physicians?|surgeons?|pharmac\w*"
    r"|medic(?:al|ation|ine|ines)|pills?|tablets?|drugs?|aspirin|ibuprofen|painkillers?|antibiotics?|steroids?"
    r"|insulin"
    r"|opioids?|checked|check-?ups?|be seen|seen by|calls?|appointments?|x-?rays?|scans?|mri|operations?|surgery"
    r"|cures?|cured|heal(?:s|ed|ing)?|better|progress|(?:the|this) (?:list|page|sheet|warnings?)|other people"
    r"|(?:does|do) (?:you )?(?:well|good|wonders)|hard(?:er)? (?:the|rub|press|massage|work)"
)
_OF_US = r"nurses?|clinics?|clinicians?|therapists?|pain|hurts?|aches?"
"""Who hands the sheet out, and what it is about: of them a sheet may speak, but not say that they are not needed."""
_WEIGHS = re.compile(rf"\b(?:{_FORBIDS_OR_OBLIGES}|{_OF_HARM}|{_OF_CARE})\b", re.IGNORECASE)
_SPEAKS_OF = re.compile(rf"\b(?:{_OF_HARM}|{_OF_CARE})\b", re.IGNORECASE)
_NOT = re.compile(rf"\b(?:{_DENIES})\b", re.IGNORECASE)
_NEEDS_NO = re.compile(
    r"\b(?:needs? no|no need|is (?:normal|fine|harmless|ordinary)|are (?:normal|fine|harmless|ordinary)|never mind"
    r"|ignore|do not|don['’]t|instead of (?:a|your|the))\b",
    re.IGNORECASE,
)
_US = re.compile(rf"\b(?:{_OF_US})\b", re.IGNORECASE)
_DO = (
    r"press|push|pull|stretch|twist|bend|squeeze|knead|rub|pound|hit|crack|wrap|tape|tie|heat|warm|ice|cool|burn|cut"
    r"|lift|load|jump|hop|run|sprint|jog|play|train|walk|sit|lie|sleep|rest|take|swallow|drink|eat|use|apply"
    r"|inject|try|do"
    r"|keep|hold|stay|go|wait|leave|forget|trust|ask|tell|return|start|begin|continue|repeat|increase|add|roll"
    r"|hang|move"
    r"|put|place|work|breathe|give|get|make"
)
_BEGINS = "|".join(word.capitalize() for word in _DO.split("|"))
_TELLS = re.compile(
    rf"(?:^|[.!?:;] )(?:(?:Now|Then|Just|Simply|Please) (?:{_DO})|(?:{_BEGINS}))\b"
    rf"|\b(?:[Pp]lease|[Jj]ust|[Yy]ou (?:can|may)) (?:{_DO})\b"
)
"""A sentence that begins with what to do: in capitals, as a phrase that says what a muscle does has none."""


def assures(text: str) -> bool:
    """Whether a text gives leave to go on, or not to mind."""
    return _ASSURES.search(_seen(text)) is not None


def weighs(text: str) -> bool:
    """Whether a text does more than say what is so: it forbids, allows, tells to do something, or speaks of harm and
    of care.
    """
    seen = _seen(text)
    if any(words.search(seen) for words in (_ASSURES, _WEIGHS, _TELLS)):
        return True
    return _NOT.search(seen) is not None and _US.search(seen) is not None


def goes_further(text: str, than: str) -> bool:
    """Whether a sentence weighs, and does so in other words than the text ``than`` has: one that only puts these in
    another order, and tells nobody to do anything, says nothing new.
    """
    if not weighs(text):
        return False
    return assures(text) or _TELLS.search(_seen(text)) is not None or not _words(text) <= _words(than)


def denies_danger(text: str) -> bool:
    """Whether a name denies danger: it gives leave or says "no", and speaks of harm or of care. "Natural childbirth"
    and "Safety of exercise" do not.
    """
    seen = _seen(text)
    harm = {word.casefold() for word in _SPEAKS_OF.findall(seen)} - {
        "safe",
        "safety",
        "safely",
        "risk",
        "risks",
    }
    return bool(harm) and (_NEEDS_NO.search(seen) is not None or _TELLS.search(seen) is not None)


def lacks_alarm(text: str, of: str) -> bool:
    """Whether the sentence ``of`` speaks of harm or of care in a word that ``text`` does not have; what it says not to
    be so counts with it.
    """
    return _SPEAKS_OF.search(_seen(of)) is not None and not _words(of) <= _words(text)


def _words(text: str) -> frozenset[str]:
    seen = _seen(text)
    return frozenset(word.casefold() for words in (_WEIGHS, _NOT) for word in words.findall(seen))


def _seen(text: str) -> str:
    """A text as it is read: without marks that cannot be seen, and with plain letters for their variants."""
    if text.isascii():
        return text
    return "".join(sign for sign in normalize("NFKC", text) if category(sign) != "Cf")
