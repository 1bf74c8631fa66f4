"""What was said about a roadmap, as pages print it. No database, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class CommentView:
    pk: int
    key: str  # of the step it is about; empty for the whole roadmap
    step: str  # its name
    author: str
    text: str
    written_at: datetime
    is_own: bool
    is_unread: bool


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """The comments on one roadmap, the oldest first, as one reader sees them."""

    comments: tuple[CommentView, ...] = ()

    @property
    def unread(self) -> int:
        return sum(comment.is_unread for comment in self.comments)

    @property
    def newest(self) -> int | None:
        """The newest comment, for a form that says how far somebody has read."""
        return self.comments[-1].pk if self.comments else None

    def about(self, key: str) -> Conversation:
        """What was said about one step."""
        return Conversation(comments=tuple(one for one in self.comments if one.key == key))


@dataclass(frozen=True, kw_only=True)
class UnreadComment:
    """A comment somebody has not read yet, on the own roadmap or on one of the own line."""

    pk: int
    author: str
    profile_id: int
    person: str  # whose roadmap
    step: str  # name of the step it is about; empty for the whole roadmap
    written_at: datetime
    is_on_own: bool
    is_newest: bool  # of those on the same roadmap
