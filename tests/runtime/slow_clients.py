"""Clients who hold a connection and get nothing done, on purpose or by a bad line."""

import contextlib
import re
import socket

TOKEN = "a" * 32


def request(port, head, body=b""):
    """One request over a connection of its own; (status, whole answer). OSError where nobody answers."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        with contextlib.suppress(ConnectionError):  # an answer may come before all was sent
            line.sendall(head.encode() + body)
        return read(line)


def read(line):
    """(status, whole answer) of what comes until it is whole, or until the other side ends it."""
    answer = b""
    with contextlib.suppress(ConnectionError):
        while part := line.recv(65536):
            answer += part
            head, _between, body = answer.partition(b"\r\n\r\n")
            length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
            if length and len(body) >= int(length[1]):
                break
    return (int(answer.split(None, 2)[1]) if answer else None), answer.decode(errors="replace")


def page(port, path="/en/", **headers):
    """The status and text of a page, as any visitor asks for it."""
    more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return request(port, f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{more}Connection: close\r\n\r\n")


def form_head(port, length, path="/en/accounts/login/", cookie=f"csrftoken={TOKEN}"):
    """The head of a form whose body is still to come: with its token and origin, else it is refused unread."""
    return (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\nCookie: {cookie}\r\n"
        f"X-CSRFToken: {TOKEN}\r\nContent-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n"
        + (f"Content-Length: {length}\r\n\r\n" if length is not None else "Transfer-Encoding: chunked\r\n\r\n")
    )


@contextlib.contextmanager
def slow_clients(port, kind, number):
    """So many connections that say nothing (`idle`), half a head (`head`), or a part of a body (`body`)."""
    said = {"idle": "", "head": "GET /en/ HTTP/1.1\r\nHost: 127.0", "body": form_head(port, 1000) + "login=a"}[kind]
    with contextlib.ExitStack() as lines:
        for _each in range(number):
            line = lines.enter_context(socket.create_connection(("127.0.0.1", port), timeout=20))
            line.sendall(said.encode())
        yield
