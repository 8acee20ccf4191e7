"""Measurements: speed and memory, through the command line as a user meets them."""
