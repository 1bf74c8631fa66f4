"""Saying something about a roadmap, and saying how far one has read. Safe to send twice.

Who may see a roadmap is decided by the caller. SQL statements are counted without the marks of
transactions and savepoints.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from careers.profiles.models import Profile, User
from careers.roadmaps.actions import telling
from careers.roadmaps.actions.problems import CommentMissing, CommentTooLong, SentAlready
from careers.roadmaps.actions.rows import certification_of, locked_roadmap
from careers.roadmaps.models import COMMENT_LENGTH, Comment, ReadMark


@transaction.atomic
def add_comment(
    *, profile: Profile, author: User, key: str | None, text: str, nonce: str, now: datetime
) -> Comment:
    """Say something about a roadmap, or about one step of it; the other side is told by mail.

    `nonce` names the form it came from: the same form sent twice is one comment. Five SQL
    statements and those of telling; three, or four, for one sent twice. Raises CommentMissing,
    CommentTooLong, UnknownCertification, and SentAlready for other words in the same form.
    """
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise CommentMissing(_("Write a comment first."))
    if len(text) > COMMENT_LENGTH:
        raise CommentTooLong(
            _("Keep the comment to %(limit)s characters.") % {"limit": COMMENT_LENGTH}
        )
    certification = certification_of(key=key) if key else None
    roadmap = locked_roadmap(profile=profile, now=now)
    sent = Comment.objects.filter(roadmap=roadmap, nonce=nonce).order_by().first()
    if sent is not None:
        about = certification.pk if certification else None
        if (sent.author_id, sent.text, sent.certification_id) == (author.pk, text, about):
            return sent
        raise SentAlready(
            _("This form was sent before, with other words. Send it again to add these.")
        )
    comment = Comment.objects.create(
        roadmap=roadmap,
        certification=certification,
        author=author,
        author_name=str(author),
        text=text,
        nonce=nonce,
        written_at=now,
    )
    telling.tell_comment(comment=comment, profile=profile, author=author, now=now)
    return comment


@transaction.atomic
def mark_read(
    *, profile: Profile, reader: User, now: datetime, up_to: int | None = None
) -> ReadMark | None:
    """Remember that somebody has read the comments on a roadmap, up to one of them, or to now.

    What came after the one that was seen stays unread, and nothing becomes unread again. None, and
    nothing is marked, for a comment that is not there. Five SQL statements at most, one more for a
    first decision.
    """
    read_at = now
    if up_to is not None:
        seen = Comment.objects.filter(roadmap__profile=profile, pk=up_to).first()
        if seen is None:
            return None
        read_at = seen.written_at
    roadmap = locked_roadmap(profile=profile, now=now)
    mark, is_new = ReadMark.objects.get_or_create(
        roadmap=roadmap, reader=reader, defaults={"read_at": read_at}
    )
    if not is_new and mark.read_at < read_at:
        mark.read_at = read_at
        mark.save(update_fields=["read_at"])
    return mark
