"""Where the pipeline runs. `local` builds the tools once a process."""
