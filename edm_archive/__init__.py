"""The project: settings, root URLs, base templates, static files, and the pure text tools both apps use."""
