"""The laboratory: lots of cells, sites, cyclers, channels, and what is planned on them."""
