"""`eventapp serve --lan`: a real server by TLS and without, trusted by our authority alone."""

import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from flask import Flask

from eventapp.core import lan
from eventapp.core.config import read_settings
from eventapp.core.errors import Misconfigured
from eventapp.core.lan import Lan

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Laptop:
    """A running `serve --lan`."""

    process: subprocess.Popen[str]
    environment: dict[str, str]
    folder: Path
    port: int

    @property
    def secure(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    @property
    def plain(self) -> str:
        return f"http://127.0.0.1:{self.port + 1}"

    def trusting(self) -> httpx.Client:
        """A phone on which the authority is installed, and nothing else."""
        context = ssl.create_default_context(cafile=str(self.folder / "lan" / "ca.pem"))
        return httpx.Client(base_url=self.secure, verify=context, trust_env=False)

    def command(self, *words: str) -> str:
        """What `eventapp WORDS…` prints in another terminal."""
        run = [sys.executable, "-m", "eventapp", *words]
        return subprocess.run(run, env=self.environment, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def two_free_ports() -> int:
    """The first of two neighbouring ports that nobody uses."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
            except (OSError, OverflowError):
                continue
            return int(port)


@pytest.fixture(scope="module")
def laptop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laptop]:
    folder = tmp_path_factory.mktemp("laptop")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("EVENTAPP_")}
    environment = {**kept, "EVENTAPP_DATA_DIR": str(folder), "EVENTAPP_MAIL_URL": "smtp://127.0.0.1:1"}
    port = two_free_ports()
    subprocess.run(
        [sys.executable, "-m", "eventapp", "db", "upgrade"], env=environment, cwd=ROOT, check=True, capture_output=True
    )
    words = ["serve", "--lan", "--address", "127.0.0.1", "--port", str(port), "--workers", "1"]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "eventapp", *words], env=environment, cwd=ROOT, stdout=log, stderr=log, text=True
        )
    running = Laptop(process, environment, folder, port)
    try:
        _wait_for(running)
        yield running
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def _wait_for(running: Laptop) -> None:
    for _try in range(300):
        try:
            with running.trusting() as phone:
                if phone.get("/readyz").status_code == httpx.get(f"{running.plain}/readyz").status_code == 200:
                    return
        except (httpx.HTTPError, FileNotFoundError):
            time.sleep(0.1)
    raise AssertionError((running.folder / "log").read_text())


@pytest.mark.any_database
class TestServed:
    """One server for all of these."""

    def test_a_phone_that_trusts_the_authority_needs_nothing_else(self, laptop):
        with laptop.trusting() as phone:
            assert phone.get("/").status_code == 200
        with httpx.Client(trust_env=False) as stranger, pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY"):
            stranger.get(laptop.secure)

    def test_the_certificate_is_offered_without_tls_with_what_to_do(self, laptop):
        page = httpx.get(f"{laptop.plain}/lan")
        assert "Android" in page.text
        assert f"{laptop.secure}/desk/" in page.text
        taken = httpx.get(f"{laptop.plain}/lan/eventapp-ca.crt")
        assert taken.headers["Content-Type"] == "application/x-x509-ca-cert"
        kept = x509.load_pem_x509_certificate((laptop.folder / "lan" / "ca.pem").read_bytes())
        assert x509.load_der_x509_certificate(taken.content) == kept
        assert httpx.get(f"{laptop.plain}/lan/code.svg").text.startswith("<svg")

    @pytest.mark.parametrize("secure", [True, False])
    def test_one_signs_in_by_either_way(self, laptop, secure):
        who = "secure" if secure else "plain"
        said = laptop.command("user", "add", f"{who}@example.org", "--role", "administrator")
        link = re.search(r"https://\S+", said)
        assert link is not None
        assert link[0].startswith(laptop.secure + "/")
        path = link[0].removeprefix(laptop.secure)
        with laptop.trusting() if secure else httpx.Client(base_url=laptop.plain, trust_env=False) as phone:
            page = phone.get(path).text
            token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
            assert token is not None
            headers = {"Referer": str(phone.base_url) + path}
            assert phone.post(path, data={"csrf_token": token[1]}, headers=headers).status_code in {302, 303}
            assert phone.get("/workshops/").status_code == 200
            assert [name.startswith("__Host-") for name in phone.cookies] == [secure]

    def test_no_browser_is_told_to_use_tls_for_ever(self, laptop):
        with laptop.trusting() as phone:
            assert "Strict-Transport-Security" not in phone.get("/").headers

    def test_the_terminal_shows_how_phones_come_in(self, laptop):
        said = (laptop.folder / "log").read_text()
        assert f"{laptop.plain}/lan" in said
        assert "█" in said

    def test_a_foreign_name_is_refused(self, laptop):
        assert httpx.get(f"{laptop.plain}/", headers={"Host": "evil.example.org"}).status_code == 400


def test_stopping_it_leaves_nothing_behind(tmp_path):
    environment = {"EVENTAPP_DATA_DIR": str(tmp_path)}
    (tmp_path / "lan").mkdir()
    with lan.base_url_kept(tmp_path, "https://192.168.8.2:8000"):
        assert read_settings(environment).base_url == "https://192.168.8.2:8000"
    assert read_settings(environment).base_url == "http://127.0.0.1:8000"


def test_without_lan_there_is_no_such_page(client):
    assert client.get("/lan").status_code == 404
    assert client.get("/lan/eventapp-ca.crt").status_code == 404


def test_the_page_in_russian_for_a_phone_that_speaks_it(app: Flask, client, monkeypatch, settings, tmp_path):
    here = Lan("https://10.0.0.5:8000", "http://10.0.0.5:8001", tmp_path / "ca.pem")
    monkeypatch.setitem(app.config, "SETTINGS", replace(settings, lan=here))
    page = client.get("/lan", headers={"Accept-Language": "ru"}).text
    assert 'lang="ru"' in page
    assert "10.0.0.5:8001/lan" in page


@pytest.mark.parametrize("wrong", ["laptop", "1.2.3", "::1", ""])
def test_an_address_that_is_none_is_refused(wrong):
    with pytest.raises(Misconfigured):
        lan.checked(wrong)


def test_what_the_servers_are_told_reads_back():
    told = Lan("https://10.0.0.5:8000", "http://10.0.0.5:8001", Path("/x/ca.pem"))
    assert lan.read({lan.ENVIRONMENT: told.to_environment()}) == told
    assert lan.read({}) is None
    with pytest.raises(Misconfigured):
        lan.read({lan.ENVIRONMENT: "10.0.0.5"})


def test_the_own_address_is_never_the_loopback(monkeypatch):
    monkeypatch.setattr(lan, "_addresses", lambda: iter(["127.0.0.1", "192.168.8.2"]))
    assert lan.own_address() == "192.168.8.2"
    monkeypatch.setattr(lan, "_addresses", lambda: iter(["127.0.0.1"]))
    with pytest.raises(Misconfigured, match="in no network"):
        lan.own_address()
