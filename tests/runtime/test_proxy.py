"""The proxy of production, with a portal of a few lines behind it that answers what it is told to."""

import shutil
import subprocess
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.runtime.slow_clients import form_head, page, request, slow_clients
from tests.waiting import free_port, wait_for

PROJECT = Path(__file__).resolve().parents[2]
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed (Debian: apt-get install nginx-light)")
PUBLIC, PRIVATE = "public, no-cache", "private, no-store"
KEPT = "X-Accel-Expires:3"


class Answers(BaseHTTPRequestHandler):
    """`?h=Name:value` are the headers of the answer, in their order; its text is the number of the request."""

    number = 0

    def do_GET(self):
        Answers.number += 1
        self.send_response(200)
        for header in parse_qs(urlsplit(self.path).query).get("h", ()):
            self.send_header(*header.split(":"))
        text = f"number {Answers.number}".encode()
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.do_GET()

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def proxy():
    """The port of a running nginx with the configuration of production, and the file of its log."""
    behind, port = ThreadingHTTPServer(("127.0.0.1", 0), Answers), free_port()
    threading.Thread(target=behind.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory(prefix="seko-proxy-") as folder:
        entrance, said = Path(folder, "entrance.conf"), Path(folder, "said")
        text = (PROJECT / "nginx-behind-tls.conf").read_text()
        entrance.write_text(text.replace("listen 80;", f"listen 127.0.0.1:{port};"))
        text = (PROJECT / "nginx.conf").read_text()
        for own, here in {
            "web:8000": f"127.0.0.1:{behind.server_port}",
            "/etc/nginx/entrance.conf": str(entrance),
            "/var/cache/nginx": folder,
            "/run/nginx.pid": f"{folder}/pid",
            "/dev/stdout": str(said),
            "/dev/stderr warn": f"{folder}/errors warn",
        }.items():
            assert own in text
            text = text.replace(own, here)
        Path(folder, "nginx.conf").write_text(f"user root;\n{text}")
        command = [NGINX, "-c", f"{folder}/nginx.conf", "-p", folder, "-g", "daemon off;"]
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        try:
            assert wait_for(lambda: _answers(port), 20), Path(folder, "errors").read_text()
            yield port, said
        finally:
            process.terminate()
            process.wait(timeout=20)
            behind.shutdown()
            behind.server_close()


def _answers(port):
    try:
        return page(port, "/healthz")[0] == 200
    except OSError:
        return False


def asked(port, name, headers, **sent):
    """The text of an answer with these headers, in their order."""
    query = "&".join(f"h={header}" for header in headers).replace(" ", "%20")
    return page(port, f"/en/{name}/?{query}", **sent)[1].partition("\r\n\r\n")[2]


@pytest.mark.parametrize("headers", [[KEPT, f"Cache-Control:{PUBLIC}"], [f"Cache-Control:{PUBLIC}", KEPT]])
def test_a_public_page_is_kept_for_its_seconds_in_whatever_order_it_says_so(proxy, headers):
    name = f"kept-{headers.index(KEPT)}"

    assert asked(proxy[0], name, headers) == asked(proxy[0], name, headers)


@pytest.mark.parametrize(
    ("headers", "cookie"),
    [
        ([KEPT, f"Cache-Control:{PRIVATE}"], ""),
        ([f"Cache-Control:{PRIVATE}", KEPT], ""),
        ([KEPT], ""),
        ([f"Cache-Control:{PUBLIC}"], ""),
        ([f"Cache-Control:{PUBLIC}", KEPT, "Set-Cookie:csrftoken=a"], ""),
        ([KEPT, f"Cache-Control:{PUBLIC}"], "sessionid=a"),
        ([KEPT, f"Cache-Control:{PUBLIC}"], "theme=dark; sessionid=a"),
        ([KEPT, f"Cache-Control:{PUBLIC}"], "messages=a"),
        ([KEPT, f"Cache-Control:{PUBLIC}"], "csrftoken=a"),
        ([KEPT, f"Cache-Control:{PUBLIC}"], "theme=dark; other=a"),
    ],
)
def test_what_is_made_for_one_person_is_kept_for_nobody(proxy, request, headers, cookie):
    name = f"private-{abs(hash(request.node.name))}"
    first = asked(proxy[0], name, headers, Cookie=cookie)

    assert asked(proxy[0], name, headers, Cookie=cookie) != first
    assert asked(proxy[0], name, headers) != first


def test_who_has_signed_in_never_gets_the_page_of_visitors(proxy):
    headers = [KEPT, f"Cache-Control:{PUBLIC}"]
    first = asked(proxy[0], "shared", headers)

    assert asked(proxy[0], "shared", headers, Cookie="sessionid=a") != first
    assert asked(proxy[0], "shared", headers, Authorization="Basic YTpi") != first
    assert asked(proxy[0], "shared", headers) == first


@pytest.mark.parametrize("kind", ["idle", "head", "body"])
def test_slow_clients_never_reach_the_portal(proxy, kind):
    before = Answers.number

    with slow_clients(proxy[0], kind, 30):
        assert page(proxy[0], f"/en/{kind}/")[0] == 200

    assert Answers.number == before + 1


def test_a_visitor_is_told_before_more_is_read_than_a_visitor_may_send(proxy):
    before = Answers.number

    status, answer = request(proxy[0], form_head(proxy[0], 300 * 1024 * 1024))

    assert status == 413
    assert "at most 20 MB" in answer
    assert request(proxy[0], form_head(proxy[0], None), b"5\r\nhello\r\n0\r\n\r\n")[0] == 411
    assert request(proxy[0], form_head(proxy[0], 10**9, cookie="sessionid=a"))[0] == 413
    assert Answers.number == before


def test_the_log_of_the_proxy_holds_neither_keys_nor_queries(proxy):
    page(proxy[0], "/en/accounts/password/reset/key/1-secretsecret/?q=sought", Referer="https://a.example/secretsecret")

    assert wait_for(lambda: "/en/accounts/password/reset/key/..." in proxy[1].read_text(), 20)
    assert [word for word in ("secretsecret", "sought") if word in proxy[1].read_text()] == []
