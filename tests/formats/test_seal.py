"""A sealed folder tells what has changed since, down to one character, and when it was stamped."""

from __future__ import annotations

import subprocess
from hashlib import sha256, sha512
from pathlib import Path
from shutil import copytree, which

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from stamps import answer_of, der, query_of, stamp_of, statement_of

from actorgraph.cli import cli
from actorgraph.errors import FileExistsAlreadyError, UsageError
from actorgraph.formats.seal import SEAL, STAMP, broken_seal, keep_stamp, seal
from actorgraph.formats.time_stamp import NotAStampError, read_time_stamp
from actorgraph.loading import check_files

TSA = """
[req]
distinguished_name = d
[d]
[v]
extendedKeyUsage = critical,timeStamping
[tsa]
default_tsa = t
[t]
serial = serial
signer_cert = cert
signer_key = key
default_policy = 1.2.3.4
digests = sha256
signer_digest = sha256
"""
FERRY = Path(__file__).parents[2] / "docs" / "examples" / "ferry"


@pytest.fixture
def data(tmp_path):
    copytree(FERRY, tmp_path / "ferry")
    return tmp_path / "ferry"


@pytest.fixture
def sealed(data):
    seal(data)
    return data


def told(folder):
    return [(one.level, one.file, one.message) for one in broken_seal(folder)]


def test_what_is_as_it_was_sealed_is_told_nothing_of(sealed):
    assert told(sealed) == []
    names = [line.split("  ")[1] for line in (sealed / SEAL).read_text().splitlines()]
    assert names == ["documents/ferry-report.txt", "entities.csv", "relations.csv"]


def test_a_folder_without_a_seal_is_told_nothing_of(data):
    assert told(data) == []


@pytest.mark.parametrize("name", ["relations.csv", "documents/ferry-report.txt"])
def test_one_altered_character_is_an_error_that_names_the_file(sealed, name):
    file = sealed / name
    file.write_bytes(file.read_bytes().replace(b"e", b"a", 1))
    ((level, where, message),) = told(sealed)
    assert (level, where) == ("error", str(file))
    assert f"{name} has changed since it was sealed" in message


def test_check_reports_a_broken_seal_also_where_the_tables_have_errors(sealed):
    (sealed / "entities.csv").unlink()
    relations = sealed / "relations.csv"
    relations.write_text(relations.read_text().replace("2021-03-03", "yesterday-ish"))
    found = check_files(sealed)
    files = {(one.level, one.file) for one in found.problems}
    assert {("error", str(relations)), ("error", str(sealed / SEAL))} <= files
    assert any("has changed since it was sealed" in one.message for one in found.problems)
    assert found.exit_code == 2


def test_what_is_gone_is_an_error_and_what_is_new_a_note(sealed):
    (sealed / "documents" / "ferry-report.txt").unlink()
    (sealed / "notes.txt").write_text("mine")
    (sealed / ".hidden").write_text("mine")
    assert [(level, message) for level, _, message in told(sealed)] == [
        ("error", f"documents/ferry-report.txt is sealed in {SEAL}, and it is not there."),
        ("note", "1 file is there and not sealed: notes.txt."),
    ]


def test_what_is_called_otherwise_now_is_told(sealed):
    (sealed / "documents" / "ferry-report.txt").rename(sealed / "report.txt")
    ((_, _, gone), (_, _, new)) = told(sealed)
    assert gone.endswith("it is not there; report.txt has its content.")
    assert "1 file is there and not sealed: report.txt" in new


@pytest.mark.parametrize("said", ["names no file", "cannot be read: Permission denied"])
def test_a_seal_that_says_nothing_or_cannot_be_read_is_an_error(sealed, monkeypatch, said):
    if "read" in said:

        def refused(*_):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "read_text", refused)
    else:
        (sealed / SEAL).write_text("\n")
    level, _, message = told(sealed)[0]
    assert (level, said in message) == ("error", True)


def test_a_line_that_leads_out_of_the_folder_is_not_followed(sealed):
    (sealed.parent / "other.txt").write_text("x")
    digest = sha256(b"x").hexdigest()
    (sealed / SEAL).write_text(f"{digest}  ../other.txt\nnothing\n")
    levels = [level for level, *_ in told(sealed)]
    assert levels == ["error", "error", "note"]


def test_a_seal_is_replaced_only_by_force(sealed):
    with pytest.raises(FileExistsAlreadyError):
        seal(sealed)
    assert seal(sealed, force=True).files == 3


def test_a_folder_without_files_is_not_sealed(tmp_path):
    with pytest.raises(UsageError, match="no file to seal"):
        seal(tmp_path)


def test_the_record_that_check_continues_is_not_sealed(sealed):
    (sealed / "documents" / "SHA256SUMS").write_text("")
    assert told(sealed) == []


