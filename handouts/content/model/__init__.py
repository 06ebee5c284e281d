"""The content of handouts as typed, immutable values.

One class for each kind of YAML file under ``data/``. These classes only *hold* content: they know nothing of files,
paper, fonts or languages other than the one the content is written in. Unknown keys are refused.
"""

from handouts.content.model.answers import Decision
from handouts.content.model.base import (
    FieldError,
    Model,
    Region,
)
from handouts.content.model.clinic import Clinic, SignOff
from handouts.content.model.common import Advice, Review, Reviewed, Statement
from handouts.content.model.demands import Demand
from handouts.content.model.dose import Dose, Range
from handouts.content.model.exercise import Exercise, ExerciseType
from handouts.content.model.glossary import Glossary
from handouts.content.model.guidance import (
    Device,
    Exemption,
    Exercising,
    HealthCondition,
    HealthConditions,
    PainBands,
    PressureRules,
    Rice,
    RiceBox,
    SafetyRule,
    StopSign,
    StopSigns,
    Strain,
    StrainGrade,
)
from handouts.content.model.language import LanguageRules
from handouts.content.model.lists import Lists
from handouts.content.model.muscles import MuscleNames
from handouts.content.model.places import Places
from handouts.content.model.plan import ProgramPlan
from handouts.content.model.source import Source, Sources
from handouts.content.model.topic import CauseAndHelp, Condition, Muscle, Topic

__all__ = [
    "Advice",
    "CauseAndHelp",
    "Clinic",
    "Condition",
    "Decision",
    "Demand",
    "Device",
    "Dose",
    "Exemption",
    "Exercise",
    "ExerciseType",
    "Exercising",
    "FieldError",
    "Glossary",
    "HealthCondition",
    "HealthConditions",
    "LanguageRules",
    "Lists",
    "Model",
    "Muscle",
    "MuscleNames",
    "PainBands",
    "Places",
    "PressureRules",
    "ProgramPlan",
    "Range",
    "Region",
    "Review",
    "Reviewed",
    "Rice",
    "RiceBox",
    "SafetyRule",
    "SignOff",
    "Source",
    "Sources",
    "Statement",
    "StopSign",
    "StopSigns",
    "Strain",
    "StrainGrade",
    "Topic",
]
