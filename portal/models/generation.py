"""The generation of the public pages: one row that every process watches."""

from django.db import models, transaction


class Generation(models.Model):
    """One row; each change of what readers see adds one to `number`, which retires every cached page at once."""

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="generation_is_one_row")]

    def __str__(self) -> str:
        return str(self.number)


def start_new_generation() -> None:
    """Retire every cached public page, on every node, once the transaction around the change commits."""
    with transaction.atomic():
        _, created = Generation.objects.get_or_create(pk=1, defaults={"number": 1})
        if not created:
            Generation.objects.filter(pk=1).update(number=models.F("number") + 1)
