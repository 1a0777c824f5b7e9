"""Jobs, whatever they do: states, turns, pace and dispatch."""
