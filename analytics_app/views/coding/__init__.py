"""Pages of the coding bench: tasks, the codebook, coding, settling, results."""
