"""How what was found leaves the house: JSON lines, a terminal, a notebook, tables. Nothing here prints."""
