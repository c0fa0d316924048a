"""A certificate authority of this installation alone, so that phones in the same room may trust the laptop.

It is made once and kept in the data folder. By its name constraints (RFC 5280, 4.2.1.10) it can vouch for addresses
of private networks only: whoever steals its key can impersonate no site on the internet.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AUTHORITY_LASTS = timedelta(days=5 * 365)
SERVER_LASTS = timedelta(days=397)
"""Apple's platforms trust no server certificate for longer."""
RENEWED_BEFORE = timedelta(days=30)
SKEW = timedelta(days=2)
"""Begins so much earlier: a phone whose clock is behind would not trust it yet."""
NETWORKS = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10", "127.0.0.0/8")
"""Private, link-local, shared and loopback addresses (RFC 1918, 3927, 6598, 1122)."""
DOMAINS = ("local", "localhost", "lan", "home.arpa", "internal")


@dataclass(frozen=True, slots=True)
class Certificates:
    """Files in PEM: the authority's certificate, the server's, the server's key."""

    authority: Path
    server: Path
    key: Path


@dataclass(frozen=True, slots=True)
class _Authority:
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def certificates(folder: Path, address: str, names: Sequence[str], now: datetime) -> Certificates:
    """The certificates for this address and these names, made where there are none that fit.

    The authority stays the same for its five years, so that phones that trust it go on doing so. Files are written
    whole or not at all, keys for their owner's eyes only. `names` outside of `DOMAINS` are left out. Raises ValueError
    for an address that is not private.
    """
    if not any(IPv4Address(address) in IPv4Network(network) for network in NETWORKS):
        raise ValueError(f"{address} is no address of a private network")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = Certificates(folder / "ca.pem", folder / "server.pem", folder / "server.key")
    authority = _authority(folder, found.authority, now)
    wanted = sorted({"localhost", *(name for name in names if name.rpartition(".")[2] in DOMAINS)})
    if not _fits(found, authority.certificate, address, wanted, now):
        _issue(found, authority, address, wanted, now)
    return found


def _authority(folder: Path, path: Path, now: datetime) -> _Authority:
    secret = folder / "ca.key"
    if path.exists() and secret.exists():
        kept = x509.load_pem_x509_certificate(path.read_bytes())
        if now < kept.not_valid_after_utc - RENEWED_BEFORE:
            return _Authority(kept, _key(secret))
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "eventapp"),
            x509.NameAttribute(NameOID.COMMON_NAME, f"eventapp on this laptop, {now:%Y-%m-%d}"),
        ]
    )
    permitted: list[x509.GeneralName] = [x509.IPAddress(IPv4Network(network)) for network in NETWORKS]
    permitted += [x509.DNSName(domain) for domain in DOMAINS]
    built = (
        _begun(name, name, key.public_key(), now, AUTHORITY_LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.NameConstraints(permitted, None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    _write(secret, _pem(key))
    _write(path, built.public_bytes(serialization.Encoding.PEM))
    return _Authority(built, key)


def _issue(to: Certificates, authority: _Authority, address: str, names: Sequence[str], now: datetime) -> None:
    ends = authority.certificate.not_valid_after_utc
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, address)])
    reached = [*(x509.IPAddress(one) for one in _ip_addresses(address)), *(x509.DNSName(name) for name in names)]
    lasts = min(SERVER_LASTS, ends - now)
    built = (
        _begun(subject, authority.certificate.subject, key.public_key(), now, lasts)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(reached), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key()), critical=False)
        .sign(authority.key, hashes.SHA256())
    )
    _write(to.key, _pem(key))
    _write(to.server, built.public_bytes(serialization.Encoding.PEM))


def _fits(found: Certificates, authority: x509.Certificate, address: str, names: Sequence[str], now: datetime) -> bool:
    """Whether the server's certificate is of this authority, for this address and names, and lasts."""
    if not (found.server.exists() and found.key.exists()):
        return False
    kept = x509.load_pem_x509_certificate(found.server.read_bytes())
    reached = kept.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return (
        now < kept.not_valid_after_utc - min(RENEWED_BEFORE, (authority.not_valid_after_utc - now) / 2)
        and set(reached.get_values_for_type(x509.IPAddress)) == set(_ip_addresses(address))
        and sorted(reached.get_values_for_type(x509.DNSName)) == list(names)
        and kept.public_key() == _key(found.key).public_key()
        and _signed_by(kept, authority)
    )


def _signed_by(kept: x509.Certificate, authority: x509.Certificate) -> bool:
    try:
        kept.verify_directly_issued_by(authority)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, now: datetime, lasts: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - SKEW)
        .not_valid_after(now - SKEW + lasts)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _ip_addresses(address: str) -> list[IPv4Address]:
    return sorted({IPv4Address(address), IPv4Address("127.0.0.1")})


def _key(path: Path) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key(path.read_bytes(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError(f"{path.name} holds no key of ours")
    return key


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all, readable by its owner only."""
    partial = path.with_name(f"{path.name}.part")
    with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    os.replace(partial, path)
