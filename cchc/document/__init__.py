"""Files as trees of texts with places, before anyone says what they mean."""
