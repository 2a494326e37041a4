"""The web server of `make run`, as a process of its own on the database of the tests."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from django.conf import settings
from django.db import connection

from seko.runtime.serve import FORKS
from seko.web.body_limit import MOST_OF_PERSONS, MOST_OF_VISITORS
from tests.runtime.slow_clients import form_head, page, read, request, slow_clients
from tests.waiting import free_port, wait_for

PROJECT = Path(__file__).resolve().parents[2]
START, END = 60, 30  # seconds
MANY = 40  # five times as many as there are threads


class Web:
    """The running server, and its log."""

    def __init__(self, folder):
        self.port, self.log = free_port(), folder / "web.log"
        database = connection.settings_dict
        environment = {
            **os.environ,
            "DATABASE_URL": f"postgres://{database['USER']}@:{database['PORT']}/{database['HOST']}/{database['NAME']}",
            "REDIS_URL": settings.REDIS_URL,
        }
        command = [sys.executable, "-m", "seko.runtime.serve", "127.0.0.1", str(self.port)]
        with self.log.open("w") as said:
            self.process = subprocess.Popen(
                command, cwd=PROJECT, env=environment, stdout=said, stderr=said, start_new_session=True
            )
        assert wait_for(self.answers, START), self.log.read_text()

    def answers(self):
        assert self.process.poll() is None, self.log.read_text()
        try:
            return page(self.port)[0] == 200
        except OSError:
            return False

    def forks(self):
        return psutil.Process(self.process.pid).children()

    def end(self):
        if self.process.poll() is None:
            self.process.terminate()
        return self.process.wait(timeout=END)


@pytest.fixture(scope="module")
def web(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock():
        started = Web(tmp_path_factory.mktemp("web"))
    yield started
    started.end()


@pytest.mark.parametrize("kind", ["idle", "head", "body"])
def test_slow_clients_keep_nobody_waiting(web, kind):
    with slow_clients(web.port, kind, MANY):
        assert page(web.port)[0] == 200


@pytest.mark.parametrize("most", [MOST_OF_VISITORS + 1, 300 * 1024 * 1024])
def test_a_visitor_is_told_before_more_is_read_than_a_visitor_may_send(web, most):
    status, answer = request(web.port, form_head(web.port, most, "/en/check/"))

    assert status == 413, web.log.read_text()[-2500:]
    assert "A file may have at most 20 MB." in answer


def test_the_refusal_speaks_the_language_of_the_page(web):
    status, answer = request(web.port, form_head(web.port, MOST_OF_VISITORS + 1, "/sr-latn/check/"))

    assert (status, 'lang="sr-Latn"' in answer) == (413, True)


def test_a_person_may_send_as_much_as_a_form_takes_and_no_more(web):
    signed_in = f"csrftoken={'a' * 32}; sessionid={'b' * 32}"

    status, _answer = request(web.port, form_head(web.port, MOST_OF_PERSONS + 1, "/en/check/", signed_in))

    assert status == 413, web.log.read_text()[-2500:]
    with socket.create_connection(("127.0.0.1", web.port), timeout=2) as line:
        line.sendall(form_head(web.port, MOST_OF_VISITORS + 1, "/en/check/", signed_in).encode())
        with pytest.raises(TimeoutError):
            line.recv(1)  # it waits for the body


def test_a_body_whose_length_is_not_told_ends_at_the_same_place(web):
    chunk = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"

    status, _answer = request(web.port, form_head(web.port, None, "/en/check/"), chunk * 30)

    assert status in {413, None}  # the line may be cut before the answer is read


def test_a_head_has_an_end(web):
    assert page(web.port, X_Long="a" * 40_000)[0] == 431


def test_one_line_tells_of_a_request_and_nothing_of_a_key(web):
    page(web.port, "/en/accounts/password/reset/key/1-secretsecret/?next=hidden")
    _status, answer = page(web.port, "/en/?q=sought", X_Request_ID="given-from-before")

    said = web.log.read_text()
    assert "given-from-before 127.0.0.1 GET /en/ 200" in said
    assert "x-request-id: given-from-before" in answer.lower()
    assert "/en/accounts/password/reset/key/…" in said
    assert [word for word in ("secretsecret", "hidden", "sought") if word in said] == []


def test_a_process_that_dies_has_a_successor(web):
    victim = web.forks()[0]

    victim.kill()

    assert wait_for(lambda: len(web.forks()) == FORKS and victim.pid not in {each.pid for each in web.forks()}, END)
    assert web.answers()


def test_what_is_being_answered_at_the_end_is_answered_whole(web):
    with socket.create_connection(("127.0.0.1", web.port), timeout=20) as line:
        line.sendall(f"GET /en/ HTTP/1.1\r\nHost: 127.0.0.1:{web.port}\r\nConnection: close\r\n\r\n".encode())
        assert line.recv(1, socket.MSG_PEEK) or True
        family = [web.process.pid, *(each.pid for each in web.forks())]
        web.process.send_signal(signal.SIGTERM)
        status, answer = read(line)

    assert status == 200
    assert answer.rstrip().endswith("</html>")
    assert web.process.wait(timeout=END) == 0
    assert [number for number in family if psutil.pid_exists(number)] == []
