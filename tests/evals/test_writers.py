"""The three writers side by side: what the table counts, and what makes a model worse than quotations."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from evals.errors import ReportBroken
from evals.marks import put
from evals.types import Grade
from evals.writers import made_worse, table


def report(*results: tuple[str, Grade, dict[str, Any]], failed: tuple[str, ...] = ()) -> Any:
    made = [
        SimpleNamespace(
            case_id=id_,
            score=SimpleNamespace(grade=grade, metrics={"claims_grounded": more.get("grounded")}),
            answers=(
                {
                    "writer": more.get("writer", "quotation"),
                    "withheld": [{}] * more.get("withheld", 0),
                    "timings_ms": {"total": more.get("ms", 1000.0)},
                    "trace": {
                        "writing": {
                            "tries": more.get("tries", 0),
                            "trouble": more.get("trouble"),
                            **({"read_by_model": {"kind": "award"}} if more.get("read") else {}),
                        }
                    },
                },
            ),
        )
        for id_, grade, more in results
    ]
    return SimpleNamespace(results=made, failures=[SimpleNamespace(case_id=id_) for id_ in failed])


def test_a_line_counts_what_became_of_the_answers() -> None:
    # 3 answers: 2 accurate (0.67), 1 hallucinated (0.33); claims carried (1.0 + 0.5) / 2; asked twice, heard out once; withheld 2 + 0 + 1; median of 1, 2 and 4 s
    told = table(
        {
            "a model": report(
                ("a", Grade.ACCURATE, {"writer": "m", "withheld": 2, "grounded": 1.0, "read": True, "tries": 1}),
                ("b", Grade.ACCURATE, {"grounded": 0.5, "ms": 4000.0, "tries": 3, "trouble": "slow"}),
                ("c", Grade.HALLUCINATED, {"withheld": 1, "ms": 2000.0}),
            )
        }
    )
    assert told.splitlines()[-1] == "| a model | 3 | 0.67 | 0.00 | 0.33 | 0.00 | 0.750 | 2 | 1 | 1 | 3 | 1 | 2.00 |"


def test_worse_is_what_hallucinates_or_fails_only_with_the_model() -> None:
    before = report(
        ("a", Grade.ACCURATE, {}), ("b", Grade.HALLUCINATED, {}), ("c", Grade.REFUSED, {}), ("d", Grade.ACCURATE, {})
    )
    after = report(
        ("a", Grade.INCOMPLETE, {}), ("b", Grade.HALLUCINATED, {}), ("c", Grade.HALLUCINATED, {}), failed=("d",)
    )
    assert made_worse(before, before) == []
    assert made_worse(before, after) == ["c", "d"]


def test_a_table_is_written_between_its_marks_and_nowhere_else(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Before.\n<!-- writers:start -->\nold\n<!-- writers:end -->\nAfter.\n", encoding="utf-8")
    put(page, "writers", "| new |")
    assert (
        page.read_text(encoding="utf-8") == "Before.\n<!-- writers:start -->\n| new |\n<!-- writers:end -->\nAfter.\n"
    )
    with pytest.raises(ReportBroken):
        put(page, "checker", "| new |")
    with pytest.raises(ReportBroken):
        put(tmp_path / "none.md", "writers", "| new |")
