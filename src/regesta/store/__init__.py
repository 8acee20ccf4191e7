"""Where registers are kept. `base` is the contract; nothing above this package imports SQLAlchemy."""
