from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import has_vary_header, patch_cache_control

GetResponse = Callable[[HttpRequest], HttpResponse]
METHOD_NOT_ALLOWED = 405
NUL = "\x00"


def refuse_nul_bytes(get_response: GetResponse) -> GetResponse:
    """Answer 400 to a NUL byte in an address or a cookie: no text of ours has one.

    PostgreSQL refuses it. Forms do so field by field, with words; these have
    no field to say it beside.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        values = [value for name in request.GET for value in (name, *request.GET.getlist(name))]
        if any(NUL in value for value in (request.path_info, *values, *request.COOKIES.values())):
            raise BadRequest("NUL byte in the address or in a cookie")
        return get_response(request)

    return middleware


def explain_wrong_methods(get_response: GetResponse) -> GetResponse:
    """Give words to a 405, which Django answers with an empty page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != METHOD_NOT_ALLOWED or response.streaming or response.content:
            return response
        told = render(request, "405.html", status=METHOD_NOT_ALLOWED)
        told.headers["Allow"] = response.headers["Allow"]
        return told

    return middleware


def keep_private(get_response: GetResponse) -> GetResponse:
    """Nobody but the visitor's own browser may keep a page that depends on who is signed in.

    It asks again before it shows the page a second time, so that signing out ends that too.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if has_vary_header(response, "Cookie") and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response

    return middleware
