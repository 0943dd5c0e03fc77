"""Pages that readers see."""
