"""Reports and forms as Excel workbooks."""
