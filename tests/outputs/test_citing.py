"""Citing and checking a run: the sentence, the entry, the linked data, and what verify sees and what it says it cannot."""

import json

import pytest
from typer.testing import CliRunner

import run
from common.files import file_digest
from outputs.citing.cite import again, bibtex, sentence
from outputs.citing.crate import NAME, crate
from outputs.citing.facts import facts
from outputs.citing.verify import verify
from tests.support.reporting import results, write_run

YAML = "name: full-pilot\nauthor: Bureau & {Commerce}\n"
COMMAND = ["run.py", "simulate", "a.yaml", "--ledger", "my ledger.csv", "--members", "2"]


@pytest.fixture
def folder(tmp_path):
    dataset = results(YAML, members=2, months=2)
    place = write_run(tmp_path / "runs" / "one", dataset)
    (place / "scenario.yaml").write_text(YAML, encoding="utf-8")
    (place / "figures").mkdir()
    (place / "figures" / "fan.png").write_bytes(b"picture")
    record = {
        "fingerprint": dataset.attrs["fingerprint"],
        "commit": "69669af0123456789",
        "started": "2026-11-29T06:13:28+00:00",
        "finished": "2026-11-29T06:16:57+00:00",
        "command": COMMAND,
        "files": {"results.nc": file_digest(place / "results.nc")},
    }
    (place / "provenance.json").write_text(json.dumps(record), encoding="utf-8")
    (place / NAME).write_text(crate(place, facts(place)), encoding="utf-8")
    return place


def invoke(*words):
    return CliRunner().invoke(run.app, [*map(str, words)])


def test_the_sentence_names_title_months_version_and_fingerprint(folder):
    found = facts(folder)
    assert sentence(found, "en") == (
        "“Full pilot”, simulated Jan 2023 to Feb 2023 with 2 members, seed 7. Nanjing opening model, version 0.1.0, "
        "run of 2026-11-29. Fingerprint 5f2c9a1be07d."
    )
    assert "《全面实施》" in sentence(found, "zh") and "2026年11月29日" in sentence(found, "zh")


def test_the_entry_is_bibtex_whatever_the_author_is_called(folder):
    entry = bibtex(facts(folder))
    assert entry.startswith("@misc{nanjing-opening-full-pilot-5f2c9a1b,") and entry.count("{") == entry.count("}")
    assert r"Bureau \& \{Commerce\}" in entry and "year = {2026}" in entry
    assert file_digest(folder / "results.nc") in entry


def test_the_commands_that_make_it_again_are_quoted(folder):
    lines = again(facts(folder), "outputs/runs/one two/scenario.yaml").splitlines()
    assert lines[0] == "git checkout 69669af01234"
    assert lines[2].endswith("simulate 'outputs/runs/one two/scenario.yaml' --ledger 'my ledger.csv' --out again")
    assert lines[3].endswith("verify again/full-pilot --fingerprint 5f2c9a1be07d")


def test_the_crate_is_linked_data_with_every_file(folder):
    graph = {one["@id"]: one for one in json.loads((folder / NAME).read_text(encoding="utf-8"))["@graph"]}
    assert graph[NAME]["about"] == {"@id": "./"} and graph[NAME]["conformsTo"]["@id"].endswith("/1.2")
    root = graph["./"]
    assert root["datePublished"] == "2026-11-29" and {"name", "description", "license"} <= set(root)
    assert {part["@id"] for part in root["hasPart"]} == {
        "results.nc", "scenario.yaml", "provenance.json", "figures/fan.png"
    }  # fmt: skip
    for part in root["hasPart"]:
        assert graph[part["@id"]]["sha256"] == file_digest(folder / part["@id"])

    def linked(value):
        if isinstance(value, dict):
            return [value["@id"]] if set(value) == {"@id"} else [i for one in value.values() for i in linked(one)]
        return [i for one in value for i in linked(one)] if isinstance(value, list) else []

    told = [name for one in graph.values() for name in linked(one) if not name.startswith("https:")]
    assert set(told) <= set(graph) and graph["#simulation"]["instrument"] == {"@id": "#model"}
    assert crate(folder, facts(folder)) == (folder / NAME).read_text(encoding="utf-8")


def test_a_run_as_it_was_written_is_sound(folder):
    (folder / "report.zh.html").write_text("later", encoding="utf-8")
    found = verify(folder, "5f2c9a1be07d")
    assert not found.wrong and len(found.sound) == 4 and found.unrecorded == ("report.zh.html",)


def changed(folder, name, content):
    (folder / name).write_bytes(content)


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda f: changed(f, "figures/fan.png", b"Picture"), "figures/fan.png is not as it was recorded"),
        (lambda f: (f / "figures" / "fan.png").unlink(), "figures/fan.png is recorded and not there"),
        (lambda f: changed(f, "scenario.yaml", b"name: other\n"), "scenario.yaml is not the scenario"),
        (lambda f: changed(f, "results.nc", (f / "results.nc").read_bytes()[:-80]), "results.nc"),
        (lambda f: changed(f, NAME, b"[1"), "cannot be read"),
        (lambda f: changed(f, NAME, b'{"@graph": [{"@id": "../../x", "sha256": "0"}]}'), "outside the folder"),
        (lambda f: (f / "provenance.json").unlink(), "provenance.json"),
    ],
)
def test_what_was_changed_is_seen(folder, harm, said):
    harm(folder)
    assert any(said in one.en and one.zh for one in verify(folder).wrong)


def test_another_fingerprint_is_seen(folder):
    assert verify(folder, "0" * 12).wrong
    done = invoke("verify", folder, "--fingerprint", "xyz", "--lang", "en")
    assert done.exit_code == 2 and "0-9 and a-f" in done.stderr


@pytest.mark.parametrize(("lang", "said"), [("en", "This does not establish"), ("zh", "以上核对不能说明")])
def test_the_commands_say_what_they_found(folder, lang, said):
    done = invoke("verify", folder, "--lang", lang)
    assert done.exit_code == 0 and said in done.stdout, done.output
    cited = invoke("cite", folder, "--lang", lang)
    assert cited.exit_code == 0 and "@misc{" in cited.stdout and "git checkout" in cited.stdout
    changed(folder, "scenario.yaml", b"x")
    assert invoke("verify", folder, "--lang", lang).exit_code == 2
