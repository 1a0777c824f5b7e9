"""Jobs as users see them, whatever they do: records on the wire, and what a job left behind."""
