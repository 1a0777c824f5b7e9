"""Files of cyclers as standard columns: which reader, what it leaves open, and where steps are. Pure."""
