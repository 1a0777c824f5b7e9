"""Addresses of pages, in the hosted application and at an embedded server."""

import copy
import pickle

import pytest

from ionworks import Ionworks
from ionworks.errors import ValidationError
from ionworks.records import CellSpecification, JobResponse, SimulationResponse, Study

APP = "https://app.ionworks.com"


def _client(url: str = "https://api.ionworks.com", project: str | None = "p") -> Ionworks:
    return Ionworks("key", url, project)


@pytest.mark.parametrize(
    ("api", "app"),
    [
        ("https://api.ionworks.com", APP),
        ("https://staging-api.ionworks.com", "https://staging.ionworks.com"),
        ("https://other.ionworks.com", APP),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000"),
        ("https://lab:9000", "https://lab:9000"),
        ("https://ionworks.com.evil.example", "https://ionworks.com.evil.example"),
    ],
)
def test_the_application_of_an_api(api: str, app: str) -> None:
    assert _client(api).urls.project() == f"{app}/projects/p/studies"


def test_the_environment_names_another_application(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IONWORKS_APP_URL", "https://app.example/")
    assert _client().urls.cell_specs("q") == "https://app.example/projects/q/data/specs"


def test_the_twelve_builders() -> None:
    urls = _client().urls
    base = f"{APP}/projects/p"
    assert urls.project("q") == f"{APP}/projects/q/studies"
    assert urls.model("m") == f"{base}/models/m"
    assert urls.parameterized_model("m") == f"{base}/parameterized-models/m"
    assert urls.optimization("o") == f"{base}/optimizations/o"
    assert urls.pipeline("i") == f"{base}/pipelines/i"
    assert urls.study(Study(id="s", name="x")) == f"{base}/studies/s"
    assert urls.simulation("s", "m") == f"{base}/parameterized-models/m/simulations/s"
    assert urls.protocol("t") == f"{base}/protocols/t"
    assert urls.material("a") == f"{base}/materials/a"
    assert urls.cell_specs() == f"{base}/data/specs"
    assert urls.cell_instances("c") == f"{base}/data/specs/c/instances"
    assert urls.measurement("e/../f") == f"{base}/data/measurements/e%2F..%2Ff"


def test_notebooks_link_to_the_page_of_a_record() -> None:
    here = _client("http://127.0.0.1:8000").study
    study = here._with_page(Study(id="<s>", name="x", project_id="q"))
    assert "href='http://127.0.0.1:8000/projects/q/studies/%3Cs%3E'" in study._repr_html_()
    assert study == Study(id="<s>", name="x", project_id="q") and "page" not in study.to_dict()
    for again in (pickle.loads(pickle.dumps(study)), copy.deepcopy(study)):
        assert again._repr_html_() == study._repr_html_()
    run = here._with_page(SimulationResponse(simulation_id="s", job_id="j"))
    assert "/projects/p/parameterized-models/-/simulations/s'" in run._repr_html_()
    hosted = _client().study
    assert "href" not in hosted._with_page(SimulationResponse(simulation_id="s", job_id="j"))._repr_html_()
    assert "href" not in Study(id="s", name="x")._repr_html_()


def test_what_has_no_page_is_refused() -> None:
    job = JobResponse(
        job_id="j",
        status="x",
        job_type="t",
        priority=1,
        created_at="",
        updated_at="",
        is_terminal=True,
        is_failed=False,
    )
    with pytest.raises(ValidationError, match="JobResponse"):
        _client().urls.of(job)
    spec = CellSpecification(id="c", name="x", project_id="q")
    assert _client().urls.of(spec) == f"{APP}/projects/q/data/specs/c/instances"
