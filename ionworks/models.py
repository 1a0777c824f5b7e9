"""Records, under the module name the published package has for them."""

from ionworks.records import *  # noqa: F403
from ionworks.records import __all__  # noqa: F401  what a star import gives
