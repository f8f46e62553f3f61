"""Keeps a threaded server small while it decodes photos."""

import ctypes

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
