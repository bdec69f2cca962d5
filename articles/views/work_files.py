"""A citable work as a file for reference managers: BibTeX or CSL-JSON, under the name that is its key."""

from __future__ import annotations

import json

from django.http import HttpResponse

from articles.exports import Work, bibtex, csl_item


def work_file(work: Work, form: str) -> HttpResponse:
    """The file of one work: "bib" for BibTeX, "json" for CSL-JSON."""
    if form == "bib":
        written, media = bibtex([work]), "application/x-bibtex"
    else:
        written, media = json.dumps([csl_item(work)], ensure_ascii=False), "application/vnd.citationstyles.csl+json"
    return HttpResponse(
        written,
        content_type=f"{media}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{work.key}.{form}"'},
    )
