"""Who speaks: people with accounts, and the dated mandates under which they act."""

from functools import cached_property

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from organizations.models.organization import OFFICE_ROLE, Organization
from organizations.permissions import is_office
from organizations.roles import RepresentationRole
from seko.rules.texts import LineField, LongTextField
from seko.rules.validity import Revocable, no_overlap, one_of, runs_forward, trigger_rule


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        """An account. Without a password it can only be entered through a password reset."""
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account. What the person may do comes from current representations alone."""

    email = models.EmailField(_("e-mail"), unique=True)
    full_name = LineField(_("full name"), max_length=150)
    language = models.CharField(_("language of messages"), max_length=10, choices=settings.LANGUAGES, default="sr")
    is_active = models.BooleanField(_("active"), default=True)
    is_demo = models.BooleanField(_("demo"), default=False, help_text=_("Invented for the demo."))
    date_joined = models.DateTimeField(_("account opened on"), default=timezone.now)
    sessions_ended_at = models.DateTimeField(
        _("sessions ended at"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Whoever signed in before has to sign in again."),
    )

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["full_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_code="email_taken",
                violation_error_message=_("Another account has this e-mail address."),
            ),
        ]

    def __str__(self):
        return self.full_name or self.email

    def get_full_name(self):
        """The name by which Django's admin greets a person."""
        return self.full_name or self.email

    def _get_session_auth_hash(self, secret=None):
        """What a session was begun with: a new address, a new password or an end of all sessions ends it."""
        ended = self.sessions_ended_at.isoformat() if self.sessions_ended_at else ""
        begun_with = f"{self.password}|{self.email}|{ended}"
        return salted_hmac("seko.session", begun_with, secret, algorithm="sha256").hexdigest()

    @property
    def is_staff(self):
        """The admin site belongs to the Office: its people enter by their mandate, not by a flag."""
        return is_office(self)

    @cached_property
    def current_mandates(self):
        """Representations valid today, read once for each request."""
        if not self.is_active:
            return []
        return list(self.representations.current().select_related("organization"))

    def event_topics(self):
        """Feeds in which an event about this account appears."""
        return [f"user:{self.pk}"]

    def event_facts(self):
        """What every event about this account tells."""
        return {"person": self.full_name}


class Representation(Revocable):
    """The mandate of a person to act for an organization, in a role, from a day to a day."""

    Role = RepresentationRole

    user = models.ForeignKey(User, models.PROTECT, related_name="representations", verbose_name=_("person"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="representations", verbose_name=_("organization")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.REPRESENTATIVE)
    function = LineField(
        _("function"), max_length=120, blank=True, help_text=_("Title of the person in the organization.")
    )
    document_note = LongTextField(
        _("document"), blank=True, help_text=_("The decision or letter that gives the mandate.")
    )

    trigger_rules = [
        trigger_rule(
            "representation_fixed",
            "representation_fixed",
            _("A mandate cannot be changed: end this one and begin another."),
        ),
        OFFICE_ROLE,
    ]

    class Meta:
        verbose_name = _("representation")
        verbose_name_plural = _("representations")
        ordering = ["-valid_from", "pk"]
        constraints = [
            runs_forward("representation_validity_forward", revocable=True),
            one_of("representation_role_known", "role", RepresentationRole),
            no_overlap(
                "representation_once",
                "user",
                "organization",
                code="representation_twice",
                message=_("This person already has a mandate for this organization at that time."),
            ),
        ]

    def __str__(self):
        return f"{self.user} ({self.organization})"

    def event_topics(self):
        """Feeds in which an event about this mandate appears."""
        return [f"organization:{self.organization_id}", f"user:{self.user_id}"]

    def event_facts(self):
        """What every event about this mandate tells."""
        return {
            "person": self.user.full_name,
            **self.organization.event_facts(),
            "role": self.role,
            "valid_from": self.valid_from,
            "valid_to": self.valid_to,
        }
