"""Memory of a server, which is seldom searched for garbage."""

import gc


def search_garbage_seldom(objects=25_000):
    """Search for circles of garbage after `objects` new ones, and never among what is there already.

    Python does so after 700. A drawn page makes thousands of objects, and what is there, all code and every
    template, is a million that never go: a fifth of a page's time (benchmarks/cold_pages.py). Call when the
    application has been loaded.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(objects, 20, 20)
