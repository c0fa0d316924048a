"""LibreOffice opens what we write: the workbook computes, the draft has its pages."""

import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook

from exports.excel import evidence_workbook
from exports.labels import Labels
from exports.word import report_draft
from tests.exports import workshop_sample

pytestmark = [pytest.mark.any_database, pytest.mark.xdist_group("office")]


def converted(path: Path, kind: str) -> Path:
    office = shutil.which("soffice")
    assert office, "LibreOffice is not installed: tools/debian-packages test"
    profile = f"-env:UserInstallation=file://{path.parent / 'profile'}"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", kind, "--outdir", path.parent / "out", path],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return path.parent / "out" / f"{path.stem}.{kind}"


def test_the_workbook_computes_its_totals(tmp_path):
    report = workshop_sample.report()
    path = tmp_path / "evidence.xlsx"
    path.write_bytes(evidence_workbook(report, Labels()))
    book = load_workbook(converted(path, "xlsx"), data_only=True)
    sheet = book["By type"]
    numbers = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, int)]
    assert report.by_type is not None
    assert sum(sum(row) for row in report.by_type.cells) in numbers
    errors = [
        cell.value for page in book for row in page.iter_rows() for cell in row if str(cell.value).startswith("#")
    ]
    assert errors == []


def test_the_draft_has_its_pages(tmp_path):
    path = tmp_path / "draft.docx"
    path.write_bytes(report_draft(workshop_sample.report(), Labels(), "en"))
    document = pypdfium2.PdfDocument(converted(path, "pdf"))
    text = "".join(page.get_textpage().get_text_range() for page in document)
    pages = len(document)
    document.close()
    assert pages >= 4
    assert "Recommendations" in text
