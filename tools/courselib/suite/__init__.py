"""./course test: the table of what is tested (table), how it runs (runner), and the parts themselves."""
