"""Search: folding and stemming, the query, and the search over all kinds.

Migrations know these columns and orders by this address."""

from seko.search.text import Abeceda, Alphabet, Azbuka, SearchVectorOf, WeighedVectorOf

__all__ = ["Abeceda", "Alphabet", "Azbuka", "SearchVectorOf", "WeighedVectorOf"]
