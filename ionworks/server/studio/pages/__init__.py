"""One function a page: from a request to a template and its data."""
