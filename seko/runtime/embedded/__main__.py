"""`python -m seko.runtime.embedded stop`: stop servers that no living process uses."""

import sys

from seko.runtime import embedded

if sys.argv[1:] != ["stop"]:
    sys.exit("Usage: python -m seko.runtime.embedded stop")
if not embedded.stop_unused():
    sys.exit(f"The servers of {embedded.data_dir()} are in use. Stop the portal first.")
