"""Certificates: A4 across or upright, one language or two, signatures, and a code that leads to the check page."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exports.qr import qr_svg
from exports.text import clean, is_right_to_left
from exports.typesetting import to_pdf, to_png

LANDSCAPE, PORTRAIT = "landscape", "portrait"
ORIENTATIONS = (LANDSCAPE, PORTRAIT)
DOTS_PER_INCH = 110.0
TEXTS = ("heading", "lead", "line", "body", "title", "detail", "foot")
"""The parts of a certificate's words, from top to bottom; the name stands between `lead` and `line`."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What is said in one language. `issued`: "Issued on …"; `number`: "No."; `check`: what the code is for."""

    language: str
    heading: str
    lead: str = ""
    line: str = ""
    body: str = ""
    title: str = ""
    detail: str = ""
    foot: str = ""
    number: str = ""
    issued: str = ""
    check: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: (name, post) in each language shown; `image`: PNG or JPEG, b"": a line to sign on."""

    lines: tuple[tuple[str, str], ...]
    image: bytes = b""


@dataclass(frozen=True, slots=True)
class Certificate:
    """One certificate. `wordings`: one or two; `logos`: PNG or JPEG, in order; `check_code`: as one types it;
    without a `check_url` the place of the code is shown."""

    name: str
    number: str
    wordings: tuple[Wording, ...]
    original_name: str = ""
    signers: tuple[Signer, ...] = ()
    logos: tuple[bytes, ...] = ()
    colour: str = "#1f3a5f"
    orientation: str = LANDSCAPE
    check_url: str = ""
    check_address: str = ""
    check_code: str = ""
    note: str = ""  # a small line under the number: "Demo data"
    sample: str = ""  # written across: it is none


def pdf(certificates: Sequence[Certificate], fonts: Path, *, title: str, language: str = "en") -> bytes:
    """One on a page, in the order given. `title`: of the file.

    Raises ValueError for none at all, exports.typesetting.Unsettable for a picture that is none.
    """
    if not certificates:
        raise ValueError("there is no certificate to print")
    return to_pdf("certificate.typ", _data(certificates, title, language), fonts, _pictures(certificates) or None)


def png(certificate: Certificate, fonts: Path, *, language: str = "en") -> bytes:
    """One as a picture, 1286 x 909 dots or upright."""
    data = _data([certificate], certificate.name, language)
    return to_png("certificate.typ", data, fonts, _pictures([certificate]) or None, dots_per_inch=DOTS_PER_INCH)


def _data(certificates: Sequence[Certificate], title: str, language: str) -> dict[str, Any]:
    return {"title": clean(title), "language": language, "certificates": [_certificate(each) for each in certificates]}


def _certificate(one: Certificate) -> dict[str, Any]:
    if one.orientation not in ORIENTATIONS:
        raise ValueError(f"there is no orientation {one.orientation!r}")
    if not one.wordings:
        raise ValueError("a certificate needs words")
    return {
        "name": _text(one.name),
        "original": _text(one.original_name),
        "number": clean(one.number),
        "wordings": [_wording(each) for each in one.wordings],
        "signers": [_signer(each) for each in one.signers],
        "logos": [_picture_name(each) for each in one.logos],
        "colour": one.colour,
        "landscape": one.orientation == LANDSCAPE,
        "qr": qr_svg(one.check_url)[0] if one.check_url else "",
        "address": clean(one.check_address),
        "code": clean(one.check_code),
        "note": clean(one.note),
        "sample": clean(one.sample),
    }


def _wording(one: Wording) -> dict[str, Any]:
    parts = {part: [_text(line) for line in getattr(one, part).splitlines() if line.strip()] for part in TEXTS}
    rest = {part: clean(getattr(one, part)) for part in ("language", "number", "issued", "check")}
    return {**parts, **rest}


def _signer(one: Signer) -> dict[str, Any]:
    lines = [{"name": _text(name), "post": _text(post)} for name, post in dict.fromkeys(one.lines)]
    seen: set[str] = set()
    for line in lines:  # a name that is written alike in both languages stands there once
        if line["name"]["text"] in seen:
            line["name"] = _text("")
        seen.add(line["name"]["text"])
    return {"lines": lines, "image": _picture_name(one.image) if one.image else ""}


def _text(text: str) -> dict[str, Any]:
    return {"text": clean(text).strip(), "rtl": is_right_to_left(text)}


def _pictures(certificates: Sequence[Certificate]) -> dict[str, bytes]:
    pictures = (
        picture
        for one in certificates
        for picture in (*one.logos, *(signer.image for signer in one.signers if signer.image))
    )
    return {_picture_name(picture): picture for picture in pictures}


def _picture_name(picture: bytes) -> str:
    ending = "png" if picture.startswith(b"\x89PNG") else "jpg"
    return f"{hashlib.sha256(picture).hexdigest()[:20]}.{ending}"
