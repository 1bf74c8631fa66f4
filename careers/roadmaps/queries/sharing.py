"""The ways out of the portal: what a person has made, and what an address opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from careers.assessments.models import Assessment
from careers.profiles.models import Profile
from careers.roadmaps.models import CalendarFeed, ShareLink
from careers.roadmaps.tokens import Purpose, hash_of, token_to_show

LISTED_FOR = timedelta(days=180)
"""How long a link that is over stays on the page of its owner."""


@dataclass(frozen=True, kw_only=True)
class FeedView:
    made_at: datetime
    address: str  # empty when it can be shown no more
    mark: str  # what a form says it replaces


@dataclass(frozen=True, kw_only=True)
class LinkView:
    pk: int
    name: str
    shows: tuple[str, ...]
    made_at: datetime
    ends_at: datetime
    address: str  # empty when it is over, or can be shown no more
    is_open: bool
    state: str
    views: int
    viewed_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class SharingView:
    has_roadmap: bool  # there is a result to plan from
    feed: FeedView | None
    links: tuple[LinkView, ...]  # newest first

    @property
    def open_links(self) -> tuple[LinkView, ...]:
        return tuple(link for link in self.links if link.is_open)

    @property
    def ended_links(self) -> tuple[LinkView, ...]:
        return tuple(link for link in self.links if not link.is_open)


def sharing_of(profile: Profile, *, site: str, now: datetime) -> SharingView:
    """Return the calendar and the links of a person, without those long over. Three SQL queries.

    `site` is the beginning of every address, without a slash at its end.
    """
    feed = CalendarFeed.objects.filter(roadmap__profile=profile).first()
    links = ShareLink.objects.filter(roadmap__profile=profile).not_over_before(now - LISTED_FOR)
    links = links.annotate(looks=Sum("views__times"), last_look_at=Max("views__last_viewed_at"))
    return SharingView(
        has_roadmap=Assessment.objects.filter(profile=profile).submitted().exists(),
        feed=_feed_view(feed, site) if feed else None,
        links=tuple(_link_view(link, site, now) for link in links.order_by("-created_at", "-id")),
    )


def feed_of(token: str) -> CalendarFeed | None:
    """Return the feed that a token opens, with roadmap, profile and account. One SQL query.

    None for a token that opens nothing, and when the account is switched off.
    """
    feeds = CalendarFeed.objects.select_related("roadmap__profile__user")
    is_active = {"roadmap__profile__user__is_active": True}
    return feeds.filter(token_hash=hash_of(token), **is_active).first()


def link_of(token: str, now: datetime) -> ShareLink | None:
    """Return the link that a token opens, with roadmap, profile and account. One SQL query.

    None for a token that opens nothing any more, and when the account is switched off.
    """
    links = ShareLink.objects.still_open(now).select_related("roadmap__profile__user")
    is_active = {"roadmap__profile__user__is_active": True}
    return links.filter(token_hash=hash_of(token), **is_active).first()


def _feed_view(feed: CalendarFeed, site: str) -> FeedView:
    token = token_to_show(feed.nonce, feed.token_hash, Purpose.CALENDAR)
    address = _address("roadmaps:calendar", token, site)
    return FeedView(made_at=feed.created_at, address=address, mark=feed.mark)


def _link_view(link: ShareLink, site: str, now: datetime) -> LinkView:
    is_open = link.is_open(now)
    token = token_to_show(link.nonce, link.token_hash, Purpose.LINK) if is_open else ""
    return LinkView(
        pk=link.pk,
        name=link.name,
        shows=_shows(link),
        made_at=link.created_at,
        ends_at=link.revoked_at or link.expires_at,
        address=_address("roadmaps:shared", token, site),
        is_open=is_open,
        state=_state(link, is_open=is_open),
        views=getattr(link, "looks") or 0,  # noqa: B009 - an annotation
        viewed_at=getattr(link, "last_look_at"),  # noqa: B009 - an annotation
    )


def _address(route: str, token: str, site: str) -> str:
    return f"{site}{reverse(route, args=[token])}" if token else ""


def _shows(link: ShareLink) -> tuple[str, ...]:
    asked = (
        (True, _("steps and dates")),
        (link.has_ratings, _("levels, answers and what you hold")),
        (link.has_cost, _("cost")),
        (link.has_comments, _("what you wrote")),
    )
    return tuple(text for is_shown, text in asked if is_shown)


def _state(link: ShareLink, *, is_open: bool) -> str:
    if link.revoked_at is not None:
        return _("Withdrawn")
    return _("Open") if is_open else _("Ended")
