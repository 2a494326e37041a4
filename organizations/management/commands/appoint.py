"""Open an account and give it a mandate from the shell: how the first administrator comes in."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError

from organizations.actions import appoint_by_email
from organizations.models import Organization, User
from organizations.roles import RepresentationRole


class Command(BaseCommand):
    help = (
        "Open an account, if there is none for this e-mail, and give its person a mandate. Until the Office has an "
        "administrator the shell may do this by itself; after that name one with --by. The person chooses a password "
        "at /sr/accounts/password/reset/."
    )

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("full_name")
        parser.add_argument("--organization", required=True, metavar="SLUG")
        parser.add_argument("--role", required=True, choices=RepresentationRole.values)
        parser.add_argument(
            "--from", dest="valid_from", type=date.fromisoformat, metavar="YYYY-MM-DD", help="default: today"
        )
        parser.add_argument("--by", metavar="EMAIL", help="the coordinator or administrator who appoints")

    def handle(self, *, email, full_name, organization, role, valid_from, by, **options):
        try:
            mandate = appoint_by_email(
                _found(Organization, slug=organization),
                email=email,
                full_name=full_name,
                role=role,
                valid_from=valid_from,
                by=_found(User, email__iexact=by) if by else None,
            )
        except PermissionDenied as refusal:
            raise CommandError(
                "The Office has an administrator. Say with --by EMAIL which coordinator or administrator appoints."
            ) from refusal
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        person = mandate.user
        self.stdout.write(
            f"{person.full_name} <{person.email}>: {mandate.role} of {mandate.organization.name}, "
            f"from {mandate.valid_from}."
        )


def _found(model, **key):
    try:
        return model.objects.get(**key)
    except model.DoesNotExist as exc:
        raise CommandError(f"There is no {model._meta.verbose_name} {', '.join(key.values())}.") from exc
