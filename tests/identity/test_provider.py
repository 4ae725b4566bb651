import socket
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa

from kast_eval import clock
from kast_eval.identity.errors import ProviderDownError, ProviderRefusedError
from kast_eval.identity.provider import MOST_LINES, Asking, Identity, Provider
from tests.identity.municipality import LOA3, Change, Municipality, Served, jwk

BACK = "https://kast.example.se/sign-in/provider/answer"


def sign_in(asking: Asking, serving: Served) -> dict[str, str]:
    """Follow the browser's way and return what it comes back with."""
    answer = requests.get(
        asking.address, verify=str(serving.authority), allow_redirects=False, timeout=10
    )
    assert answer.status_code == 302
    address, _, query = answer.headers["Location"].partition("?")
    assert address == BACK
    return dict(parse_qsl(query))


def identity(serving: Served) -> Identity:
    provider = Provider(serving.settings)
    asking = provider.ask(BACK)
    return provider.hear(asking.facts, sign_in(asking, serving), clock.now())


def test_an_honest_provider_says_who_it_is(serving: Served, municipality: Municipality) -> None:
    assert identity(serving) == Identity(municipality.address, "6c1f0a")


def test_the_provider_is_asked_for_nothing_but_who_it_is(
    serving: Served, municipality: Municipality
) -> None:
    asking = Provider(serving.settings).ask(BACK)
    assert asking.address.startswith(f"{municipality.address}/authorize?")
    asked = dict(parse_qsl(urlsplit(asking.address).query))
    assert asked["scope"] == "openid"
    assert asked["acr_values"] == LOA3
    assert asked["code_challenge_method"] == "S256"
    assert asking.facts["code_verifier"] not in asking.address
    assert {"state", "nonce"} <= set(asked)


@pytest.mark.parametrize(
    "header", [{"alg": "PS256", "kid": "first"}, {"alg": "ES256", "kid": "second"}]
)
def test_every_signature_of_the_providers_own_key_will_do(
    serving: Served, municipality: Municipality, header: dict[str, object]
) -> None:
    municipality.header = header
    assert identity(serving).subject == "6c1f0a"


def test_a_secret_goes_in_the_body_where_the_provider_takes_it_there(
    serving: Served, municipality: Municipality
) -> None:
    methods = ["client_secret_basic", "client_secret_post"]
    municipality.discovery = {"token_endpoint_auth_methods_supported": methods}
    assert identity(serving).subject == "6c1f0a"


def test_keys_that_do_not_sign_are_no_concern(serving: Served, municipality: Municipality) -> None:
    municipality.published = [
        {"kty": "still unknown", "kid": "first"},
        {"kty": "RSA", "use": "enc", "kid": "first"},
        jwk(municipality.signing, "first"),
    ]
    assert identity(serving).subject == "6c1f0a"


def test_two_audiences_will_do_where_this_is_the_authorized_one(
    serving: Served, municipality: Municipality
) -> None:
    municipality.change = changed(aud=["kast", "other"], azp="kast")
    assert identity(serving).subject == "6c1f0a"


def changed(**claims: object) -> Change:
    def change(said: dict[str, object]) -> None:
        said.update(claims)

    return change


def later(name: str, seconds: int) -> Change:
    def change(said: dict[str, object]) -> None:
        said[name] = int(clock.now().timestamp()) + seconds

    return change


def without(name: str) -> Change:
    def change(said: dict[str, object]) -> None:
        del said[name]

    return change


