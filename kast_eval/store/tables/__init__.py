"""The tables: what the database holds, and what it refuses whoever asks."""

from kast_eval.store.tables.accounts import (
    AccountRow,
    EndedRoleRow,
    HeldPageRow,
    InvitationRow,
    PendingSignInRow,
    RecoveryCodeRow,
    TotpRow,
    TryRow,
)
from kast_eval.store.tables.base import Base
from kast_eval.store.tables.events import EventRow
from kast_eval.store.tables.identities import ChallengeRow, ExternalIdentityRow, PasskeyRow
from kast_eval.store.tables.kept_figures import KeptFiguresRow
from kast_eval.store.tables.keying import (
    CertificateRow,
    ComparisonRow,
    DraftRow,
    PracticeResultRow,
    ResolutionRow,
    SecondKeyingRow,
)
from kast_eval.store.tables.ledger import (
    AbsenceRow,
    ReminderRow,
    SheetFactsRow,
    SheetMoveRow,
    SitePointsRow,
)
from kast_eval.store.tables.oversight import (
    ApprovalDecisionRow,
    ApprovalRow,
    ApprovalUseRow,
    SignedSampleRow,
)
from kast_eval.store.tables.packages import (
    PackageContentsRow,
    PackageIdentityRow,
    PackageMadeRow,
    PackageSenderRow,
    PackageTakenRow,
    ReleasedPooledRow,
)
from kast_eval.store.tables.people import (
    ClientRow,
    IssuedCodeRow,
    LabelBatchRow,
    LinkTokenRow,
    RoleRow,
    SignInRow,
    SiteRow,
    StoreInfoRow,
    UserRow,
)
from kast_eval.store.tables.profiles import PublishedRow, ReleaseProfileRow
from kast_eval.store.tables.queries import FindingAnswerRow, QueryAnswerRow, QueryRow
from kast_eval.store.tables.releases import ReleasedClientRow, ReleaseRow
from kast_eval.store.tables.safety import (
    BackupFolderRow,
    BackupRunRow,
    DisposalDecisionRow,
    PaperEndRow,
    PaperLocationRow,
    PaperRow,
)
from kast_eval.store.tables.sheets import EntryRow, SheetRow, SiteItemsRow
from kast_eval.store.tables.withdrawals import ErasedSheetRow, ErasureRow

__all__ = [
    "SCHEMA",
    "AbsenceRow",
    "AccountRow",
    "ApprovalDecisionRow",
    "ApprovalRow",
    "ApprovalUseRow",
    "BackupFolderRow",
    "BackupRunRow",
    "Base",
    "CertificateRow",
    "ChallengeRow",
    "ClientRow",
    "ComparisonRow",
    "DisposalDecisionRow",
    "DraftRow",
    "EndedRoleRow",
    "EntryRow",
    "ErasedSheetRow",
    "ErasureRow",
    "EventRow",
    "ExternalIdentityRow",
    "FindingAnswerRow",
    "HeldPageRow",
    "InvitationRow",
    "IssuedCodeRow",
    "KeptFiguresRow",
    "LabelBatchRow",
    "LinkTokenRow",
    "PackageContentsRow",
    "PackageIdentityRow",
    "PackageMadeRow",
    "PackageSenderRow",
    "PackageTakenRow",
    "PaperEndRow",
    "PaperLocationRow",
    "PaperRow",
    "PasskeyRow",
    "PendingSignInRow",
    "PracticeResultRow",
    "PublishedRow",
    "QueryAnswerRow",
    "QueryRow",
    "RecoveryCodeRow",
    "ReleaseProfileRow",
    "ReleaseRow",
    "ReleasedClientRow",
    "ReleasedPooledRow",
    "ReminderRow",
    "ResolutionRow",
    "RoleRow",
    "SecondKeyingRow",
    "SheetFactsRow",
    "SheetMoveRow",
    "SheetRow",
    "SignInRow",
    "SignedSampleRow",
    "SiteItemsRow",
    "SitePointsRow",
    "SiteRow",
    "StoreInfoRow",
    "TotpRow",
    "TryRow",
    "UserRow",
]

SCHEMA = "0008"
"""The migration that builds these tables; a test holds it to the newest one."""
