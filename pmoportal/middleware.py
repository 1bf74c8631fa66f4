from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

NUL = "\x00"


def refuse_nul_bytes(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer 400 to a NUL byte in an address: no text of ours has one, and PostgreSQL refuses it.

    Forms refuse it field by field, with words; an address has no field to say it beside.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        values = (value for name in request.GET for value in (name, *request.GET.getlist(name)))
        if NUL in request.path_info or any(NUL in value for value in values):
            raise BadRequest("NUL byte in the address")
        return get_response(request)

    return middleware
