"""A tab of the long run does as a browser does."""

from __future__ import annotations

import http.client
import socket
import threading

import pytest

from soak import tabs
from soak.tabs import Tab


def test_a_tab_dials_again_where_the_desk_has_hung_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as desk:
        page = b'<input value="Tab 1 key 1">'

        def answers() -> None:
            desk.accept()[0].close()
            caller = desk.accept()[0]
            caller.recv(65536)
            caller.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(page) + page)
            caller.close()

        threading.Thread(target=answers, daemon=True).start()
        port = desk.getsockname()[1]
        tab = Tab(1, port, "", "x")
        tab.last = "Tab 1 key 1"
        tab.ask(http.client.HTTPConnection("127.0.0.1", port, timeout=60), 1, tab.last)
    assert (tab.answered, tab.wrong) == (1, 0) and tab.shown.is_set()


@pytest.mark.parametrize(("load", "times"), [(0.5, 1.0), (2.0, 1.0), (12.0, 6.0)])
def test_times_may_be_longer_where_others_work(
    monkeypatch: pytest.MonkeyPatch, load: float, times: float
) -> None:
    monkeypatch.setattr(tabs.os, "getloadavg", lambda: (load, 0.0, 0.0))
    monkeypatch.setattr(tabs.os, "cpu_count", lambda: 2)
    assert tabs.stretch() == times
