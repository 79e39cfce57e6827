"""The page behind a proxy that serves it under a path of another address, as JupyterLab's does."""

from __future__ import annotations

import http.client
import threading
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from factory import write_text
from running import running

pytestmark = [pytest.mark.browser, pytest.mark.process]
PREFIX = "/proxy/8765"


@contextmanager
def proxy_to(port: list[int]):
    """Pass on what is asked under PREFIX, with all headers as they are.

    An answer is passed on once it is whole, unless the request says that it wants a stream, as
    jupyter-server-proxy 4.6 does.
    """

    class Proxy(BaseHTTPRequestHandler):
        def pass_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            path = self.path.removeprefix(PREFIX)
            with closing(http.client.HTTPConnection("127.0.0.1", port[0])) as connection:
                connection.request(self.command, path, body, dict(self.headers))
                with connection.getresponse() as answer:
                    is_stream = self.headers["accept"] == "text/event-stream"
                    whole = b"" if is_stream else answer.read()
                    self.send_response_only(answer.status)
                    for name, value in answer.getheaders():
                        if name not in ("transfer-encoding", "connection"):
                            self.send_header(name, value)
                    self.end_headers()
                    self.wfile.write(whole)
                    while piece := answer.read1(65_536):
                        self.wfile.write(piece)
                        self.wfile.flush()

        do_GET = do_POST = pass_on  # noqa: N815 -- the names that http.server wants

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Proxy) as server:
        server.daemon_threads = True
        server.block_on_close = False
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def test_the_page_works_under_a_path_of_another_address_that_is_allowed(browser, tmp_path):
    port: list[int] = []
    folder = write_text(tmp_path, relations="source,relation,target\na,knows,b\n")
    with proxy_to(port) as outer, running(folder, "--allow-host", f"localhost:{outer}") as run:
        port.append(run.port)
        page = browser.new_page()
        page.goto(f"http://localhost:{outer}{PREFIX}/#token={run.token}")
        page.wait_for_selector(".ag-status:not(:empty)", state="attached")
        assert page.evaluate("actorgraph.model.ids") == ["a", "b"]
        (folder / "relations.csv").write_text("source,relation,target\na,knows,b\nb,knows,c\n")
        for _ in range(1_000):
            if page.evaluate("actorgraph.model.n") == 3:
                break
            page.wait_for_timeout(10)
        assert page.evaluate("actorgraph.model.ids") == ["a", "b", "c"]
        page.goto(f"http://127.0.0.1:{outer}{PREFIX}/")
        assert "not the address" in page.inner_text("body")
        page.close()
