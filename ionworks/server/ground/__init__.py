"""What every room stands on: settings, errors, documents that cross processes, the log, the data folder."""
