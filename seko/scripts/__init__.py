"""Serbian in two scripts: content is stored as typed and shown in the visitor's script."""

from seko.scripts.convert import to_cyrillic, to_latin
from seko.scripts.visitor import for_visitor, localized, to_script

__all__ = ["for_visitor", "localized", "to_cyrillic", "to_latin", "to_script"]
