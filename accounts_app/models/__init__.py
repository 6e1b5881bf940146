"""Who: regions, agencies, official accounts, users, their memberships and the invitations to them."""

from accounts_app.models.agency import Agency
from accounts_app.models.audit_event import AuditEvent, AuditSeal
from accounts_app.models.breach import Breach
from accounts_app.models.invitation import Invitation
from accounts_app.models.membership import Membership
from accounts_app.models.official_account import OfficialAccount
from accounts_app.models.region import Region
from accounts_app.models.user import User

__all__ = [
    "Agency",
    "AuditEvent",
    "AuditSeal",
    "Breach",
    "Invitation",
    "Membership",
    "OfficialAccount",
    "Region",
    "User",
]
