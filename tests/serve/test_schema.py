"""The API against its own description: schemathesis asks at random, and every answer must be as described."""

import pytest

pytest.importorskip("fastapi", reason="the extra `serve` is not installed")
pytest.importorskip("schemathesis", reason="schemathesis is not installed")

import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from regesta.serve.app import create_app
from regesta.serve.config import ServeConfig

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def api(path):
    app = create_app(ServeConfig(str(path), hosts=("testserver",)))
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)


def test_every_answer_is_as_described(api):
    checks = [
        not_a_server_error,
        status_code_conformance,
        content_type_conformance,
        response_schema_conformance,
    ]
    n_operations, statuses = 0, set()
    for result in api.get_all_operations():
        operation = result.ok()
        n_operations += 1

        @settings(max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def ask(case):
            response = case.call()
            statuses.add(response.status_code)
            case.validate_response(response, checks=checks)

        ask()
    assert n_operations >= 9
    assert statuses >= {200, 404, 422}
