"""The closed vocabularies every layer speaks. Values are stored; never rename one without a migration."""

from enum import StrEnum


class Platform(StrEnum):
    """Where a message was written. CHANNEL is a complaint form, app or counter: never pooled with social media."""

    X = "x"
    INSTAGRAM = "instagram"
    FACEBOOK = "facebook"
    TIKTOK = "tiktok"
    YOUTUBE = "youtube"
    CHANNEL = "channel"


SOCIAL_PLATFORMS = tuple(p for p in Platform if p is not Platform.CHANNEL)


class MessageKind(StrEnum):
    """What a message is on its platform, as far as the source says so."""

    ORIGINAL = "original"
    REPOST = "repost"
    QUOTE = "quote"
    REPLY = "reply"  # reply or comment: it stands under another message
    DIRECT = "direct"  # private message
    COMPLAINT = "complaint"  # one row of a complaint table: the form itself says that it wants an answer
    REVIEW = "review"  # app-store review


class AuthorRole(StrEnum):
    """Who wrote a message: OFFICIAL = a registered official account."""

    OFFICIAL = "official"
    CITIZEN = "citizen"
    OTHER = "other"  # staff, bots and institutions that are not registered official accounts


class ObservationKind(StrEnum):
    """What is recorded beside messages."""

    PROFILE = "profile"
    SEARCH = "search"
    SOURCE_ITEM = "source_item"
    SERVICE = "service"
    COMMENTS = "comments"
    REGISTER = "register"
    MEDIA = "media"


class SourceFormat(StrEnum):
    """Formats the importer knows; also the default name of a source."""

    TABLE = "table"
    TWEET_HARVEST = "tweet_harvest"
    TWCS = "twcs"
    CONVERSATION = "conversation"
    X_API_V2 = "x_api_v2"
    X_API_V1 = "x_api_v1"
    YOUTUBE = "youtube_comment_threads"
    COMPLAINT = "complaint_table"


class Side(StrEnum):
    """What a capture holds of an account: its own posts, its replies, what citizens wrote to it."""

    POSTS = "posts"
    REPLIES = "replies"
    CITIZENS = "citizens"


class TextGone(StrEnum):
    """Why the text of a citizen's message is not held any more."""

    RETENTION = "retention"  # the time for which texts are kept is over
    ERASURE = "erasure"  # its author asked for it
    DELETED = "deleted"  # its author deleted it where it was written


class Disappearance(StrEnum):
    """What became of a message that is no longer where it was; RESTORED: it is there again, or never was away."""

    DELETED_BY_AUTHOR = "deleted_by_author"
    DELETED_BY_ACCOUNT = "deleted_by_account"
    HIDDEN_BY_ACCOUNT = "hidden_by_account"
    AUTHOR_REMOVED = "author_removed"  # suspended or erased by the platform
    UNKNOWN = "unknown"
    RESTORED = "restored"


class TimePrecision(StrEnum):
    """EXACT times may enter response times; DAY and APPROXIMATE ("3 minggu yang lalu") never do."""

    EXACT = "exact"
    DAY = "day"
    APPROXIMATE = "approximate"


class ParentState(StrEnum):
    """What became of the parent that a source named for a message."""

    NONE = "none"  # the source names no parent
    FOUND = "found"
    ABSENT = "absent"  # named, but not among the messages we hold
    SELF_LOOP = "self_loop"  # named itself
    CYCLE = "cycle"  # following parents led back here; the earliest message of the cycle became the root
    INFERRED = "inferred"  # the source named only a conversation; the parent is our inference


class ThreadState(StrEnum):
    """Where a thread stands behind a response figure; words in addresses."""

    ANSWERED = "dijawab"
    WAITING = "menunggu"
    NOT_OBSERVABLE = "tidak-teramati"
    NEGATIVE = "negatif"  # answered before it was asked: set aside


class Reason(StrEnum):
    """Why a row was rejected. Labels for people live in analytics_app/labels.py."""

    MISSING_TIME = "missing_time"
    UNREADABLE_TIME = "unreadable_time"
    MISSING_TEXT = "missing_text"
    MISSING_ID = "missing_id"
    MISSING_AUTHOR = "missing_author"
    MALFORMED_ROW = "malformed_row"  # fewer or more columns than the header
    FLOAT_ID = "float_id"  # an id that lost digits in a spreadsheet (1.9667E+18)
    NOT_A_MESSAGE = "not_a_message"  # an error, a user, a media object inside an API body
    TOO_LONG = "too_long"
    UNREADABLE_VALUE = "unreadable_value"
    UNKNOWN_PLATFORM = "unknown_platform"


class Status(StrEnum):
    """Why an indicator has, or has no, value (method section 3)."""

    SCORED = "scored"
    INSUFFICIENT = "insufficient"
    NOT_OBSERVABLE = "not_observable"
    NOT_APPLICABLE = "not_applicable"
    UNRELIABLE = "unreliable"
    STALE = "stale"


class ScoreStatus(StrEnum):
    """Why a dimension or the composite has, or has no, score. Values are stored."""

    SCORED = "scored"
    LOW_COVERAGE = "low_coverage"  # less than 60 % of its weight is scored
    NO_RESPONSE_FIGURE = "no_response_figure"  # S needs response_rate or response_speed
    CLOSED = "tertutup"  # comments closed or collection blocked: known, and 0
    INACTIVE = "tidak_aktif"  # fewer than 30 own posts: shown as such
    MISSING_DIMENSION = "missing_dimension"  # the composite needs all three


class LabelTask(StrEnum):
    """What a message is coded for. Values are stored."""

    INTENT = "intent"
    PROBLEM = "problem"
    SERVICE = "service"
    SENTIMENT = "sentiment"
    TOPIC = "topic"
    FUNCTION = "function_class"
    PERSONAL_DATA = "personal_data"
    ANSWER = "answer_quality"  # people alone judge it: no machine labels answers
