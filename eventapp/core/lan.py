"""The whole installation on one laptop: its address in the local network, and how it is served there.

Nothing here needs the internet, and nothing asks it.
"""

import fcntl
import json
import socket
import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from ipaddress import IPv4Address, ip_address
from pathlib import Path

from eventapp.core.errors import Misconfigured

ENVIRONMENT = "EVENTAPP_LAN"
BASE_URL = "base_url"
PRIVATE = ("192.168.255.254", "10.255.255.254", "172.31.255.254")
SIOCGIFADDR = 0x8915
"""Linux, netdevice(7): the IPv4 address of an interface."""


@dataclass(frozen=True, slots=True)
class Lan:
    """How phones reach this machine. `secure` and `plain` are base URLs; `ca` is the certificate they may trust."""

    secure: str
    plain: str
    ca: Path

    def to_environment(self) -> str:
        """As `read` reads it."""
        return json.dumps({**asdict(self), "ca": str(self.ca)})


def read(environ: Mapping[str, str]) -> Lan | None:
    """What `serve --lan` told the servers it started. Raises Misconfigured for something else."""
    if not (text := environ.get(ENVIRONMENT)):
        return None
    try:
        told = json.loads(text)
        return Lan(str(told["secure"]), str(told["plain"]), Path(told["ca"]))
    except (ValueError, KeyError, TypeError) as error:
        raise Misconfigured(f"{ENVIRONMENT} is set by `eventapp serve --lan` only") from error


def own_address() -> str:
    """This machine's IPv4 address in its local network. Raises Misconfigured where it is in none."""
    found = next((address for address in _addresses() if not ip_address(address).is_loopback), None)
    if found is None:
        raise Misconfigured("This computer is in no network. Connect it to the router, or give --address.")
    return found


def checked(address: str) -> str:
    """An IPv4 address as given. Raises Misconfigured for anything else."""
    try:
        return str(IPv4Address(address))
    except ValueError as error:
        raise Misconfigured(f"--address takes an IPv4 address such as 192.168.8.2, not {address!r}.") from error


def host_names() -> list[str]:
    """How this machine is called, also by phones that find it by name (mDNS); may be empty."""
    name = socket.gethostname().split(".")[0].lower()
    usable = name and name != "localhost" and name.isascii() and name.replace("-", "").isalnum()
    return [name, f"{name}.local"] if usable else []


def kept_base_url(data_dir: Path) -> str | None:
    """The address at which `serve --lan` serves this data folder now, for commands in another terminal."""
    try:
        return (data_dir / "lan" / BASE_URL).read_text().strip() or None
    except FileNotFoundError:
        return None


@contextmanager
def base_url_kept(data_dir: Path, address: str) -> Iterator[None]:
    """While it is served."""
    path = data_dir / "lan" / BASE_URL
    path.write_text(address)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def forget_base_url(data_dir: Path) -> None:
    """What a server that was killed left behind."""
    (data_dir / "lan" / BASE_URL).unlink(missing_ok=True)


def _addresses() -> Iterator[str]:
    """The address from which a private network would be reached (nothing is sent), then those of all interfaces."""
    for target in PRIVATE:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect((target, 9))
                yield str(probe.getsockname()[0])
            except OSError:
                continue
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _number, name in socket.if_nameindex():
            try:
                answer = fcntl.ioctl(probe.fileno(), SIOCGIFADDR, struct.pack("256s", name[:15].encode()))
                yield socket.inet_ntoa(answer[20:24])
            except OSError:
                continue
