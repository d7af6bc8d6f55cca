"""The way in: reading, checking and releasing. Nothing here knows a web framework."""
