"""Public pages: ``lists`` (home, articles), ``serials`` (publication to article), ``indexes`` (A to Z), ``figures``,
and a module for each kind of record (``entities``, ``sources``, ``authors``), which share ``records``.
"""
