"""Files of the server: places, keys and signed URLs."""
