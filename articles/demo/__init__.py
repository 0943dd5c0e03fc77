"""Demo content: invented articles, drawn pictures and the reader for both."""
