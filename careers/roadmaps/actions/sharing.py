"""Ways to a roadmap without signing in: made, ended, and counted. Safe to send twice.

SQL statements are counted without the marks of transactions and savepoints.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from careers.profiles.models import Profile
from careers.roadmaps.actions.rows import locked_roadmap
from careers.roadmaps.models import LONGEST_NAME, CalendarFeed, ShareLink, ShareView
from careers.roadmaps.tokens import Purpose, hash_of, new_nonce, token_of

MOST_OPEN_LINKS = 20
SENT_TWICE = timedelta(minutes=1)
"""A link like one made less than this ago is that one: the form was sent twice."""


class SharingProblem(Exception):
    """A link that cannot be made; the text says why, to the person."""


class TooManyLinks(SharingProblem):
    """A person has MOST_OPEN_LINKS links that still open."""


class NameMissing(SharingProblem):
    """A link says for whom it is."""


class NameTooLong(SharingProblem):
    """The name is longer than LONGEST_NAME characters."""


@transaction.atomic
def new_feed(*, profile: Profile, replaces: str, now: datetime) -> CalendarFeed | None:
    """Make the address of the calendar, or a new one: the old one opens nothing from then on.

    `replaces` is the mark of the feed that the form was made for, empty for none. If that is no
    longer so, the form was sent twice or is old: the feed stays as it is, and None is none.

    Four SQL statements, and one more for a person's first decision.
    """
    roadmap = locked_roadmap(profile=profile, now=now)
    feed = CalendarFeed.objects.filter(roadmap=roadmap).first()
    if (feed.mark if feed else "") != replaces:
        return feed
    feed = feed or CalendarFeed(roadmap=roadmap)
    feed.nonce, feed.created_at = new_nonce(), now
    feed.token_hash = hash_of(token_of(feed.nonce, Purpose.CALENDAR))
    feed.save()
    return feed


@transaction.atomic
def revoke_feed(*, profile: Profile, replaces: str) -> bool:
    """Switch off the calendar that the form was made for, named by its mark; no other.

    Returns whether it was there to switch off. One SQL statement.
    """
    feeds = CalendarFeed.objects.filter(roadmap__profile=profile).with_mark(replaces)
    deleted, _tables = feeds.delete()
    return deleted > 0


@transaction.atomic
def add_link(
    *,
    profile: Profile,
    name: str,
    days: int,
    has_ratings: bool,
    has_cost: bool,
    has_comments: bool,
    now: datetime,
) -> ShareLink:
    """Make a link that shows the roadmap for so many days. Sent twice, it is one link.

    Sent twice: an open link of the same name that shows the same for as many days and was made less
    than a minute ago is returned as it is.

    Four SQL statements, three for one sent twice, and one more for a person's first decision.
    Raises NameMissing, NameTooLong or TooManyLinks.
    """
    name = _checked_name(name)
    roadmap = locked_roadmap(profile=profile, now=now)
    shows = {"has_ratings": has_ratings, "has_cost": has_cost, "has_comments": has_comments}
    open_links = list(ShareLink.objects.filter(roadmap=roadmap).still_open(now))
    for link in open_links:
        is_alike = link.name == name and all(getattr(link, key) == shows[key] for key in shows)
        is_as_long = link.expires_at - link.created_at == timedelta(days=days)
        if is_alike and is_as_long and now - link.created_at < SENT_TWICE:
            return link
    if len(open_links) >= MOST_OPEN_LINKS:
        text = _("You have %(count)s links that still open. Withdraw one before you make another.")
        raise TooManyLinks(text % {"count": MOST_OPEN_LINKS})
    nonce = new_nonce()
    return ShareLink.objects.create(
        roadmap=roadmap,
        name=name,
        nonce=nonce,
        token_hash=hash_of(token_of(nonce, Purpose.LINK)),
        created_at=now,
        expires_at=now + timedelta(days=days),
        **shows,
    )


@transaction.atomic
def revoke_link(*, link: ShareLink, now: datetime) -> bool:
    """Withdraw a link. Withdrawn or ended before, it stays as it was. Returns whether it changed.

    One SQL statement.
    """
    is_open = ShareLink.objects.filter(pk=link.pk).still_open(now)
    return is_open.update(revoked_at=now) > 0


@transaction.atomic
def record_view(*, link: ShareLink, now: datetime) -> None:
    """Count one look at a shared roadmap, on the day of the local time zone.

    One SQL statement, three for the first look of a day.
    """
    day = timezone.localdate(now)
    of_today = ShareView.objects.filter(link=link, viewed_on=day)
    counted = {"times": F("times") + 1, "last_viewed_at": now}
    if not of_today.update(**counted):
        first = ShareView(link=link, viewed_on=day, last_viewed_at=now)
        ShareView.objects.bulk_create([first], ignore_conflicts=True)  # two may be first at once
        of_today.update(**counted)


def _checked_name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise NameMissing(_("Say for whom the link is."))
    if len(name) > LONGEST_NAME:
        raise NameTooLong(_("Keep it to %(limit)s characters.") % {"limit": LONGEST_NAME})
    return name
