from organizations.models.organization import District, Organization, active
from organizations.models.people import Representation, User

__all__ = ["District", "Organization", "Representation", "User", "active"]
