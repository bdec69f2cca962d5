"""Bibliographic formats, out: what is citable as a ``Work``, and what is written of it. Pure: no Django, no clock.

``works`` says what a citable thing is; ``csl`` and ``bibtex`` write it for reference managers, ``styles`` for people.
"""

from articles.exports.bibtex import bibtex
from articles.exports.csl import csl_item
from articles.exports.styles import STYLES, Run
from articles.exports.works import Creator, Issued, Work

__all__ = ["STYLES", "Creator", "Issued", "Run", "Work", "bibtex", "csl_item"]