LIES: Mapping[str, Change] = {
    "another's nonce": changed(nonce="another's"),
    "no nonce": without("nonce"),
    "another audience": changed(aud="other"),
    "other audiences": changed(aud=["other", "third"]),
    "several audiences, authorized for none": changed(aud=["kast", "other"]),
    "authorized for another": changed(azp="other"),
    "no audience": without("aud"),
    "another issuer": changed(iss="https://evil.example"),
    "no issuer": without("iss"),
    "expired": later("exp", -61),
    "no end": without("exp"),
    "an end that is no number": changed(exp="never"),
    "issued tomorrow": later("iat", 86_400),
    "less sure": changed(acr="http://id.sambi.se/loa/loa2"),
    "nothing said of how sure": without("acr"),
    "how sure, as a list": changed(acr=[LOA3]),
    "signed in long ago": later("auth_time", -361),
    "signs in tomorrow": later("auth_time", 86_400),
    "nothing said of when": without("auth_time"),
    "when, in words": changed(auth_time="now"),
    "nobody": without("sub"),
    "an empty person": changed(sub=""),
    "a number for a person": changed(sub=7),
    "a person of 256 letters": changed(sub="a" * 256),
    "a person of other letters": changed(sub="å"),
    "a person of two lines": changed(sub="a\nb"),
    "another access token": changed(at_hash="another"),
    "a hash that is none": changed(at_hash=[1]),
    "methods that are none": changed(amr="pin"),
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
def test_no_lie_lets_anybody_in(serving: Served, municipality: Municipality, lie: Change) -> None:
    municipality.change = lie
    with pytest.raises(ProviderRefusedError):
        identity(serving)


@pytest.mark.parametrize(
    "header",
    [
        {"alg": "none"},
        {"alg": "HS256", "kid": "first"},
        {"alg": "RS256", "kid": "unknown"},
        {"alg": "RS256", "kid": "second"},
        {"alg": "RS256", "kid": "first", "crit": ["exp"], "exp": 1},
    ],
    ids=[
        "none",
        "the public key as a secret",
        "an unknown key",
        "another's key",
        "unknown demands",
    ],
)
def test_no_other_signature_lets_anybody_in(
    serving: Served, municipality: Municipality, header: dict[str, object]
) -> None:
    municipality.header = header
    with pytest.raises(ProviderRefusedError):
        identity(serving)


def test_a_key_that_comes_with_the_token_lets_nobody_in(
    serving: Served, municipality: Municipality
) -> None:
    municipality.published = [jwk(municipality.signing, "first")]
    municipality.signing = rsa.generate_private_key(65537, 2048)
    own = jwk(municipality.signing, "first")
    municipality.header = {"alg": "RS256", "kid": "first", "jwk": own}
    with pytest.raises(ProviderRefusedError):
        identity(serving)


@pytest.mark.parametrize("token", ["", "a.b.c", "no token", None, 7, "[" * 5_000])
def test_what_is_no_token_lets_nobody_in(
    serving: Served, municipality: Municipality, token: object
) -> None:
    municipality.token_answer = {"id_token": token}
    with pytest.raises(ProviderRefusedError):
        identity(serving)


@pytest.mark.parametrize(
    "change",
    [
        lambda answer: {**answer, "state": "another's"},
        lambda answer: {name: said for name, said in answer.items() if name != "state"},
        lambda answer: {**answer, "iss": "https://evil.example"},
        lambda answer: {**answer, "error": "access_denied"},
        lambda answer: {**answer, "code": ""},
        lambda answer: {**answer, "code": "guessed"},
    ],
    ids=["another's state", "no state", "another issuer", "an error", "no code", "a guessed code"],
)
def test_a_browser_that_comes_back_with_something_else_is_not_let_in(
    serving: Served,
    municipality: Municipality,
    change: Callable[[dict[str, str]], dict[str, str]],
) -> None:
    del municipality
    provider = Provider(serving.settings)
    asking = provider.ask(BACK)
    with pytest.raises(ProviderRefusedError):
        provider.hear(asking.facts, change(sign_in(asking, serving)), clock.now())


def test_a_code_lets_in_once(serving: Served, municipality: Municipality) -> None:
    del municipality
    provider = Provider(serving.settings)
    asking = provider.ask(BACK)
    answer = sign_in(asking, serving)
    provider.hear(asking.facts, answer, clock.now())
    with pytest.raises(ProviderRefusedError):
        provider.hear(asking.facts, answer, clock.now())


def test_anothers_code_does_not_let_in(serving: Served, municipality: Municipality) -> None:
    del municipality
    provider = Provider(serving.settings)
    mine, anothers = provider.ask(BACK), provider.ask(BACK)
    stolen = {**sign_in(anothers, serving), "state": mine.facts["state"]}
    with pytest.raises(ProviderRefusedError):
        provider.hear(mine.facts, stolen, clock.now())


def test_a_provider_that_always_says_who_it_is_must_say_so(
    serving: Served, municipality: Municipality
) -> None:
    municipality.discovery = {"authorization_response_iss_parameter_supported": True}
    with pytest.raises(ProviderRefusedError):
        identity(serving)
    municipality.answered_beside = {"iss": municipality.address}
    assert identity(serving).subject == "6c1f0a"


def test_another_secret_is_refused_by_the_provider(
    serving: Served, municipality: Municipality
) -> None:
    del municipality
    provider = Provider(replace(serving.settings, client_secret="another"))
    asking = provider.ask(BACK)
    with pytest.raises(ProviderRefusedError):
        provider.hear(asking.facts, sign_in(asking, serving), clock.now())


@pytest.mark.parametrize(
    "discovery",
    [
        {"issuer": "https://evil.example"},
        {"authorization_endpoint": None},
        {"authorization_endpoint": "https://evil.example/authorize"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": 7},
    ],
)
def test_nobody_is_sent_elsewhere(
    serving: Served, municipality: Municipality, discovery: dict[str, object]
) -> None:
    municipality.discovery = discovery
    with pytest.raises(ProviderDownError):
        Provider(serving.settings).ask(BACK)


@pytest.mark.parametrize("name", ["token_endpoint", "jwks_uri"])
def test_nothing_is_asked_of_another_server(
    serving: Served, municipality: Municipality, name: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as trap:
        trap.settimeout(0)
        municipality.discovery = {name: f"https://localhost:{trap.getsockname()[1]}/x"}
        with pytest.raises(ProviderDownError):
            identity(serving)
        with pytest.raises(BlockingIOError):
            trap.accept()


@pytest.mark.parametrize("port", ["", ":1"])
def test_the_line_itself_reaches_no_other_server(
    serving: Served, municipality: Municipality, port: str
) -> None:
    # The issuer is checked before its line is opened, so this is the second lock on the door.
    elsewhere = replace(serving.settings, issuer=f"{municipality.address}@evil.example{port}")
    with pytest.raises(ProviderDownError):
        Provider(elsewhere).ask(BACK)


def test_a_redirect_is_not_followed(serving: Served, municipality: Municipality) -> None:
    municipality.discovery = {"jwks_uri": f"{municipality.address}/authorize"}
    with pytest.raises(ProviderDownError):
        identity(serving)


def test_a_provider_that_is_down_is_told_of(serving: Served, municipality: Municipality) -> None:
    municipality.down = True
    with pytest.raises(ProviderDownError, match="Småstad svarar inte"):
        identity(serving)


def test_a_provider_that_goes_down_on_the_way_is_told_of(
    serving: Served, municipality: Municipality
) -> None:
    provider = Provider(serving.settings)
    asking = provider.ask(BACK)
    answer = sign_in(asking, serving)
    municipality.down = True
    with pytest.raises(ProviderDownError):
        provider.hear(asking.facts, answer, clock.now())


def test_a_provider_that_is_not_there_is_told_of(serving: Served) -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    nowhere = replace(serving.settings, issuer=f"https://localhost:{port}")
    with pytest.raises(ProviderDownError):
        Provider(nowhere).ask(BACK)


def test_a_certificate_of_an_unknown_authority_is_refused(
    serving: Served, municipality: Municipality
) -> None:
    with pytest.raises(ProviderDownError):
        Provider(replace(serving.settings, authority=None)).ask(BACK)
    assert municipality.requests == []


@pytest.mark.parametrize("keys", [[], [{"kty": "RSA", "kid": "first"}], ["text"], "text"])
def test_keys_that_are_none_let_nobody_in(
    serving: Served, municipality: Municipality, keys: object
) -> None:
    municipality.published = keys
    with pytest.raises(ProviderRefusedError):
        identity(serving)


def test_an_answer_without_an_end_is_left(serving: Served, municipality: Municipality) -> None:
    municipality.discovery = {"filler": "a" * 2_000_000}
    with pytest.raises(ProviderDownError):
        Provider(serving.settings).ask(BACK)


def test_an_answer_that_drips_is_left(serving: Served, municipality: Municipality) -> None:
    municipality.drips = True
    with pytest.raises(ProviderDownError):
        Provider(serving.settings, longest_wait=0.3).ask(BACK)


def test_who_signs_out_is_shown_the_way_out_of_the_provider_too(
    serving: Served, municipality: Municipality
) -> None:
    provider = Provider(serving.settings)
    address = provider.sign_out_address("https://kast.example.se/")
    assert address is not None
    assert address.startswith(f"{municipality.address}/end?client_id=kast&")
    municipality.discovery = {"end_session_endpoint": f"{municipality.address}/end?a=1"}
    assert (provider.sign_out_address("https://kast.example.se/") or "").count("?") == 1
    municipality.discovery = {"end_session_endpoint": None}
    assert provider.sign_out_address("https://kast.example.se/") is None


def test_no_secret_stands_in_what_is_shown_of_a_provider(serving: Served) -> None:
    assert serving.settings.client_secret not in repr(Provider(serving.settings))


def test_a_provider_that_hangs_holds_up_three_and_no_more(
    serving: Served, municipality: Municipality
) -> None:
    provider = Provider(serving.settings, longest_wait=0.5)
    municipality.drips = True
    with ThreadPoolExecutor(MOST_LINES) as pool:
        for waiting in [pool.submit(provider.ask, BACK) for _ in range(MOST_LINES)]:
            waiting.add_done_callback(lambda done: done.exception())
        wait_until(lambda: len(municipality.requests) == MOST_LINES)
        with pytest.raises(ProviderDownError):
            provider.ask(BACK)
        assert len(municipality.requests) == MOST_LINES
    municipality.drips = False
    provider.ask(BACK)


def wait_until(true: Callable[[], bool]) -> None:
    ends = time.monotonic() + 10
    while not true() and time.monotonic() < ends:
        time.sleep(0.005)
