"""Memory of a server: small while it decodes photos, and seldom searched for garbage."""

import ctypes
import gc

_ARENA_MAX = -8  # M_ARENA_MAX of glibc's malloc.h


def share_freed_memory(arenas=2):
    """Let all threads take memory from `arenas` pools instead of eight for each processor.

    glibc gives each thread a pool of its own and keeps what was freed in it: four threads that decode photos
    one after the other hold the memory of four. Call before threads start; elsewhere than on glibc it does
    nothing. Figures: docs/gallery-workspace.md.
    """
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)
    if set_option:
        set_option(_ARENA_MAX, arenas)


def search_garbage_seldom(objects=25_000):
    """Search for circles of garbage after `objects` new ones, and never among what is there already.

    Python does so after 700. A drawn page makes thousands of objects, and what is there, all code and every
    template, is a million that never go: a fifth of a page's time (benchmarks/cold_pages.py). Call when the
    application has been loaded.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(objects, 20, 20)
