"""What agents are told about Ionworks: skills, each a page and a script that runs."""
