"""Our own authority: what it issues is trusted by who trusts it, for private addresses only, and it is made once."""

import ssl
import stat
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from eventapp.core import private_ca
from eventapp.core.private_ca import certificates

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def loaded(path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())


def verifier(authority, subject, now=NOW):
    return PolicyBuilder().store(Store([loaded(authority)])).time(now).build_server_verifier(subject)


def test_the_certificate_is_good_for_the_address_and_the_names(tmp_path):
    made = certificates(tmp_path, "192.168.8.2", ["laptop", "laptop.local", "example.org"], NOW)
    for subject in (
        x509.IPAddress(IPv4Address("192.168.8.2")),
        x509.DNSName("laptop.local"),
        x509.DNSName("localhost"),
    ):
        assert verifier(made.authority, subject).verify(loaded(made.server), []) is not None
    with pytest.raises(VerificationError):
        verifier(made.authority, x509.DNSName("example.org")).verify(loaded(made.server), [])


def test_the_authority_can_vouch_for_no_site_on_the_internet(tmp_path):
    made = certificates(tmp_path, "10.0.0.5", [], NOW)
    authority, key = loaded(made.authority), private_ca._key(tmp_path / "ca.key")
    other = ec.generate_private_key(ec.SECP256R1())
    forged = (
        private_ca._begun(x509.Name([]), authority.subject, other.public_key(), NOW, timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("example.org")]), critical=True)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False)
        .sign(key, private_ca.hashes.SHA256())
    )
    with pytest.raises(VerificationError):
        verifier(made.authority, x509.DNSName("example.org")).verify(forged, [])
    constraints = authority.extensions.get_extension_for_class(x509.NameConstraints)
    assert constraints.critical
    assert loaded(made.authority).extensions.get_extension_for_class(x509.BasicConstraints).value.path_length == 0


def test_it_is_made_once_and_the_server_gets_a_new_one_with_a_new_address(tmp_path):
    first = certificates(tmp_path, "192.168.8.2", ["a.local"], NOW)
    authority, server = first.authority.read_bytes(), first.server.read_bytes()
    again = certificates(tmp_path, "192.168.8.2", ["a.local"], NOW + timedelta(days=300))
    assert (again.authority.read_bytes(), again.server.read_bytes()) == (authority, server)
    moved = certificates(tmp_path, "192.168.1.7", ["a.local"], NOW)
    assert moved.authority.read_bytes() == authority
    assert moved.server.read_bytes() != server


def test_it_is_renewed_before_it_ends(tmp_path):
    first = certificates(tmp_path, "192.168.8.2", [], NOW).server.read_bytes()
    later = NOW + timedelta(days=380)
    renewed = certificates(tmp_path, "192.168.8.2", [], later)
    assert renewed.server.read_bytes() != first
    assert loaded(renewed.server).not_valid_after_utc - loaded(renewed.server).not_valid_before_utc <= timedelta(
        days=398
    )
    much_later = NOW + private_ca.AUTHORITY_LASTS
    last = certificates(tmp_path, "192.168.8.2", [], much_later)
    subject = x509.IPAddress(IPv4Address("192.168.8.2"))
    assert verifier(last.authority, subject, much_later).verify(loaded(last.server), []) is not None


def test_keys_are_for_their_owner_and_half_written_files_are_made_anew(tmp_path):
    made = certificates(tmp_path, "192.168.8.2", [], NOW)
    for name in ("ca.key", "server.key"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    made.key.unlink()
    certificates(tmp_path, "192.168.8.2", [], NOW)
    ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(made.server, made.key)


def test_an_address_of_the_internet_is_refused(tmp_path):
    with pytest.raises(ValueError, match="no address of a private network"):
        certificates(tmp_path, "8.8.8.8", [], NOW)
