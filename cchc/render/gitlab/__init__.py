"""Code Quality reports of GitLab."""
