"""What any site keeps: the generation of its pages, and the log of what its staff did."""

from portal.models.audit import AuditEntry
from portal.models.generation import Generation, start_new_generation

__all__ = ["AuditEntry", "Generation", "start_new_generation"]
