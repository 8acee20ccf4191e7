"""The pages and the API of a register: `regesta serve`."""
