"""Workflow commands of GitHub Actions."""
