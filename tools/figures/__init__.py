"""Figures from text: docs/figures/NAME.txt says what is to be seen, NAME.svg is what draw.py makes of it."""
