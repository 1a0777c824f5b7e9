"""Pictures of results, one module per kind; matplotlib (extra ``plot``) is loaded when a picture is drawn."""