@pytest.mark.parametrize(("number", "hashed"), [(1, sha256), (3, sha512)])
def test_a_stamp_is_kept_beside_the_seal_that_it_is_of_and_says_when(
    sealed, tmp_path, number, hashed
):
    answer = tmp_path / "answer.tsr"
    content = (sealed / SEAL).read_bytes()
    answer.write_bytes(stamp_of(content, number=number, hashed=hashed))
    assert keep_stamp(sealed, answer) == ("on 2026-11-27 at 21:03:05 UTC", "")
    assert (sealed / STAMP).read_bytes() == answer.read_bytes()
    ((level, _, message),) = told(sealed)
    assert (level, "2026-11-27 at 21:03:05 UTC" in message) == ("note", True)


def test_a_stamp_of_something_else_is_refused_and_told(sealed, tmp_path):
    answer = tmp_path / "answer.tsr"
    answer.write_bytes(stamp_of(b"another"))
    with pytest.raises(UsageError, match="no time stamp of"):
        keep_stamp(sealed, answer)
    (sealed / STAMP).write_bytes(answer.read_bytes())
    assert [level for level, *_ in told(sealed)] == ["error"]


OTHER = b"another statement"


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (query_of, "it is the query to a time stamp authority"),
        (lambda content: stamp_of(content, time=b""), "no answer of a time stamp authority"),
        (lambda content: stamp_of(content, time=b"20261340000000Z"), "no answer of a time"),
        (lambda content: stamp_of(content)[:-1], "no answer of a time stamp authority"),
        (lambda content: stamp_of(content) + b"\n", "no answer of a time stamp authority"),
        (lambda content: stamp_of(content, number=9), "its hash is none of"),
        (lambda content: answer_of(statement_of(content), status=b"\2"), "its answer has status 2"),
        (lambda content: answer_of(statement_of(content), signed=OTHER), "it was altered"),
        (lambda content: stamp_of(content).replace(b"2026", b"2016"), "it was altered"),
        (lambda _: der(0x30, der(0x30, der(2, b"\2"))), "its answer has status 2"),
        (lambda _: der(0x30, der(6, b"\1")), "it is a token alone"),
        (lambda _: b"-----BEGIN", "no answer of a time stamp authority"),
        (lambda _: b"", "no answer of a time stamp authority"),
    ],
    ids=[
        "query",
        "no time",
        "no day",
        "cut",
        "more behind it",
        "hash",
        "refused",
        "other",
        "altered",
        "status alone",
        "token",
        "text",
        "empty",
    ],
)
def test_what_is_no_granted_and_unaltered_answer_is_no_stamp(sealed, tmp_path, made, said):
    answer = tmp_path / "answer.tsr"
    answer.write_bytes(made((sealed / SEAL).read_bytes()))
    with pytest.raises(UsageError, match=said):
        keep_stamp(sealed, answer)
    assert not (sealed / STAMP).exists()
    (sealed / STAMP).write_bytes(answer.read_bytes())
    ((level, _, message),) = told(sealed)
    assert (level, said in message) == ("error", True)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_no_altered_answer_states_another_time_or_ends_in_a_traceback(data):
    answer = bytearray(stamp_of(b"content"))
    at = data.draw(st.integers(0, len(answer) - 1))
    answer[at] = data.draw(st.integers(0, 255))
    try:
        read = read_time_stamp(bytes(answer))
    except NotAStampError:
        return
    assert (read.is_of(b"content"), f"{read.time:%Y-%m-%d}") == (True, "2026-11-27")


def test_a_stamp_without_a_seal_or_without_a_file_is_an_error(data, tmp_path):
    with pytest.raises(UsageError, match="not sealed yet"):
        keep_stamp(data, tmp_path / "answer.tsr")
    seal(data)
    with pytest.raises(UsageError, match="cannot be read"):
        keep_stamp(data, tmp_path / "answer.tsr")


def run(*words):
    return CliRunner().invoke(cli, list(map(str, words)))


def test_the_command_seals_and_a_new_seal_drops_the_stamp_of_the_old(data, tmp_path):
    assert "Sealed 3 files" in run("seal", "--data", data).output
    answer = tmp_path / "answer.tsr"
    answer.write_bytes(stamp_of((data / SEAL).read_bytes()))
    assert "on 2026-11-27" in run("seal", "--data", data, "--stamp", answer).output
    again = run("seal", "--data", data, "--force").output
    assert ("is removed" in again, (data / STAMP).exists()) == (False, True), "it is of this seal"
    (data / "new.txt").write_text("new")
    again = " ".join(run("seal", "--data", data, "--force").output.split())
    assert "beside the old seal, made on 2026-11-27 at 21:03:05 UTC, is removed" in again
    assert not (data / STAMP).exists()
    (data / STAMP).write_bytes(b"no stamp")
    assert "of something else, is removed" in run("seal", "--data", data, "--force").output


