"""Tests in a real Chromium: ``make e2e``."""
