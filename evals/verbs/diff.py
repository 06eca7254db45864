"""`diff`: the stored questions, put to two index builds."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from evals.types import Kind, Split
from evals.verbs.codes import BELOW, COULD_NOT, WITHIN, progress, seconds

HELP = "what two index builds answer otherwise, and which change of a source did it"
MAY_DIFFER = ("build_id", "corpus_hash", "passages", "vectors", "canaries", "built_at")
"""Fields of a manifest that say nothing but that the corpora differ."""


def arguments(parser: ArgumentParser) -> None:
    """Two builds, and which cases."""
    parser.add_argument("before", metavar="BUILD_A", help="the id of a build in index/data, or its folder")
    parser.add_argument("after", metavar="BUILD_B")
    parser.add_argument("--filter", default="", metavar="SUBSTR", help="only cases whose id or turns contain it")
    parser.add_argument("--split", default="all", choices=[*Split, "all"])
    parser.add_argument("--kind", default="", choices=[*Kind], metavar="KIND", help=", ".join(Kind))
    parser.add_argument("--cases", type=Path, metavar="DIR", help="folder of cases; ours if left out")
    parser.add_argument("--timeout", type=seconds, default=60.0, metavar="SECONDS", help="a case")
    parser.add_argument("--json", action="store_true")


def act(given: Namespace) -> int:
    """Print what changed; 0 if nothing did, 1 if something, 2 if a case was not answered."""
    from dataclasses import asdict

    from pydantic import TypeAdapter

    from assistant.settings import read_settings
    from evals.assistants import over
    from evals.builds import open_builds
    from evals.corpus_changes import source_changes
    from evals.diff import BuildDiff, diff
    from evals.load import CASES, load_cases
    from evals.render_diff import diff_markdown
    from evals.selection import chosen

    selected = chosen(load_cases(given.cases or CASES), words=given.filter, split=given.split, kind=given.kind)
    for problem in selected.problems:
        print(f"not loaded: {problem}", file=sys.stderr)
    builds = open_builds([given.before, given.after], read_settings())
    old, new = (asdict(build.manifest) for build in builds)
    found = diff(
        selected.cases,
        {build.manifest.build_id: over(build.tools, given.timeout) for build in builds},
        source_changes(*(build.documents for build in builds)),
        [(name, str(old[name]), str(new[name])) for name in old if name not in MAY_DIFFER and old[name] != new[name]],
        progress("asked"),
    )
    print(TypeAdapter(BuildDiff).dump_json(found, indent=1).decode() if given.json else diff_markdown(found), end="")
    if found.failures or selected.problems:
        return COULD_NOT
    return WITHIN if found.same else BELOW
