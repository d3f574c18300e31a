"""The page that is served: only its own page drives it, what its form writes passes ``check``, one simulation at a time."""

import http.client
import json
import shutil
import threading
import time
from pathlib import Path

import pytest

import commands.run_ensemble
import run
from commands import explore_form, explore_job
from commands.check import check
from commands.console import Console
from commands.explore_served import Workbench
from common.errors import UserError
from outputs.results.open import open_run
from scenarios.reading.yaml_text import MAX_BYTES
from tests.support.browser import chromium, opened
from tests.support.killed_runs import use_quick_model
from tests.support.quick_commands import without_pace

browser = pytest.fixture(scope="module")(chromium)
PLAN = {
    "name": "my-plan",
    "title": {"zh": "我的方案", "en": "My plan"},
    "period": {"months": 2},
    "ensemble": {"members": 2},
    "scale": 0.005,
    "levers": {"route_rights": {"grants": [{"from": "2023-02", "origins": ["SGP"], "weekly_frequencies": 14}]}},
}
HANDED_OVER = """
import json, pathlib, sys, time
here = pathlib.Path(__file__).parent
(here / "half").write_text(json.dumps(sys.argv[1:]))
(here / "half").rename(here / "words")
print("from-form: 1 of 2 members", flush=True)
while not (here / "end").exists():
    time.sleep(0.02)
"""
"""Begun in place of ``run.py``: says what it was asked for, and ends when the test has had that done."""
SOONER = "() => { const later = setTimeout; window.setTimeout = (what, wait) => later(what, wait / 10); }"
"""The page asks once a second how far a simulation has come, which a test need not wait for."""
SLOW = "import time\nprint('my-plan: 1 of 4 members', flush=True)\ntime.sleep(600)\n"


@pytest.fixture
def served(tmp_path):
    """A server without runs, in a thread, and the bench that it works for."""
    (tmp_path / "scenarios").mkdir()
    found = Workbench([], tmp_path / "runs", tmp_path / "scenarios", "en", workers=1)
    server = found.server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server, found
    server.shutdown()
    thread.join()
    server.server_close()
    found.bench.stop()


def asked(server, method: str = "GET", path: str = "job", body: object = None, token: str | None = None, **headers):
    """Status and text of an answer; by default the request is one that the page itself would send."""
    host, port = server.server_address[:2]
    own = {"Host": f"{host}:{port}"}
    if method == "POST":
        own |= {"Origin": f"http://{host}:{port}", "Content-Type": "application/json"}
    own |= {name.replace("_", "-"): value for name, value in headers.items()}
    connection = http.client.HTTPConnection(host, port, timeout=20)
    content = body if isinstance(body, bytes | None) else json.dumps(body).encode()
    kept = {name: value for name, value in own.items() if value is not None}
    connection.request(method, f"/{server.token if token is None else token}/{path}", content, kept)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


def test_only_who_knows_the_address_is_answered(served):
    server, _ = served
    assert server.server_address[0] == "127.0.0.1"
    assert len(server.token) >= 30 and server.token in server.address
    assert asked(server)[0] == 200
    assert asked(server, token="x" * len(server.token))[0] == 404
    assert asked(server, token="")[0] == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1:1"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
    ],
    ids=str,
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_sites_page_cannot_drive_it(served, method, headers):
    server, found = served
    status, _ = asked(server, method, "simulate" if method == "POST" else "job", {"scenario": PLAN}, **headers)
    assert status == 403
    assert found.bench.state()["state"] == "none"
    assert not list(found.scenarios.iterdir())


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({"Origin": None}, {"scenario": PLAN}, 403),
        ({"Content_Type": "text/plain"}, {"scenario": PLAN}, 415),
        ({"Content_Type": "application/x-www-form-urlencoded"}, b"scenario=1", 415),
        ({"Content_Length": str(MAX_BYTES + 1)}, b"", 413),
        ({"Content_Length": "x"}, b"", 411),
        ({}, b"[1, 2]", 400),
        ({}, b"[" * 50_000, 400),
        ({}, b"{", 400),
    ],
)
def test_what_is_no_request_of_the_form_is_refused(served, headers, body, status):
    server, found = served
    assert asked(server, "POST", "simulate", body, **headers)[0] == status
    assert found.bench.state()["state"] == "none"


def test_problems_are_those_of_check_and_nothing_is_written(served):
    server, found = served
    wrong = {**PLAN, "name": "../x", "scale": 7, "levers": {"nonsense": []}}
    told = json.loads(asked(server, "POST", "simulate", {"scenario": wrong})[1])
    assert len(told["problems"]) >= 3
    assert any("scale" in one for one in told["problems"])
    assert not list(found.scenarios.iterdir()) and found.bench.state()["state"] == "none"


def test_the_file_that_is_shown_is_sound_and_what_was_there_is_kept(tmp_path, capsys, monkeypatch):
    without_pace(monkeypatch)
    text, problems, _ = explore_form.check(PLAN, tmp_path, "en")
    assert problems == []
    file = explore_form.save(PLAN, tmp_path)
    assert file.read_text(encoding="utf-8") == text
    check([file], Console("en"))
    assert "sound: My plan, 2 months from 2023-01" in capsys.readouterr().out
    explore_form.save(PLAN, tmp_path)
    file.write_text("name: mine\n", encoding="utf-8")
    with pytest.raises(UserError, match="another name"):
        explore_form.save(PLAN, tmp_path)
    assert file.read_text(encoding="utf-8") == "name: mine\n"


