"""Other ways to serve the same articles, each in an environment of its own, on the portal's server."""
