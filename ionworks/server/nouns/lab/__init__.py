"""The lab: cyclers, channels and their service, what they do, and schedules of what is planned."""
