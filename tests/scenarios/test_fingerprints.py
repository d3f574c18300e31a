import json
import math
import subprocess
import sys
from pathlib import Path

import pytest

from model.draws import member_seed
from model.levers.actions import Plan, RouteGrant
from scenarios.running import fingerprints

ROOT = Path(__file__).parents[2]


def plan(flights):
    return Plan(route_rights=(RouteGrant(start=126.0, origins=("SGP",), weekly_frequencies=flights),))


def test_a_fingerprint_is_of_contents():
    assert fingerprints.fingerprint({"a": 1, "b": 2}) == fingerprints.fingerprint({"b": 2, "a": 1})
    assert fingerprints.fingerprint({"a": 1}) != fingerprints.fingerprint({"a": 2})
    assert fingerprints.fingerprint(plan(7.0)) == fingerprints.fingerprint(plan(7.0))
    assert fingerprints.fingerprint(plan(7.0)) != fingerprints.fingerprint(plan(7.5))
    assert fingerprints.fingerprint(Plan()) != fingerprints.fingerprint(plan(7.0))
    assert fingerprints.fingerprint(math.inf) != fingerprints.fingerprint(1.0)
    assert len(fingerprints.fingerprint()) == 64


def test_what_has_no_plain_form_is_refused():
    with pytest.raises(TypeError, match="no plain form"):
        fingerprints.fingerprint(object())


@pytest.fixture
def project(tmp_path):
    data = ("model/data/parameters/x.csv", "model/data/y.csv", "model/data/posterior/draws.csv")
    code = ("model/a.py", "scenarios/running/member.py", "scenarios/reading/messages.py", "outputs/z.py")
    for path in (*code, *data):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path)
    return tmp_path


@pytest.mark.parametrize(
    ("path", "changed"),
    [
        ("model/a.py", {"code"}),
        ("scenarios/running/member.py", {"code"}),
        ("scenarios/reading/messages.py", set()),
        ("model/data/parameters/x.csv", {"parameters"}),
        ("model/data/y.csv", {"data"}),
        ("model/data/posterior/draws.csv", {"posterior"}),
        ("outputs/z.py", set()),
    ],
)
def test_each_foundation_has_its_own_hash(project, path, changed):
    before = fingerprints.foundations.__wrapped__(project)
    (project / path).write_text("other")
    after = fingerprints.foundations.__wrapped__(project)
    assert {name for name in before if before[name] != after[name]} == changed


def test_a_new_or_renamed_file_is_seen(project):
    before = fingerprints.foundations.__wrapped__(project)
    (project / "model" / "a.py").rename(project / "model" / "c.py")
    assert fingerprints.foundations.__wrapped__(project)["code"] != before["code"]


IMPORTED = """
import json, sys
from model.draws import Draws
from model.levers.actions import Plan
from model.setting import Setting
from model.parameters import Parameters
from common.vocabulary import WORLD_DEFAULTS
from scenarios.running import member
setting = Setting(start=120, months=1, scale=0.005, world=dict(WORLD_DEFAULTS))
member.run_pair(setting, (Plan(), Plan(brakes=())), Parameters.drawn(3), Draws(3))
print(json.dumps([m.__file__ for m in sys.modules.values() if getattr(m, "__file__", None)]))
"""


def test_what_is_hashed_is_what_a_member_imports():
    done = subprocess.run([sys.executable, "-c", IMPORTED], cwd=ROOT, capture_output=True, text=True, check=True)
    imported = {Path(name) for name in json.loads(done.stdout)}
    imported = {path for path in imported if path.is_relative_to(ROOT) and "site-packages" not in path.parts}
    hashed = {path for pattern in fingerprints.COMPUTES for path in ROOT.glob(pattern)}
    assert imported and imported <= hashed
    unread = hashed - imported - {ROOT / "model" / "numba_loops.py"}  # imported where numba is installed
    assert not unread, "hashed, and no member needs it"


def test_the_commit_is_read_without_git(tmp_path):
    assert fingerprints.git_commit(tmp_path) is None
    git = tmp_path / ".git"
    (git / "refs" / "heads").mkdir(parents=True)
    (git / "HEAD").write_text("ref: refs/heads/main\n")
    (git / "packed-refs").write_text("# pack-refs\naaaa refs/heads/other\nbbbb refs/heads/main\n")
    assert fingerprints.git_commit(tmp_path) == "bbbb"
    (git / "refs" / "heads" / "main").write_text("cccc\n")
    assert fingerprints.git_commit(tmp_path) == "cccc"
    (git / "HEAD").write_text("dddd\n")
    assert fingerprints.git_commit(tmp_path) == "dddd"


def test_the_commit_of_a_worktree_is_read_from_where_its_refs_are(tmp_path):
    main = tmp_path / "main" / ".git"
    own = main / "worktrees" / "side"
    own.mkdir(parents=True)
    (own / "HEAD").write_text("ref: refs/heads/side\n")
    (own / "commondir").write_text("../..\n")
    (main / "refs" / "heads").mkdir(parents=True)
    (main / "refs" / "heads" / "side").write_text("eeee\n")
    side = tmp_path / "side"
    side.mkdir()
    (side / ".git").write_text(f"gitdir: {own}\n")
    assert fingerprints.git_commit(side) == "eeee"


def test_provenance_is_plain_and_names_seeds_and_failures():
    import datetime

    started = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
    failed = [{"member": 1, "why": "ArithmeticError"}]
    record = fingerprints.provenance(
        identity="i",
        inputs="m",
        hashes={"code": "c"},
        seed=7,
        members=(0, 2),
        failed=failed,
        command=("run.py", "simulate"),
        started=started,
    )
    assert json.loads(json.dumps(record)) == record
    assert record["member_seeds"] == {"0": member_seed(7, 0), "2": member_seed(7, 2)}
    assert record["failed_members"] == failed
    assert record["libraries"]["numpy"]
    assert record["started"] == "2026-01-02T00:00:00+00:00"
