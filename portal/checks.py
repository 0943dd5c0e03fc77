"""What must hold before the portal serves readers, beyond Django's own checks."""
