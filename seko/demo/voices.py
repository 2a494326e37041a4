"""Which organization speaks where a text names none, and in which script it writes."""

from collections import Counter
from random import Random

from sectors.models import NetworkMembership
from seko.scripts import to_latin

WRITES_LATIN = 0.45  # of those whose own name is not in Latin


class Voices:
    """The organizations of the networks that have a person on the portal, from the most to the least talkative."""

    def __init__(self, stage):
        self.mandates = stage.mandates
        rows = NetworkMembership.objects.filter(organization__in=stage.mandates).order_by("organization__slug", "pk")
        self.joined, self.home = {}, {}
        for code, organization, since in rows.values_list("seko__code", "organization", "valid_from"):
            self.joined.setdefault(code, {})[organization] = since
            self.home.setdefault(organization, code)  # the network named first is the one it works in most

    def of(self, code, on):
        """Who was in the network of a SEKO on a day."""
        return [organization for organization, since in self.joined[code].items() if since <= on]

    def organization(self, pk):
        return self.mandates[pk].organization


class Speakers:
    """The voices of one consultation: nobody speaks twice before all have spoken."""

    def __init__(self, voices, sekos, on, rng):
        self.organization, self.home = voices.organization, voices.home
        self.networks = {code: set(voices.of(code, on)) for code in sekos}
        self.spoken = Counter()
        everybody = dict.fromkeys(pk for code in sekos for pk in voices.of(code, on))
        self.order = {pk: rng.random() + _reticence(voices.organization(pk)) for pk in everybody}

    def next(self, sekos, *, but=frozenset(), name="", not_in=()):
        """An organization of that of these networks from which the fewest are among `but`, who speak already.

        If possible one of no other network that is asked as well, whose name begins with `name`, from another
        town than `not_in`."""
        seko = min(sekos, key=lambda code: len(self.networks[code] & but))
        here = set().union(*(self.networks[code] for code in sekos)) if name else self.networks[seko]
        here = here - but
        elsewhere = set().union(*(network for code, network in self.networks.items() if code != seko))

        def how_unfit(pk):
            organization = self.organization(pk)
            return (
                not organization.name.startswith(name),
                organization.seat in not_in,
                self.spoken[pk],
                pk in elsewhere,
                self.home[pk] != seko,
                self.order[pk],
            )

        return self.note(min(here, key=how_unfit))

    def note(self, pk):
        """Count that the organization speaks."""
        self.spoken[pk] += 1
        return pk

    def supporters(self, sekos, but, number, rng):
        """So many others of these networks, in an order that does not depend on the database."""
        others = [pk for pk in self.order if pk != but and any(pk in self.networks[code] for code in sekos)]
        return rng.sample(others, min(number, len(others)))


def as_written_by(organization, text):
    """The text in the script in which this organization writes."""
    return to_latin(text) if writes_latin(organization) else text


def writes_latin(organization):
    """As its own name is; of the others nearly half."""
    return to_latin(organization.name) == organization.name or _draw(organization, "script") < WRITES_LATIN


def _reticence(organization):
    return _draw(organization, "reticence")


def _draw(organization, question):
    """A number from 0 to 1 that is always the same for this organization."""
    return Random(f"{question} {organization.slug}").random()
