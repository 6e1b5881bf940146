"""The two ways a source can fail: the whole file is refused, or one row is rejected."""

from __future__ import annotations

from analytics_app.choices import Reason


class SourceRefused(Exception):
    """The file cannot be imported as it is. ``message`` says why and where, ``remedy`` what to do (Indonesian)."""

    def __init__(self, code: str, message: str, remedy: str = "") -> None:
        super().__init__(f"{message} {remedy}".strip())
        self.code = code
        self.message = message
        self.remedy = remedy


class RowProblem(Exception):
    """One row cannot become a message; the table and API parsers turn it into a RowError."""

    def __init__(self, reason: Reason, column: str | None, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.column = column
        self.detail = detail
