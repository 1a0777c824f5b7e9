"""The Studio: pages for browsers, rendered on this machine; they call the handlers of the API and nothing else."""
