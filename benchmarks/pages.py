"""How long the pages of a large archive take, beside a bare page of the same framework on the same server.

    export DATABASE_URL=sqlite:////var/tmp/corpus.sqlite3     # or postgres://…
    python benchmarks/corpus.py --articles 100000
    python benchmarks/pages.py --save 100k.json --beside 10k.json

Starts gunicorn twice, as ``docs/howto/deploy.md`` does: with the archive of DATABASE_URL, which must be the corpus of
``corpus.py``, and with a page of 30 kB (``bare``: Django, the middleware of the archive, a template, no query). No page
is cached anywhere. For each page: the median and the slowest of 20 and of 100 answers asked one after the other (p50,
p95, p99), answers a second asked by one and by eight at a time, and the ratio of its median to that of the bare page,
beside the goal. With ``--beside`` also the ratio to the medians that another run saved, of a smaller archive, each over
its own bare page. Medians depend on the machine and on what else it does; ratios of one run much less.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.corpus import MANY, PLANTED, set_up

ROOT = Path(__file__).resolve().parent.parent

ENTRIES, SIZE = 260, 30_000
#: Processes of the server, and requests that are asked before anything is measured.
WORKERS, WARMING = 2, 12


@dataclass(frozen=True, slots=True)
class Page:
    """A page to measure, and how many bare pages it may take on SQLite and on PostgreSQL; None where no goal is set."""

    name: str
    path: str
    sqlite: float | None = None
    postgresql: float | None = None


@dataclass(frozen=True, slots=True)
class Times:
    """What was measured of a page: milliseconds, answers a second, bytes."""

    p50: float
    p95: float
    p99: float
    one: float
    eight: float
    size: int


# The bare page ------------------------------------------------------------------------------------------------------


def bare(environ: Any, start_response: Any) -> Any:
    """A WSGI application: the archive's framework and middleware around a template of 30 kB, without a query."""
    return _bare_application()(environ, start_response)


@cache
def _bare_application() -> Any:
    """Made once in each process."""
    from django.core.wsgi import get_wsgi_application
    from django.http import HttpRequest, HttpResponse
    from django.template import engines
    from django.urls import include, path

    application = get_wsgi_application()
    from django.conf import settings

    template = engines["django"].from_string(
        "<!doctype html><html lang=en><title>{{ title }}</title><ul>{% for entry in entries %}"
        '<li><a href="/{{ entry.address }}/">{{ entry.name }}</a> <span class="tag">{{ entry.note }}</span></li>'
        "{% endfor %}</ul></html>"
    )
    entries = [
        {"address": f"entry/{number}", "name": f"Entry number {number}", "note": "as many words as a row has " * 2}
        for number in range(ENTRIES)
    ]

    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse(template.render({"title": "Bare", "entries": entries}, request))

    class Urls:
        # The archive's own addresses stay behind it: its middleware looks some of them up.
        urlpatterns = [path("", page), path("", include("edm_archive.urls"))]

    settings.ROOT_URLCONF = Urls
    return application


# The server ---------------------------------------------------------------------------------------------------------


@contextmanager
def served(application: str) -> Iterator[tuple[int, int]]:
    """Gunicorn with an application: its port and its process number, while it runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # fmt: off
    command = [
        sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS),
        "--worker-class", "gthread", "--threads", "4", "--log-level", "warning",
    ]
    # fmt: on
    server = subprocess.Popen(command, cwd=ROOT)
    try:
        for _ in range(300):
            with socket.socket() as knocking:
                if knocking.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        else:
            sys.exit(f"The server with {application} did not start.")
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(30)


def memory(pid: int) -> float:
    """The megabytes of a server and its workers, what they share counted once; not a number where /proc is not."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    if not children.exists():
        return float("nan")
    kilobytes = 0
    for process in (str(pid), *children.read_text().split()):
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        kilobytes += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kilobytes / 1024


# Measuring ----------------------------------------------------------------------------------------------------------


def ask(connection: http.client.HTTPConnection, path: str) -> tuple[float, int]:
    """One request: the milliseconds until all of the answer was there, and its bytes."""
    begun = time.perf_counter()
    connection.request("GET", path, headers={"Host": "localhost"})
    response = connection.getresponse()
    body = response.read()
    spent = time.perf_counter() - begun
    if response.status != 200:
        sys.exit(f"{path} was answered with {response.status}.")
    return spent * 1000, len(body)


