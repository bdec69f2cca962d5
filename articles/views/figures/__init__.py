"""Figures for people: tables and pictures of what the articles cite and mention, and the files behind them.

``diet`` has the tables of citations. ``pictures`` is what the drawn figures share: each counts the articles of one
search, answered from the facet index. ``places`` is one of them: the map.
"""
