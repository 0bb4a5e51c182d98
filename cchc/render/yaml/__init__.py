"""Reports and forms as YAML."""
