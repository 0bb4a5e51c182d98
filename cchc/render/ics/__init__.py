"""Calendars, as RFC 5545 has them."""
