"""The bibliography and its text: publications, issues, articles, what they cite and whom they mention."""
