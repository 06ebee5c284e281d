"""What the benchmark of the desk says of a goal."""

from __future__ import annotations

from benchmarks.desk import Row


def test_a_goal_is_for_the_slowest_of_twenty() -> None:
    assert Row("x", 150, [100.0] * 19 + [149.0]).met
    assert Row("x", 150, [100.0] * 18 + [200.0] * 2).met is False


def test_a_goal_that_is_missed_says_nothing_on_a_busy_machine() -> None:
    slow, quick = Row("x", 50, [60.0]), Row("x", 50, [40.0], 9.0, 20.0)
    assert "| MISSED |" in slow.text(quiet=True) and "| busy |" in slow.text(quiet=False)
    assert quick.text(quiet=True) == quick.text(quiet=False) == "| x | 40 | 40 | 50 | met | 9 | 20 | 1 |"
