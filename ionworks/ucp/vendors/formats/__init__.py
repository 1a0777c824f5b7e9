"""One module per cycler format, with its reader where reading is long."""
