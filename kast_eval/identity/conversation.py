"""What is said to the identity provider: nothing to anybody else, and no redirect is followed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.discovery import get_well_known_url
from requests.exceptions import RequestException

from kast_eval.identity.errors import ProviderDownError, ProviderRefusedError
from kast_eval.identity.line import OneOriginLine
from kast_eval.identity.settings import ProviderSettings

_OK = 200


@dataclass(frozen=True)
class Tokens:
    """What a code is exchanged for."""

    id_token: str
    access_token: str


class Conversation:
    """One person's sign-in, as the provider hears of it."""

    def __init__(self, settings: ProviderSettings, session: OAuth2Session) -> None:
        self._settings = settings
        self._session = session
        # Asked anew each time: keys and addresses may change, and a sign-in is rare.
        self.known = self._get(get_well_known_url(settings.issuer, external=True))
        if self.known.get("issuer") != settings.issuer:
            raise ProviderDownError(settings.label)

    def endpoint(self, name: str) -> str:
        """Return one of the provider's addresses, if it is at the provider's own origin."""
        address = self.known.get(name)
        if not isinstance(address, str) or not address.startswith(f"{self._settings.origin}/"):
            raise ProviderDownError(self._settings.label)
        return address

    def sign_in_address(self, code_verifier: str, **asked: str) -> str:
        """Return where the browser is sent."""
        address, _ = self._session.create_authorization_url(
            self.endpoint("authorization_endpoint"), code_verifier=code_verifier, **asked
        )
        return str(address)

    def tokens(self, code: str, code_verifier: str, back: str) -> Tokens:
        """Return what the provider gives for the code."""
        supported = self.known.get("token_endpoint_auth_methods_supported")
        if isinstance(supported, list) and "client_secret_post" in supported:
            # The other way encodes odd letters of a secret in as many ways as there are providers.
            self._session.token_endpoint_auth_method = "client_secret_post"  # noqa: S105 - a name of the protocol.
        try:
            given = self._session.fetch_token(
                self.endpoint("token_endpoint"), grant_type="authorization_code", code=code,
                code_verifier=code_verifier, redirect_uri=back, allow_redirects=False,
            )  # fmt: skip
        except OAuthError as error:
            raise ProviderRefusedError("code") from error
        id_token, access_token = given.get("id_token"), given.get("access_token")
        if not isinstance(id_token, str) or not isinstance(access_token, str):
            raise ProviderRefusedError("tokens")
        return Tokens(id_token, access_token)

    def keys(self) -> Mapping[str, object]:
        """Return the keys that the provider signs with."""
        return self._get(self.endpoint("jwks_uri"))

    def _get(self, address: str) -> Mapping[str, object]:
        answer = self._session.get(address, withhold_token=True, allow_redirects=False)
        read = answer.json() if answer.status_code == _OK else None
        if not isinstance(read, dict):
            raise ProviderDownError(self._settings.label)
        return read


@contextmanager
def conversation(settings: ProviderSettings, longest_wait: float) -> Iterator[Conversation]:
    """Give a line to the provider; what goes wrong on it is the provider being down."""
    with OAuth2Session(
        client_id=settings.client_id,
        client_secret=settings.client_secret,
        scope="openid",
        code_challenge_method="S256",
    ) as session:
        # Neither a proxy nor a password of the machine's account is taken from elsewhere.
        session.trust_env = False
        session.verify = True if settings.authority is None else str(settings.authority)
        session.headers["Accept-Encoding"] = "identity"
        session.adapters.clear()
        session.mount(f"{settings.origin}/", OneOriginLine(longest_wait))
        try:
            yield Conversation(settings, session)
        except (RequestException, ValueError, RecursionError) as error:
            raise ProviderDownError(settings.label) from error
