"""What was said about a roadmap, and what somebody has not read of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import Case, Exists, F, OuterRef, TextField, Value, When
from django.db.models.functions import Coalesce

from careers.profiles.models import Profile, User
from careers.roadmaps.conversation import CommentView, Conversation, UnreadComment
from careers.roadmaps.models import Comment, ReadMark
from careers.roadmaps.queries.rows import Row, Rows, part, read

MOST_UNREAD = 10
"""So many unread comments are named at once, the newest; the rest stay unread."""


def conversation_of(profile: Profile, reader: User) -> Conversation:
    """The comments on the roadmap of a person, as one reader sees them. One SQL query."""
    return conversation_in(read(*said_about(profile, reader)))


def unread_comments(user: User) -> tuple[UnreadComment, ...]:
    """The newest unread comments on the own roadmap and in the own line. One SQL query."""
    return unread_in(read(unread_by(user)), user)


def said_about(profile: Profile, reader: User) -> tuple[Rows, Rows]:
    """The comments on a roadmap, and how far the reader has read. Part of an SQL query."""
    comments = Comment.objects.filter(roadmap__profile=profile)
    marks = ReadMark.objects.filter(roadmap__profile=profile, reader=reader)
    return (
        part(
            comments,
            "comment",
            key=_or_empty("certification__key"),
            number=F("pk"),
            text=F("text"),
            who=F("author_name"),
            about=_or_empty("certification__name"),
            other=Case(When(author=reader, then=1), default=0),
            at="written_at",
        ),
        part(marks, "read", at="read_at"),
    )


def conversation_in(rows: Mapping[str, Iterable[Row]]) -> Conversation:
    """Make a conversation of the rows of `said_about`. No SQL query."""
    read_at = next((row.at for row in rows.get("read", ()) if row.at), None)
    comments = (
        CommentView(
            pk=row.number,
            key=row.key,
            step=row.about,
            author=row.who,
            text=row.text,
            written_at=row.at,
            is_own=bool(row.other),
            is_unread=not row.other and (read_at is None or row.at > read_at),
        )
        for row in rows.get("comment", ())
        if row.at
    )
    return Conversation(comments=tuple(sorted(comments, key=lambda one: (one.written_at, one.pk))))


def unread_by(user: User) -> Rows:
    """The newest comments of others that somebody may see and has not read.

    Part of an SQL query.
    """
    was_read = ReadMark.objects.filter(
        roadmap=OuterRef("roadmap"), reader=user, read_at__gte=OuterRef("written_at")
    )
    unread = Comment.objects.visible_to(user).exclude(author=user).filter(~Exists(was_read))
    newest = unread.order_by("-written_at", "-pk").values("pk")[:MOST_UNREAD]
    owner = "roadmap__profile__user"
    return part(
        Comment.objects.filter(pk__in=newest),
        "unread",
        number=F("pk"),
        text=_or_empty("certification__name"),
        who=F("author_name"),
        about=Case(
            When(roadmap__profile__user__name="", then=F(f"{owner}__email")),
            default=F(f"{owner}__name"),
            output_field=TextField(),
        ),
        other=F("roadmap__profile"),
        at="written_at",
    )


def unread_in(rows: Mapping[str, Iterable[Row]], user: User) -> tuple[UnreadComment, ...]:
    """Make the list of the rows of `unread_by`, the newest first.

    No SQL query for an account that was read with its profile.
    """
    found: list[UnreadComment] = []
    for row in sorted(rows.get("unread", ()), key=lambda row: (row.at, row.number), reverse=True):
        if row.at is None or row.other is None:
            continue
        found.append(
            UnreadComment(
                pk=row.number,
                author=row.who,
                profile_id=row.other,
                person=row.about,
                step=row.text,
                written_at=row.at,
                is_on_own=row.other == user.profile.pk,
                is_newest=row.other not in {one.profile_id for one in found},
            )
        )
    return tuple(found)


def _or_empty(path: str) -> Coalesce:
    return Coalesce(F(path), Value(""), output_field=TextField())
