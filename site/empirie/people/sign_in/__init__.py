"""Signing in: password, second step, how often one may try, how long one stays, and the screens for it."""
