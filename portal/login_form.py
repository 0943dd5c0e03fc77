"""The form of the admin's login."""

from unfold.forms import AuthenticationForm


class LoginForm(AuthenticationForm):  # type: ignore[misc]  # Unfold has no types
    def clean_username(self) -> str:
        """No longer than a name can be: PostgreSQL would refuse to note a failed attempt under a longer one."""
        username: str = self.cleaned_data["username"]
        return username[:150]
