"""What Litscope's speed is measured with: each module prints a table; `python -m benchmarks` runs them all."""
