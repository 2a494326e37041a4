"""Work that a test has done apart: good, slow, greedy, talkative and deadly."""

import ctypes
import os
import sys
import time
from pathlib import Path

from django.conf import settings


class Refusal(Exception):
    code = "no_table"


def length(data, times=1):
    sys.stdout.write("A library says something.")
    return {"length": len(data) * times, "text": data.decode()}


def environment(data):
    return list(os.environ)


def asks_for_settings(data):
    return str(settings.SECRET_KEY)


def refuses(data):
    raise Refusal


def breaks(data):
    raise ValueError("Whatever a library stumbles over.")


def works_for_ever(data):
    while True:
        pass


def waits_for_ever(data):
    time.sleep(1000)


def takes_memory(data):
    return len(bytearray(int(data)))


def says_much(data):
    return "a" * int(data)


def crashes(data):
    ctypes.string_at(0)


def tells_its_number_and_waits(data, path):
    Path(path).write_text(str(os.getpid()))
    time.sleep(1000)


def waits_a_while(data, name):
    time.sleep(60)
