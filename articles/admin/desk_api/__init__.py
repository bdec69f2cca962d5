"""The tagging desk as data: what its page shows and does, as JSON under the address of an article in the admin.

``answers`` says what is sent, ``asked`` what is understood, ``views`` does it. The same permissions hold as in the
forms of the admin, and every act is a batch. A refusal is ``{"error": words, "cure": words}`` with a fitting status.
"""

from __future__ import annotations

from articles.admin.desk_api.views import urls

__all__ = ["urls"]