def in_turn(port: int, path: str, seconds: float, most: int) -> list[tuple[float, int]]:
    """Requests one after the other, until the time is over or there were enough."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    until = time.perf_counter() + seconds
    found: list[tuple[float, int]] = []
    while len(found) < most and (time.perf_counter() < until or len(found) < 3):
        found.append(ask(connection, path))
    connection.close()
    return found


def measure(port: int, path: str, seconds: float) -> Times:
    """One page, asked by one and by eight at a time."""
    in_turn(port, path, seconds, WARMING)
    answers = in_turn(port, path, seconds, 1_000)
    times = sorted(spent for spent, _ in answers)
    asked: list[int] = []
    begun = time.perf_counter()
    threads = [
        threading.Thread(target=lambda: asked.append(len(in_turn(port, path, seconds / 2, 1_000)))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    eight = sum(asked) / (time.perf_counter() - begun)

    def percentile(part: float) -> float:
        return times[min(len(times) - 1, int(part * len(times)))]

    return Times(
        statistics.median(times),
        percentile(0.95),
        percentile(0.99),
        1000 / statistics.mean(times),
        eight,
        answers[0][1],
    )


def pages() -> list[Page]:
    """The pages of this corpus, with the goals."""
    from django.utils.http import urlencode

    from articles.models import Article, Source
    from articles.services.facet_reading import memory as facets
    from entities.models import Entity

    published = Article.objects.published()
    last = max(1, published.count() // 20)
    index = facets.current().index
    dated = index.of("dated")

    def top(facet: str) -> int:
        return int(index.top(facet, dated, 1)[0].key)

    entity = Entity.objects.get(pk=top("person"))
    organization = Entity.objects.get(pk=top("organization"))
    source = Source.objects.get(pk=top("source"))
    many = published.order_by("-pk").first()
    assert many is not None
    assert many.mentions.count() == MANY, "the last article of the corpus has 60 mentions"
    frequent, phrase, rare = PLANTED
    narrowed = urlencode({"person": entity.slug, "date_from": "2004", "date_to": "2014"})
    return [
        Page("home", "/"),
        Page("list, first page", "/articles/", 4, 4),
        Page("list, filtered, with facets", f"/articles/?{narrowed}", 4, 4),
        Page("list, one frequent entity", f"/articles/?{urlencode({'organization': organization.slug})}", 4, 4),
        Page(f"list, page {min(1_000, last):,}", f"/articles/?page={min(1_000, last)}"),
        Page("search, frequent word", f"/articles/?{urlencode({'q': frequent})}", 8, 20),
        Page("search, rare word", f"/articles/?{urlencode({'q': rare})}", 4, 12),
        Page("search, phrase", "/articles/?" + urlencode({"q": f'"{phrase}"'}), 4, 12),
        Page("article with 60 mentions", many.get_absolute_url(), 2, 2),
        Page("entity, frequent", entity.get_absolute_url()),
        Page("source, frequent", source.get_absolute_url()),
        Page("autocomplete", f"/articles/facets/person/?{urlencode({'named': entity.preferred_label[:3]})}"),
    ]


def table(found: dict[str, Times], goals: dict[str, Page], vendor: str, beside: dict[str, float]) -> None:
    """Print what was measured, ratios and goals."""
    heading = f"{'':30}{'p50 ms':>9}{'p95':>8}{'p99':>8}{'1: /s':>8}{'8: /s':>8}{'kB':>7}{'× bare':>8}{'goal':>12}"
    print(heading + (f"{'× smaller':>12}" if beside else ""))
    least = found["bare"].p50
    for name, times in found.items():
        ratio = times.p50 / least
        goal = getattr(goals[name], vendor) if name in goals else None
        said = "" if goal is None else f"{'hit' if ratio <= goal else 'MISS'} ≤ {goal:g}"
        line = (
            f"{name:30}{times.p50:9.1f}{times.p95:8.1f}{times.p99:8.1f}{times.one:8.0f}{times.eight:8.0f}"
            f"{times.size / 1000:7.0f}{ratio:8.1f}{said:>12}"
        )
        print(line + (f"{ratio / beside[name]:12.2f}" if name in beside else ""))
    deep = next((times.p50 for name, times in found.items() if name.startswith("list, page")), None)
    if deep is not None:
        ratio = deep / found["list, first page"].p50
        print(f"the deep page is {ratio:.2f} times the first one: {'hit' if ratio <= 1.2 else 'MISS'} ≤ 1.2")


def main() -> None:
    """Measure all pages and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=4, help="how long a page is asked for (default: %(default)s)")
    parser.add_argument("--save", help="file for the ratios, to set a larger archive beside")
    parser.add_argument("--beside", help="file that a run on a smaller archive has saved")
    asked = parser.parse_args()
    os.environ["HTTPS"] = "0"
    set_up(parser)
    import django
    from django.core.management import call_command
    from django.db import connection

    from articles.models import Article

    # As for a real server: the addresses of files are looked up in the list of them, which must be there.
    call_command("collectstatic", interactive=False, verbosity=0)
    to_measure = pages()
    count, vendor = Article.objects.count(), connection.vendor
    connection.close()
    with served("benchmarks.pages:bare") as (port, _):
        found = {"bare": measure(port, "/", asked.seconds)}
    with served("edm_archive.wsgi") as (port, pid):
        for page in to_measure:
            found[page.name] = measure(port, page.path, asked.seconds)
        used = memory(pid)
    load = os.getloadavg()[0]
    print(
        f"{vendor}, {count:,} articles, Django {django.get_version()}, {WORKERS} workers with {used:.0f} MB together, "
        f"load of the machine at the end {load:.1f}"
    )
    beside = json.loads(Path(asked.beside).read_text()) if asked.beside else {}
    table(found, {page.name: page for page in to_measure}, vendor, beside)
    if asked.save:
        least = found["bare"].p50
        Path(asked.save).write_text(json.dumps({name: times.p50 / least for name, times in found.items()}, indent=1))


if __name__ == "__main__":
    main()
