"""A cache that may be gone: when Redis does not answer, the portal works on without it."""

import logging

import redis
from django.core.cache.backends.redis import RedisCache

log = logging.getLogger(__name__)


def _forgiving(name, otherwise):
    def method(self, key, *args, **kwargs):
        try:
            return getattr(super(ForgivingRedisCache, self), name)(key, *args, **kwargs)
        except redis.RedisError as exc:
            log.warning("The cache does not answer: %s", exc)
            return otherwise(args, kwargs)

    method.__name__ = name
    return method


class ForgivingRedisCache(RedisCache):
    """Reads miss and writes are lost while Redis is down; limits that are counted here fail open."""

    get = _forgiving("get", lambda args, kwargs: args[0] if args else kwargs.get("default"))
    set = _forgiving("set", lambda args, kwargs: None)
    add = _forgiving("add", lambda args, kwargs: True)
    delete = _forgiving("delete", lambda args, kwargs: False)
    touch = _forgiving("touch", lambda args, kwargs: False)
    incr = _forgiving("incr", lambda args, kwargs: 1)
    has_key = _forgiving("has_key", lambda args, kwargs: False)
    get_many = _forgiving("get_many", lambda args, kwargs: {})
    set_many = _forgiving("set_many", lambda args, kwargs: [])
    delete_many = _forgiving("delete_many", lambda args, kwargs: None)
