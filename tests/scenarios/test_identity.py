import json
import math

import pytest

from model.draws import member_seed
from model.levers.actions import Plan, RouteGrant
from scenarios import identity


def plan(flights):
    return Plan(route_rights=(RouteGrant(start=126.0, origins=("SGP",), weekly_frequencies=flights),))


def test_a_fingerprint_is_of_contents():
    assert identity.fingerprint({"a": 1, "b": 2}) == identity.fingerprint({"b": 2, "a": 1})
    assert identity.fingerprint({"a": 1}) != identity.fingerprint({"a": 2})
    assert identity.fingerprint(plan(7.0)) == identity.fingerprint(plan(7.0))
    assert identity.fingerprint(plan(7.0)) != identity.fingerprint(plan(7.5))
    assert identity.fingerprint(Plan()) != identity.fingerprint(plan(7.0))
    assert identity.fingerprint(math.inf) != identity.fingerprint(1.0)
    assert len(identity.fingerprint()) == 64


def test_what_has_no_plain_form_is_refused():
    with pytest.raises(TypeError, match="no plain form"):
        identity.fingerprint(object())


@pytest.fixture
def project(tmp_path):
    data = ("model/data/parameters/x.csv", "model/data/y.csv", "model/data/posterior/draws.csv")
    for path in ("model/a.py", "scenarios/b.py", *data, "outputs/z.py"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path)
    return tmp_path


@pytest.mark.parametrize(
    ("path", "changed"),
    [
        ("model/a.py", {"code"}),
        ("scenarios/b.py", {"code"}),
        ("model/data/parameters/x.csv", {"parameters"}),
        ("model/data/y.csv", {"data"}),
        ("model/data/posterior/draws.csv", {"posterior"}),
        ("outputs/z.py", set()),
    ],
)
def test_each_foundation_has_its_own_hash(project, path, changed):
    before = identity.foundations.__wrapped__(project)
    (project / path).write_text("other")
    after = identity.foundations.__wrapped__(project)
    assert {name for name in before if before[name] != after[name]} == changed


def test_a_new_or_renamed_file_is_seen(project):
    before = identity.foundations.__wrapped__(project)
    (project / "model" / "a.py").rename(project / "model" / "c.py")
    assert identity.foundations.__wrapped__(project)["code"] != before["code"]


def test_the_commit_is_read_without_git(tmp_path):
    assert identity.git_commit(tmp_path) is None
    git = tmp_path / ".git"
    (git / "refs" / "heads").mkdir(parents=True)
    (git / "HEAD").write_text("ref: refs/heads/main\n")
    (git / "packed-refs").write_text("# pack-refs\naaaa refs/heads/other\nbbbb refs/heads/main\n")
    assert identity.git_commit(tmp_path) == "bbbb"
    (git / "refs" / "heads" / "main").write_text("cccc\n")
    assert identity.git_commit(tmp_path) == "cccc"
    (git / "HEAD").write_text("dddd\n")
    assert identity.git_commit(tmp_path) == "dddd"


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
    assert identity.git_commit(side) == "eeee"


def test_provenance_is_plain_and_names_seeds_and_failures():
    import datetime

    started = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)
    failed = [{"member": 1, "why": "ArithmeticError"}]
    record = identity.provenance(
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
