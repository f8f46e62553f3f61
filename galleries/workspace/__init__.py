"""The screens of a city's people: their galleries, and the upload, description and order of photos."""
