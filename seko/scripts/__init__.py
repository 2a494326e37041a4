"""Serbian in two scripts: content is stored as typed and shown in the visitor's script."""

from seko.scripts.convert import to_cyrillic, to_latin
from seko.scripts.marks import serbian
from seko.scripts.visitor import cited, cited_words, for_visitor, localized, to_script

__all__ = ["cited", "cited_words", "for_visitor", "localized", "serbian", "to_cyrillic", "to_latin", "to_script"]
