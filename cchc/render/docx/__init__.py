"""Reports as Word documents, laid out as Vietnamese offices send them."""
