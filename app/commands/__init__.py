"""The commands of `litscope`: each module has one function of its own name, which `app.cli` offers."""
