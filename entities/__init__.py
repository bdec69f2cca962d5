"""The authority file: who and what exists, under which names, identified by whom, related how.

It knows nothing of articles. Bibliographic records point at authority records, never the reverse.
"""
