"""What one step asks of the cell, where it ends, and where it is sampled."""