def test_the_command_says_which_stamp_another_replaces(sealed, tmp_path):
    content = (sealed / SEAL).read_bytes()
    for name, time in (("a", b"20261127210305Z"), ("b", b"20261128210305Z")):
        (tmp_path / name).write_bytes(stamp_of(content, time=time))
    first = run("seal", "--data", sealed, "--stamp", tmp_path / "a")
    assert "It replaces" not in first.output
    assert "signature was not checked" in " ".join(first.output.split())
    assert run("seal", "--data", sealed, "--stamp", tmp_path / "b").exit_code
    second = run("seal", "--data", sealed, "--stamp", tmp_path / "b", "--force")
    assert "It replaces one made on 2026-11-27" in " ".join(second.output.split())


def test_documents_that_no_seal_of_the_folder_reaches_are_refused(data, tmp_path):
    done = run("seal", "--data", data, "--documents", tmp_path)
    assert "lie outside of" in str(done.exception)
    assert not (data / SEAL).exists()
    (data / "documents").rename(tmp_path / "elsewhere")
    (data / "documents").symlink_to(tmp_path / "elsewhere")
    for documents in (tmp_path / "elsewhere", data / "documents", data / "entities.csv" / ".."):
        assert run("seal", "--data", data, "--documents", documents, "--force").exit_code == 0


@pytest.mark.process
@pytest.mark.skipif(which("openssl") is None, reason="openssl is not here")
def test_an_answer_of_openssl_is_read(sealed, tmp_path):
    (tmp_path / "tsa.cnf").write_text(TSA)
    asked = ["-data", sealed / SEAL, "-sha256", "-cert", "-out", "ask.tsq"]
    for words in (
        ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key", "-out", "cert",
         "-subj", "/CN=t", "-extensions", "v", "-config", "tsa.cnf"],
        ["ts", "-query", *asked],
        ["ts", "-reply", "-config", "tsa.cnf", "-queryfile", "ask.tsq", "-out", "answer.tsr"],
    ):  # fmt: skip
        subprocess.run(["openssl", *words], cwd=tmp_path, check=True, capture_output=True)
    assert keep_stamp(sealed, tmp_path / "answer.tsr")[0].endswith("UTC")
    with pytest.raises(UsageError, match="it is the query"):
        keep_stamp(sealed, tmp_path / "ask.tsq", force=True)


def test_the_command_seals_one_folder(data):
    done = run("seal", "--data", data / "relations.csv")
    assert "A seal is of one folder" in str(done.exception)


@pytest.mark.process
@pytest.mark.skipif(which("sha256sum") is None, reason="sha256sum is not here")
def test_sha256sum_reads_the_seal(sealed):
    done = subprocess.run(["sha256sum", "--check", "--strict", SEAL], cwd=sealed, check=False)
    assert done.returncode == 0


def names_in_seal(folder):
    return [line.split("  ")[1] for line in (folder / SEAL).read_text().splitlines()]


def test_documents_behind_a_link_are_sealed_and_a_link_back_is_not_followed(data, tmp_path):
    (data / "documents").rename(tmp_path / "elsewhere")
    (data / "documents").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere" / "back").symlink_to(data)
    assert seal(data).files == 3
    assert "documents/ferry-report.txt" in names_in_seal(data)
    (data / "documents" / "ferry-report.txt").write_text("another")
    ((level, _, message),) = told(data)
    assert (level, "has changed since it was sealed" in message) == ("error", True)


@pytest.mark.parametrize("name", ["SHA256SUMS", "SEAL.sha256", "SEAL.sha256.tsr"])
def test_files_below_are_sealed_whatever_their_name(data, name):
    (data / "below").mkdir()
    (data / "below" / name).write_text("mine")
    seal(data)
    assert f"below/{name}" in names_in_seal(data)


@pytest.mark.parametrize("target", ["nowhere", "link"])
def test_what_cannot_be_sealed_is_an_error(data, target):
    (data / "link").symlink_to(target)
    with pytest.raises(UsageError, match="link is no regular file"):
        seal(data)
    assert not (data / SEAL).exists()


def test_a_folder_below_that_cannot_be_read_is_an_error_not_left_out(sealed, monkeypatch):
    read = Path.iterdir

    def refused(self):
        if self.name == "documents":
            raise PermissionError(13, "Permission denied")
        return read(self)

    monkeypatch.setattr(Path, "iterdir", refused)
    with pytest.raises(UsageError, match="documents cannot be read: Permission denied"):
        seal(sealed, force=True)
    ((level, _, message),) = told(sealed)
    assert (level, "documents cannot be read" in message) == ("error", True)


def test_a_stamp_is_never_removed_without_force(sealed):
    content = stamp_of((sealed / SEAL).read_bytes())
    (sealed / STAMP).write_bytes(content)
    (sealed / SEAL).unlink()
    done = run("seal", "--data", sealed)
    assert f"{STAMP} exists already" in f"{done.output}{done.exception}"
    assert (sealed / STAMP).read_bytes() == content
    assert not (sealed / SEAL).exists()


def test_a_stamp_without_its_seal_is_told(sealed):
    (sealed / STAMP).write_bytes(stamp_of((sealed / SEAL).read_bytes()))
    (sealed / SEAL).unlink()
    ((level, where, message),) = told(sealed)
    assert (level, where) == ("error", str(sealed / STAMP))
    assert "is not there" in message
