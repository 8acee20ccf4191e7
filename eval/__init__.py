"""Scorers: how well the register does on data that is not ours, and the floors it may not fall below."""
