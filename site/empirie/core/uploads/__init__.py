"""Files that people upload and the public gets: what they are said to be, they must be."""
