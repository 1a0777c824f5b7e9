"""How requests travel: connection, retries, file transfers, pages and polling."""
