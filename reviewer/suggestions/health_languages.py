"""What readers write of their own health in German, French and Spanish: the rules of `health` in their words.

The languages are not told apart: a comment may change between them, and none of these patterns means anything
in another of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_YEAR = r"\b[^.!?\n]{0,40}?\b(?:19|20)\d\d\b"
_DRUG = r"\w{0,20}(?:mab|mid|tron[ae]?|fer[oó]n|imod|tinib|platin[eo]?|statin|azol|cillin|cilina)"
_GERMAN_CARE = (
    r"(?:Infusion(?:en)?|Spritzen?|Chemo\w*|Operation(?:en)?|OP|Transplantation(?:en)?|[CK]ortison\w*|Tabletten?"
    rf"|{_DRUG})\b"
)
_FRENCH_CARE = (
    r"(?:perfusions?|injections?|chimio\w*|opérations?|chirurgie|greffes?|cortisone|corticoïdes|comprimés?"
    rf"|{_DRUG})\b"
)
_SPANISH_CARE = (
    r"(?:infusi(?:ón|ones)|inyecci(?:ón|ones)|quimio\w*|operaci(?:ón|ones)|cirugía|trasplantes?|cortisona"
    rf"|corticoides|pastillas?|{_DRUG})\b"
)
_REST = r"\b[^.!?\n]{0,60}"

GERMAN: Mapping[str, re.Pattern[str]] = {
    "an age": re.compile(
        r"\bich (?:bin|war) (?:jetzt |nun |erst |damals )?\d{1,2}(?: Jahre(?: alt)?)?\b"
        r"(?! (?:mg|Mal|Tage|Wochen|Monate))"
        r"|\b(?:mit|im Alter von) \d{1,2} Jahren\b|\b\d{1,2}[- ]?jährige?[mnrs]?\b|\b\d{1,2} Jahre alt\b",
        re.I,
    ),
    "a date of illness": re.compile(
        rf"\b(?:\w{0, 20}diagnos\w+|Sch(?:ub|übe\w*)|Symptome?n?|erkrankt\w*|seit){_YEAR}", re.I
    ),
    "a treatment of one's own": re.compile(
        rf"\bmeine[mnrs]? (?:\w+ ){{0,3}}{_GERMAN_CARE}|\bmein (?:\w+ ){{0,3}}{_GERMAN_CARE}"
        r"|\bich (?:\w+ ){0,4}?(?:bekam|bekomme|erhalte|erhielt|habe|hatte|nahm|nehme|spritze)\b"
        rf"[^!?\n]{{0,50}}?\b{_GERMAN_CARE}",  # a full stop may stand behind a number: “5. Infusion”
        re.I,
    ),
    "a diagnosis": re.compile(  # nouns have a capital, which tells “ich habe MS” from “ich habe gelesen”
        r"\b[Ii]ch (?:habe|hatte|leide an|leide unter|lebe mit) (?:eine[mnr]? |die |der )?"
        r"[A-ZÄÖÜ][\w-]+(?: [A-ZÄÖÜ][\w-]+)*"
        r"|\b(?:[Bb]ei mir|[Mm]ir) wurde\b[^.!?\n]{2,60}?\b(?:diagnostiziert|festgestellt)\b"
    ),
    "a score": re.compile(r"\b(?:mein )?EDSS (?:ist |war |von |bei |liegt bei )+\d(?:[.,]\d)?", re.I),
    "somebody of the family": re.compile(
        r"\bmeine?[mnrs]? (?:Mutter|Mama|Vater|Papa|Schwester|Bruder|Frau|Mann|Partner(?:in)?|Sohn|Tochter"
        rf"|Kind(?:er)?){_REST}",
        re.I,
    ),
}
FRENCH: Mapping[str, re.Pattern[str]] = {
    "an age": re.compile(
        r"\bj[’']ai (?:maintenant |seulement )?\d{1,2} ans\b|\bâgée? de \d{1,2} ans\b"
        r"|\bà (?:l[’']âge de )?\d{1,2} ans\b",
        re.I,
    ),
    "a date of illness": re.compile(rf"\b(?:diagnosti\w+|poussées?|symptômes?|malade|depuis){_YEAR}", re.I),
    "a treatment of one's own": re.compile(
        rf"\b(?:mon|ma|mes) (?:\w+ ){{0,3}}{_FRENCH_CARE}"
        r"|\b(?:je (?:\w+ ){0,2}?(?:prends|prenais|reçois)"
        r"|j[’']ai (?:\w+ ){0,2}?(?:arrêté|commencé|eu|pris|reçu))\b"
        rf"[^.!?\n]{{0,50}}?\b{_FRENCH_CARE}",
        re.I,
    ),
    "a diagnosis": re.compile(
        r"\bje (?:souffre|suis atteinte?) d(?:e |u |es |[’'])[^.,;!?\n]{2,50}"
        r"|\bon m[’']a diagnostiqué\w* [^.,;!?\n]{2,50}"
        r"|\bj[’']ai (?:la |une )(?:maladie|sclérose|SEP)\b[^.,;!?\n]{0,40}",
        re.I,
    ),
    "a score": re.compile(r"\bmon EDSS\b[^.;\n]{0,15}?\d(?:[.,]\d)?|\bEDSS (?:à |de )\d(?:[.,]\d)?", re.I),
    "somebody of the family": re.compile(
        r"\b(?:mon|ma|mes) (?:mère|maman|père|papa|s(?:œ|oe)ur|frère|femme|mari|compagne|compagnon|fils|fille"
        rf"|enfants?){_REST}",
        re.I,
    ),
}
SPANISH: Mapping[str, re.Pattern[str]] = {
    "an age": re.compile(r"\b(?:tengo|tenía|a los|de) \d{1,2} años\b", re.I),
    "a date of illness": re.compile(
        rf"\b(?:diagn[oó]stic\w+|brotes?|síntomas?|enferm\w+|desde){_YEAR}", re.I
    ),
    "a treatment of one's own": re.compile(
        rf"\bmis? (?:\w+ ){{0,3}}{_SPANISH_CARE}"
        r"|\b(?:dejé|empecé|me dieron|me pusieron|recibí|recibo|tomaba|tomé|tomo)\b"
        rf"[^.!?\n]{{0,50}}?\b{_SPANISH_CARE}",
        re.I,
    ),
    "a diagnosis": re.compile(
        r"\b(?:me diagnosticaron|padezco(?: de)?|sufro de|vivo con) [^.,;!?\n]{2,50}"
        r"|\btengo (?:la |una )?(?:EM|enfermedad|esclerosis)\b[^.,;!?\n]{0,40}",
        re.I,
    ),
    "a score": re.compile(r"\bmi EDSS\b[^.;\n]{0,15}?\d(?:[.,]\d)?|\bEDSS de \d(?:[.,]\d)?", re.I),
    "somebody of the family": re.compile(
        r"\bmis? (?:madre|mamá|padre|papá|herman[ao]s?|mujer|espos[ao]|marido|pareja|hij[ao]s?)" + _REST, re.I
    ),
}
