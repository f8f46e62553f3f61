"""Memory of a server: small while it decodes photos, and seldom searched for garbage."""

import ctypes
import gc

# Options of glibc's malloc.h.
_MMAP_THRESHOLD, _ARENA_MAX = -3, -8
_LARGE = 1024 * 1024


def share_freed_memory(arenas=2):
    """Let all threads take memory from `arenas` pools instead of eight for each processor.

    glibc gives each thread a pool of its own and keeps what was freed in it: four threads that decode photos
    one after the other hold the memory of four. Blocks of a megabyte and more, as of pictures, come from no
    pool and are given back at once; by itself glibc raises that limit to 32 MB after the first of them. Call
    before threads start; elsewhere than on glibc it does nothing. Figures: docs/gallery-workspace.md.
    """
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)
    if set_option:
        set_option(_ARENA_MAX, arenas)
        set_option(_MMAP_THRESHOLD, _LARGE)


def search_garbage_seldom(objects=25_000):
    """Search for circles of garbage after `objects` new ones, and never among what is there already.

    Python does so after 700. A drawn page makes thousands of objects, and what is there, all code and every
    template, is a million that never go: a fifth of a page's time (benchmarks/cold_pages.py). Call when the
    application has been loaded.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(objects, 20, 20)
