"""What knows every kind of job: hands them to the queue, tells what was submitted, counts their hours."""
