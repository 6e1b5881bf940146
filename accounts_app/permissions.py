"""What each role may do. Declared here once; ``access`` asks this table and never the name of a role.

A right counts in the membership's region (without a region: in the country), for supervisors also in the regions
below it, and only on the days of the membership.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from accounts_app.choices import Role


class Permission(Enum):
    """One thing a person may do somewhere."""

    READ_FIGURES = "read_figures"  # a region's and its accounts' pages: scores and aggregates
    COMPARE = "compare"  # all governments of a peer group with their ranks, not only one's own
    READ_EVIDENCE = "read_evidence"  # the threads behind a figure, without what citizens wrote
    READ_CONVERSATIONS = "read_conversations"  # what citizens wrote, masked
    SEE_IDENTITY = "see_identity"  # the name and contact of the citizen who is served, from the kept file
    CORRECT_LABELS = (
        "correct_labels"  # say what a label of a message should be; needs the message to be readable
    )
    IMPORT = "import"  # bring data in, read rejected rows, take imports back
    KEEP_REGISTRY = "keep_registry"  # register, attest and archive official accounts
    PUBLISH = "publish"  # make a region's quarter public
    GRANT = "grant"  # invite people and end their memberships, never beyond one's own rights
    CODE = "code"  # label messages for the evaluation of the classifier, never those of one's own region
    LEAD_CODING = "lead_coding"  # draw samples for coders, see how well they agree
    READ_LOG = "read_log"  # who did what
    ADMINISTER = "administer"  # the administration site, the country's registry


P = Permission


@dataclass(frozen=True, slots=True)
class Rights:
    """What a role may do.

    ``everywhere``: in the whole of the membership's region. ``of_own_agency``: only with what the agency's own
    accounts received. ``if_granted``: only where the membership says so (``reads_conversations``).
    ``needs_second_factor``: it counts only in a session that has proven one (``second_factor``).
    """

    everywhere: frozenset[Permission]
    of_own_agency: frozenset[Permission] = frozenset()
    if_granted: frozenset[Permission] = frozenset()
    reaches_below: bool = False
    may_be_national: bool = False
    must_be_national: bool = False
    needs_second_factor: bool = False


RIGHTS: dict[Role, Rights] = {
    Role.NATIONAL_ADMIN: Rights(
        frozenset(Permission), may_be_national=True, must_be_national=True, needs_second_factor=True
    ),
    Role.SUPERVISOR: Rights(
        frozenset({P.READ_FIGURES, P.COMPARE, P.READ_EVIDENCE, P.GRANT, P.LEAD_CODING}),
        if_granted=frozenset({P.READ_CONVERSATIONS}),
        reaches_below=True,
        may_be_national=True,
        needs_second_factor=True,
    ),
    Role.STAFF: Rights(
        frozenset(
            {
                P.READ_FIGURES,
                P.READ_EVIDENCE,
                P.READ_CONVERSATIONS,
                P.SEE_IDENTITY,
                P.CORRECT_LABELS,
                P.IMPORT,
                P.KEEP_REGISTRY,
                P.GRANT,
            }
        ),
    ),
    Role.AGENCY_USER: Rights(
        frozenset({P.READ_FIGURES}),
        of_own_agency=frozenset({P.READ_EVIDENCE, P.READ_CONVERSATIONS, P.SEE_IDENTITY, P.CORRECT_LABELS}),
    ),
    Role.CODER: Rights(frozenset({P.CODE})),
    Role.AUDITOR: Rights(frozenset({P.READ_LOG}), may_be_national=True),
}


def rights_in_region(role: str, *, reads_conversations: bool = False) -> frozenset[Permission]:
    """What a membership allows in the whole of its region."""
    rights = RIGHTS[Role(role)]
    return rights.everywhere | (rights.if_granted if reads_conversations else frozenset())
