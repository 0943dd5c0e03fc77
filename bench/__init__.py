"""The benchmarks: one module per part, each run as ``python -m bench.<part>``. docs/performance.md tells how."""
