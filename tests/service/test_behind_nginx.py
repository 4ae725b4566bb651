"""Real pages behind a real nginx with a certificate of the test's own."""

import http.client
import re
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from kast_eval import clock
from kast_eval.instance_settings import Hosting, InstanceSettings
from kast_eval.web.server import listen, make_server
from tests.service.test_service_files import SERVICE
from tests.web.at_the_front import fronted

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
pytestmark = pytest.mark.skipif(NGINX is None, reason="no nginx here")

NAME = "kast-a.kommun.example"
HTTP = """
worker_processes 1;
error_log {place}/error.log;
pid {place}/nginx.pid;
events {{ worker_connections 64; }}
http {{
    client_body_temp_path {place}/body;
    proxy_temp_path {place}/proxy;
    fastcgi_temp_path {place}/fastcgi;
    uwsgi_temp_path {place}/uwsgi;
    scgi_temp_path {place}/scgi;
    include {place}/kast.conf;
}}
"""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    text: str


@dataclass(frozen=True)
class Network:
    """The ports of a server: nginx's two, and the one behind it."""

    readable: int
    encrypted: int
    behind: int
    trusted: Path

    def get(self, path: str, headers: Mapping[str, str], *, name: str = NAME) -> Answer:
        context = ssl.create_default_context(cafile=str(self.trusted))
        with (
            socket.create_connection(("127.0.0.1", self.encrypted)) as plain,
            context.wrap_socket(plain, server_hostname=NAME) as secure,
        ):
            connection = http.client.HTTPConnection("127.0.0.1")
            connection.sock = secure
            return asked(connection, path, {"Host": name, **headers})

    def get_readable(self, port: int, headers: Mapping[str, str]) -> Answer:
        return asked(http.client.HTTPConnection("127.0.0.1", port), "/", headers)


def asked(connection: http.client.HTTPConnection, path: str, headers: Mapping[str, str]) -> Answer:
    with closing(connection):
        connection.request("GET", path, headers=dict(headers))
        with connection.getresponse() as answer:
            return Answer(answer.status, dict(answer.getheaders()), answer.read().decode())


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    place = tmp_path_factory.mktemp("nginx")
    hosting = Hosting(port=0, names=(NAME,), proxy="127.0.0.1")
    settings = InstanceSettings(hosting=hosting)
    with fronted(place / "instance", settings) as front, listen(hosting) as listener:
        front.show()
        server = make_server(front, listener, hosting)
        Thread(target=server.run, daemon=True).start()
        behind = listener.getsockname()[1]
        network = Network(free_port(), free_port(), behind, certified(place))
        configured(place, network)
        nginx = [str(NGINX), "-c", f"{place}/nginx.conf"]
        # It goes into the background once it listens.
        subprocess.run(nginx, check=True, timeout=60)
        yield network
        subprocess.run([*nginx, "-s", "stop"], check=True, timeout=60)
        server.close()


def configured(place: Path, network: Network) -> None:
    """Write the configuration that is given to an IT department, with the test's own places."""
    text = (SERVICE / "nginx.conf").read_text("utf-8")
    text = re.sub(r"listen 80\b", f"listen 127.0.0.1:{network.readable}", text)
    text = re.sub(r"listen 443\b", f"listen 127.0.0.1:{network.encrypted}", text)
    text = re.sub(r"127\.0\.0\.1:800[12]", f"127.0.0.1:{network.behind}", text)
    text = re.sub(r"/etc/ssl/(private/)?kast-[ab]", str(place / "own"), text)
    (place / "kast.conf").write_text(text)
    (place / "nginx.conf").write_text(HTTP.format(place=place))


def certified(place: Path) -> Path:
    """Write a certificate and its key; return the certificate, which is its own authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = clock.now()
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (place / "own.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (place / "own.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return place / "own.pem"


def free_port() -> int:
    with listen() as listener:
        port: int = listener.getsockname()[1]
        return port


def test_plain_http_leads_to_https(network: Network) -> None:
    answer = network.get_readable(network.readable, {"Host": NAME})
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{NAME}/")


def test_over_tls_cookies_are_secure_and_the_browser_is_kept_to_tls(network: Network) -> None:
    answer = network.get("/", {})
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-kast_page=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Strict"} <= set(cookie.split("; "))
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"X-Forwarded-For": "127.0.0.1"},
        {"Forwarded": "for=127.0.0.1;host=localhost;proto=http"},
        {"X-Forwarded-Host": "localhost"},
    ],
)
def test_a_first_run_over_the_network_asks_for_the_code_whatever_a_visitor_says(
    network: Network, said: Mapping[str, str]
) -> None:
    answer = network.get("/", said)
    assert answer.status == 403
    assert "Skriv koden från datorn" in answer.text


def test_a_name_that_is_not_told_is_answered_by_nothing(network: Network) -> None:
    assert network.get("/", {}, name="other.example").status == 400


def test_past_nginx_nothing_is_answered(network: Network) -> None:
    answer = network.get_readable(network.behind, {"Host": NAME})
    assert answer.status == 400
    assert "https" in answer.text


def test_a_certificate_of_the_wrong_name_is_not_taken(network: Network) -> None:
    context = ssl.create_default_context(cafile=str(network.trusted))
    with (
        socket.create_connection(("127.0.0.1", network.encrypted)) as plain,
        pytest.raises(ssl.SSLCertVerificationError),
    ):
        context.wrap_socket(plain, server_hostname="kast-b.kommun.example")
