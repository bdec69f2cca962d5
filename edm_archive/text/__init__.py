"""Pure text tools: spans, normalisation, partial dates, snippets.

The cellar of the house: standard library only, no Django, no clock, no environment. Everything here takes text and
returns text or frozen values, so that it can be tested as tables and fuzzed.
"""
