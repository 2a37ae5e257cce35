"""The files that set Litscope up say the same thing in every place."""

import json
import re
import tomllib

import yaml

from tests.browser.servers import ROOT


def names(path: str) -> dict[str, str]:
    """Return name and version of every requirement of a lock file."""
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
    return dict(re.match(r"([\w.-]+)==([\w.+!-]+)", line).groups() for line in lines if line.strip())


def declared() -> dict[str, list[str]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    bare = {
        key: [re.split(r"[<>=\[ ;]", line)[0] for line in lines]
        for key, lines in project["optional-dependencies"].items()
    }
    return {"run": [re.split(r"[<>=\[ ;]", line)[0] for line in project["dependencies"]], **bare}


def test_environment_installs_python_pip_and_the_lock():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    assert [str(part).split("=")[0] for part in environment["dependencies"][:2]] == ["python", "pip"]
    assert environment["dependencies"][2] == {"pip": ["-r requirements.lock", "-e ."]}


def test_every_dependency_is_locked():
    assert set(declared()["run"]) <= set(names("requirements.lock"))
    assert set(declared()["dev"]) <= set(names("requirements-dev.lock"))


def test_both_locks_agree():
    run, dev = names("requirements.lock"), names("requirements-dev.lock")
    assert {name: dev.get(name) for name in run} == run


def test_every_dependency_has_its_line_in_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    missing = [name for name in declared()["run"] + declared()["dev"] if f"| `{name}` |" not in readme]
    assert not missing


def test_a_plain_voila_serves_our_template_and_no_file():
    settings = json.loads((ROOT / "voila.json").read_text(encoding="utf-8"))["VoilaConfiguration"]
    assert settings["template"] == "litscope"
    assert settings["file_allowlist"] == []
    assert settings["show_tracebacks"] is False
    assert settings["strip_sources"] is True
