"""Plan files that were validated: what there is in each, or what is wrong with it."""
