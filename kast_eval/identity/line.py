"""The line to the identity provider: it leads to one origin, and carries answers of one size."""

import time
from collections.abc import Mapping
from io import BytesIO

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from requests.exceptions import ConnectionError as NoConnectionError

from kast_eval.identity.settings import LONGEST_WAIT

LARGEST_ANSWER = 1_000_000
"""A hundred times the keys of a large provider."""


class OneOriginLine(HTTPAdapter):
    """A line of requests; the session that has it, and no other, reaches what it is mounted at."""

    def __init__(self, longest_wait: float = LONGEST_WAIT) -> None:
        super().__init__()
        self.longest_wait = longest_wait

    def send(  # noqa: PLR0917 - the signature is the library's.
        self,
        request: PreparedRequest,
        stream: bool = False,  # noqa: FBT001, FBT002 - as above.
        timeout: float | tuple[float, float] | tuple[float, None] | None = None,
        verify: bool | str = True,  # noqa: FBT001, FBT002 - as above.
        cert: bytes | str | tuple[bytes | str, bytes | str] | None = None,
        proxies: Mapping[str, str] | None = None,
    ) -> Response:
        """Send the request and take its whole answer, unless that is too large or too slow."""
        del stream, timeout
        ends = time.monotonic() + self.longest_wait
        response = super().send(
            request, stream=True, timeout=self.longest_wait, verify=verify, cert=cert,
            proxies=proxies,
        )  # fmt: skip
        taken = bytearray()
        for some in response.raw.stream(1 << 14, decode_content=True):
            taken += some
            if len(taken) > LARGEST_ANSWER or time.monotonic() > ends:
                response.close()
                raise NoConnectionError("too large or too slow", request=request)
        response.close()
        response.raw = BytesIO(taken)
        return response
