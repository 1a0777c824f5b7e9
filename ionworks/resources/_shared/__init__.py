"""What every sub-client shares: requests and bodies, filters of listings, waiting, reuse of what exists."""
