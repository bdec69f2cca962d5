"""Public pages: ``lists`` (home, articles), ``serials`` (publication to article), ``authorities`` (whom and what)."""
