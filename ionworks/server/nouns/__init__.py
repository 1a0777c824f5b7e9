"""What the service is about: each noun with its records, rules and kinds of job, and what several nouns share."""
