"""Serbian in two scripts: content is stored as typed and shown in the visitor's script."""

from seko.script.convert import to_cyrillic, to_latin
from seko.script.visitor import for_visitor, localized, to_script

__all__ = ["for_visitor", "localized", "to_cyrillic", "to_latin", "to_script"]
