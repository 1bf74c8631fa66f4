from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

NUL = "\x00"


def refuse_nul_bytes(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
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
