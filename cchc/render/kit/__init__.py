"""Media that know no report: tables, Markdown, JSON, CSV, sheets, paper, pages."""
