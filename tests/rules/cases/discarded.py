"""What was thrown away and can still be taken up again."""

from django.utils import timezone

from seko.models import Discarded
from tests import factories as make
from tests.rules.breaking import breaks, rows


def thrown_away():
    user = make.make_user()
    return Discarded.objects.create(kind="item", owner=f"person:{user.pk}", title="Рокови", discarded_by=user)


@breaks("discarded_has_one_end", Discarded)
def restored_and_removed():
    """Without a title, so that the other rule has nothing to say."""
    discarded = thrown_away()
    rows(discarded).update(title="", restored_at=timezone.now())
    return lambda: rows(discarded).update(removed_at=timezone.now())


@breaks("discarded_removed_is_empty", Discarded)
def removed_but_for_its_title():
    discarded = thrown_away()
    return lambda: rows(discarded).update(removed_at=timezone.now())
