"""Waivers that are still to be granted."""
