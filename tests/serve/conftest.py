"""A register of the examples, made once for all tests of pages that only read it or put back what they change."""

import pytest

import regesta

INDONESIAN = (
    "JAKARTA, 4 Maret 2025 - Menteri Luar Negeri Indonesia Sugiono bertemu Menteri Luar Negeri Kenya Musalia Mudavadi"
    " di Jakarta pada Selasa."
)
HOSTILE = (
    "NAIROBI, 10 March 2025 - Kenyan Foreign Minister Musalia Mudavadi met his Ugandan counterpart Jeje Odongo"
    " in Nairobi on Monday. A note read <script>alert(1)</script> and =2+2 \u202egnorw\u202c. Kenya pledged to give Uganda"
    " two ferries."
)


@pytest.fixture(scope="module")
def hostile():
    return HOSTILE


@pytest.fixture(scope="module")
def indonesian():
    return INDONESIAN


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    folder = tmp_path_factory.mktemp("serve")
    (folder / "<b>hostile.txt").write_text(HOSTILE, encoding="utf-8")
    (folder / "id.txt").write_text(INDONESIAN, encoding="utf-8")
    with regesta.open(folder / "r.db") as register:
        register.add(["examples/reports", folder / "<b>hostile.txt", folder / "id.txt"])
    return folder / "r.db"
