"""A draft of a plan's data, read from its document, for a person to review."""
