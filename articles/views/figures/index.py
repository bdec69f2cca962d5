"""What figures and pictures there are, with a sentence on each."""

from __future__ import annotations

from django.views.generic import TemplateView

from articles.views.figures.diet import FIGURES
from articles.views.figures.places import PLACES

PICTURES = (PLACES,)


class FigureIndexView(TemplateView):
    """The pictures, then the tables."""

    template_name = "articles/figures/index.html"
    extra_context = {"figures": FIGURES, "pictures": PICTURES}
