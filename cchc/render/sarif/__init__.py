"""SARIF 2.1.0, the format for results of static analysis."""
