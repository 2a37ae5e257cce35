"""Sources that are asked over the network: one module each, all of the same shape."""