def test_a_form_may_build_on_files_of_the_folder(tmp_path):
    shutil.copy(Path(__file__).parents[2] / "scenarios" / "no-pilot.yaml", tmp_path)
    assert explore_form.check({**PLAN, "extends": "no-pilot.yaml"}, tmp_path, "zh")[1] == []
    assert explore_form.check({**PLAN, "extends": "other.yaml"}, tmp_path, "zh")[1]
    (tmp_path / "wrong.yaml").write_text("scale: 7\n", encoding="utf-8")
    (told, *_) = explore_form.check({**PLAN, "scale": None, "extends": "wrong.yaml"}, tmp_path, "en")[1]
    assert told.startswith("wrong.yaml:1:")  # and not in the folder in which it was read


def test_one_simulation_at_a_time_and_none_is_left_behind(served, tmp_path, monkeypatch):
    server, found = served
    script = tmp_path / "slow.py"
    script.write_text(SLOW, encoding="utf-8")
    monkeypatch.setattr(explore_job, "RUN_PY", script)
    assert json.loads(asked(server, "POST", "simulate", {"scenario": PLAN})[1])["problems"] == []
    status, text = asked(server, "POST", "simulate", {"scenario": {**PLAN, "name": "second"}})
    assert status == 409 and "one at a time" in text
    assert not (found.scenarios / "second.yaml").exists()
    for _ in range(200):
        if json.loads(asked(server)[1])["total"]:
            break
        time.sleep(0.05)
    state = json.loads(asked(server)[1])
    assert (state["state"], state["name"], state["done"], state["total"]) == ("running", "my-plan", 1, 4)
    process = found.bench._process
    found.bench.stop()
    assert process.poll() is not None
    assert found.bench.state()["state"] == "failed"


def simulated_here(words: list[str], monkeypatch) -> None:
    """Do as a command line says, with the quick stand-in for the model, where all imports are there already."""
    monkeypatch.setattr(commands.run_ensemble, "prepare", commands.run_ensemble.prepare)  # put back afterwards
    monkeypatch.setattr(commands.run_ensemble, "_draw", lambda folder, workers: [])
    use_quick_model()
    with pytest.raises(SystemExit) as ended:
        run.app(words)
    assert ended.value.code == 0


def test_a_scenario_written_in_the_form_runs_and_is_shown(browser, served, tmp_path, monkeypatch, capsys):
    server, found = served
    script = tmp_path / "handed_over.py"
    script.write_text(HANDED_OVER, encoding="utf-8")
    monkeypatch.setattr(explore_job, "RUN_PY", script)
    with opened(browser, server.address) as page:
        page.evaluate(SOONER)
        page.fill("#form-name", "from-form")
        page.click("#part-period summary")
        page.fill("#form-period-months", "2")
        page.click("#part-ensemble summary")
        page.fill("#form-ensemble-members", "many")
        page.press("#form-ensemble-members", "Tab")
        page.wait_for_selector("#form-problems li")
        assert page.is_disabled("#form-run")
        page.fill("#form-ensemble-members", "2")
        page.click("#part-levers-route_rights > summary")
        page.click("#more-levers-route_rights-grants")
        page.fill("#form-levers-route_rights-grants-0-from", "2023-02")
        page.fill("#form-levers-route_rights-grants-0-origins", "SGP")
        page.fill("#form-levers-route_rights-grants-0-weekly_frequencies", "14")
        page.press("#form-levers-route_rights-grants-0-weekly_frequencies", "Tab")
        page.locator("#form-file", has_text="weekly_frequencies: 14").wait_for()
        page.wait_for_selector("#form-run:not([disabled])")
        page.click("#form-run")
        page.locator("#form-job", has_text="from-form is being run: 1 of 2").wait_for()
        assert page.errors == [] and page.evaluate("window.violations") == []
        assert all(one.startswith(server.address) for one in page.asked)
    simulated_here(json.loads((tmp_path / "words").read_text()), monkeypatch)
    said = capsys.readouterr()
    assert any(pattern.search(said.out + said.err) for pattern in explore_job._PROGRESS)
    with opened(browser, server.address) as page:  # the page was closed: another finds the run again
        page.locator("#form-job", has_text="from-form is being run: 1 of 2").wait_for()
        page.evaluate(SOONER)
        (tmp_path / "end").touch()
        page.wait_for_selector("#form-show")
        page.click("#form-show")
        page.wait_for_selector("#card-visitors")
        assert page.inner_text("h1") == "My plan"
        assert page.errors == [] and page.evaluate("window.violations") == []
    with open_run(found.out / "from-form") as run:
        assert run.sizes["member"] == 2
    assert (found.scenarios / "from-form.yaml").read_text(encoding="utf-8").startswith(explore_form.MARK)
    assert sorted(path.name for path in found.out.iterdir()) == ["from-form"]
