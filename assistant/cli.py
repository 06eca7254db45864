"""`exequatur`: the verbs. Heavy libraries load only when a verb needs them."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from assistant.keeping.upkeep import UPKEEP_VERBS, upkeep_verbs
from assistant.logs import set_up
from assistant.own.verbs import DOCUMENT_VERBS, document_verbs, with_library
from assistant.serving.user_verbs import USER_VERBS, user_verbs
from corpus.areas import AREAS
from corpus.errors import ExequaturError

DONE, NO_ANSWER, USERS_TO_FIX = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; 0 done, 1 no answer, 2 the user's to fix."""
    parser = _parser()
    given = parser.parse_args(arguments)
    set_up("", given.verbose)
    try:
        return VERBS[given.verb](given)
    except ExequaturError as error:
        print(f"{error.message}.\n{error.hint}", file=sys.stderr)
        return USERS_TO_FIX
    except BrokenPipeError:
        return DONE
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return USERS_TO_FIX


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="exequatur", description="Cited answers on foreign judgments and awards, centred on Kazakhstan."
    )
    parser.add_argument("-v", "--verbose", action="store_true", help="log to standard error")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="verb")
    ask = verbs.add_parser("ask", help="answer a question, or a file of conversations")
    ask.add_argument("question", nargs="?", help="the question; - reads standard input")
    ask.add_argument("--json", action="store_true", help="print the answer object")
    ask.add_argument("--as-of", type=_day, metavar="DATE", help="state the law as of this day (ISO)")
    ask.add_argument("--language", metavar="CODE", help="language of the frame, instead of the question's")
    ask.add_argument(
        "--register", choices=("plain", "lawyer"), help="plain words, or terms of art with the authority"
    )
    ask.add_argument("--area", choices=tuple(AREAS), help="search in one area of law only")
    ask.add_argument("--session", type=Path, metavar="FILE", help="keep the conversation in this file")
    ask.add_argument("--keep", action="store_true", help="keep the answer, and say under which receipt")
    ask.add_argument("--batch", type=Path, metavar="FILE", help="JSONL, one conversation a line")
    index = verbs.add_parser("index", help="build the index of the corpus")
    index.add_argument("--rebuild", action="store_true", help="build even if nothing changed")
    sources = verbs.add_parser("sources", help="list the sources, or print one whole")
    sources.add_argument("id", nargs="?", help="a source or passage id")
    sources.add_argument("--coverage", action="store_true", help="the grid of States and topics")
    sources.add_argument("--json", action="store_true")
    route = verbs.add_parser("route", help="every instrument between two States on a day")
    route.add_argument("--from", dest="origin", required=True, metavar="STATE", help="State of origin: code or name")
    route.add_argument("--to", dest="requested", default="KZ", metavar="STATE", help="requested State (KZ)")
    route.add_argument("--kind", default="judgment", help="judgment, award, aifc-judgment, settlement, …")
    route.add_argument("--begun", type=_day, metavar="DATE", help="when the proceedings began")
    route.add_argument("--given", type=_day, metavar="DATE", help="when the decision was given")
    route.add_argument("--as-of", type=_day, metavar="DATE")
    route.add_argument("--instrument", default="", metavar="NAME", help="one instrument alone, such as new-york-1958")
    route.add_argument("--json", action="store_true")
    export = verbs.add_parser("export", help="write a memo of a question's answer, or of what is kept")
    export.add_argument("question", nargs="?", help="left out with --kept or --conversation")
    export.add_argument("--to", type=Path, required=True, metavar="FILE", help="a .docx, .pdf or .md file")
    export.add_argument("--kept", metavar="ID", help="of the answer with this receipt instead")
    export.add_argument("--conversation", metavar="ID", help="of a whole kept conversation instead")
    export.add_argument("--as-of", type=_day, metavar="DATE")
    receipt = verbs.add_parser("receipt", help="a kept answer with what it was made from")
    receipt.add_argument("id", help="the receipt that the answer names")
    receipt.add_argument("--replay", action="store_true", help="ask again and say what differs")
    receipt.add_argument("--json", action="store_true")
    feedback = verbs.add_parser("feedback", help="what readers said of answers")
    feedback.add_argument("act", choices=("list", "export"), help="list it, or write it as draft eval cases")
    feedback.add_argument("--to", type=Path, metavar="FILE", default=Path("feedback.yaml"), help="feedback.yaml")
    feedback.add_argument("--json", action="store_true")
    serve = verbs.add_parser("serve", help="open the chat page")
    serve.add_argument("--host", help="address to listen on (127.0.0.1)")
    serve.add_argument("--port", type=int, help="port to listen on (7860)")
    doctor = verbs.add_parser("doctor", help="what is installed, in what state, how to mend it")
    doctor.add_argument("--json", action="store_true")
    of_upkeep = upkeep_verbs(verbs)
    user_verbs(verbs)
    for verb in (export, receipt, feedback, serve, *of_upkeep):
        verb.add_argument("--database", metavar="URL", help="where conversations are kept")
    with_library(ask, export)
    of_documents = document_verbs(verbs, _day)
    asking = (ask, index, export, receipt, feedback, serve, route, sources, doctor, *of_documents)
    for verb in (*asking, *of_upkeep):
        verb.add_argument("--data", type=Path, help="where indexes, conversations and your documents live")
    for verb in asking:
        verb.add_argument("--embedder", help="for example sentence-transformers:bundled")
        verb.add_argument("--store", help="chroma: or chroma:http://host:port")
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no ISO date such as 2026-11-22") from error


def _settings(given: argparse.Namespace, **more: Any) -> Any:
    from assistant.settings import read_settings

    return read_settings(data=given.data, embedder=given.embedder, store=given.store, **more)


def _tools(given: argparse.Namespace) -> Any:
    from assistant import wiring

    return wiring.ready(_settings(given), _progress())


def _keeper(given: argparse.Namespace, tools: Any) -> Any:
    from assistant import wiring

    return wiring.keeper(_settings(given), tools)


def _answers(given: argparse.Namespace) -> Any:
    """What is kept of answers, without the tools that make them."""
    from assistant.keeping.answers import Answers
    from assistant.keeping.database import open_database

    settings = _settings(given, database=given.database)
    return Answers(open_database(settings.data, settings.database))


def _progress() -> Callable[[int, int], None]:
    """A bar on standard error that appears with the first report."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    bar = Progress(
        "building the index of this corpus and model",
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )
    task = bar.add_task("index", total=None)

    def report(done: int, total: int) -> None:
        if not bar.live.is_started:
            bar.start()
        bar.update(task, completed=done, total=total)
        if done >= total:
            bar.stop()

    return report


def ask(given: argparse.Namespace) -> int:
    """Answer one question or a batch."""
    if given.batch:
        return _batch(given)
    from assistant import wiring
    from assistant.keeping.types import LOCAL
    from assistant.questions import usable
    from assistant.render import as_text
    from assistant.session import Session
    from assistant.streaming import checked_claims

    text = usable(sys.stdin.read() if given.question == "-" else given.question or "")
    session = Session.load(given.session) if given.session else Session()
    tools = _tools(given)
    library = wiring.library(_settings(given), tools, given.library)
    how = {"as_of": given.as_of, "language": given.language, "register": given.register, "area": given.area}
    question = session.question(text, tools, **how)
    with checked_claims() as show:
        found = session.ask(text, tools, **how, library=library, show=show)
    if given.keep:
        found = _keeper(given, tools).keep(LOCAL, question, found)
        print(f"kept: exequatur receipt {found['receipt']}", file=sys.stderr)
    print(json.dumps(found, ensure_ascii=False, indent=1) if given.json else as_text(found))
    if given.session:
        session.save(given.session)
    return NO_ANSWER if found["status"] == "declined" else DONE


def _batch(given: argparse.Namespace) -> int:
    from assistant.batch import BadLine, answer_lines

    try:
        lines = given.batch.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        print(f"{given.batch} cannot be read ({error}).\nName a UTF-8 JSONL file.", file=sys.stderr)
        return USERS_TO_FIX
    bad = 0
    for result in answer_lines(lines, _tools(given)):
        if isinstance(result, BadLine):
            bad += 1
            print(f"{given.batch.name}, line {result.number}: {result.why}", file=sys.stderr)
        else:
            print(json.dumps(result, ensure_ascii=False), flush=True)
    return USERS_TO_FIX if bad else DONE


def index(given: argparse.Namespace) -> int:
    """Build the index, or say that it fits."""
    from assistant import wiring

    manifest, built = wiring.index(_settings(given), _progress(), given.rebuild)
    said = "built" if built else "nothing to do: up to date with"
    print(f"{said} index {manifest.build_id}: {manifest.passages} passages, {manifest.vectors} vectors")
    return DONE


def sources(given: argparse.Namespace) -> int:
    """List sources, print one, or show the coverage grid."""
    from assistant.listing import coverage_text, listing, one

    print(
        coverage_text(given.json)
        if given.coverage
        else one(given.id, given.json)
        if given.id
        else listing(given.json)
    )
    return DONE


def route(given: argparse.Namespace) -> int:
    """The route between two States."""
    from assistant.listing import route_text

    text, found = route_text(
        given.origin,
        given.requested,
        given.kind,
        given.begun,
        given.given,
        given.as_of,
        given.json,
        given.instrument,
    )
    print(text)
    return DONE if found else NO_ANSWER


def export(given: argparse.Namespace) -> int:
    """Write the memo of an answer that is asked for now, of one that is kept, or of a conversation."""
    if sum(map(bool, (given.question, given.kept, given.conversation))) != 1:
        print("Give a question, or --kept ID, or --conversation ID.", file=sys.stderr)
        return USERS_TO_FIX
    if given.question is None:
        from assistant.keeping.verbs import memo_of_kept

        print(f"wrote {memo_of_kept(_answers(given), given.kept, given.conversation, given.to)}")
        return DONE
    from assistant import wiring
    from assistant.memo import write_memo
    from assistant.questions import usable
    from assistant.session import Session

    tools = _tools(given)
    library = wiring.library(_settings(given), tools, given.library)
    found = Session().ask(usable(given.question), tools, as_of=given.as_of, library=library)
    write_memo([found], given.to)
    print(f"wrote {given.to}")
    return NO_ANSWER if found["status"] == "declined" else DONE


def receipt(given: argparse.Namespace) -> int:
    """Print a kept answer with its receipt, or ask it again and say what differs."""
    from assistant.keeping.verbs import replayed, shown

    kept = _answers(given).of_anyone(given.id)
    if not given.replay:
        text, sound = shown(kept, given.json)
        print(text)
        return DONE if sound else USERS_TO_FIX
    from assistant import wiring

    settings = _settings(given)
    told = replayed(kept, wiring.ready(settings, _progress(), date.fromisoformat(kept.receipt["day"])))
    print("\n".join(f"differs: {what}" for what in told) or "the same evidence, verification and answer")
    return NO_ANSWER if told else DONE


def feedback(given: argparse.Namespace) -> int:
    """List what readers said of answers, or write it as draft eval cases."""
    from assistant.keeping.verbs import exported, listed

    if given.act == "export":
        print(f"wrote {exported(_answers(given), given.to)} drafts to {given.to}")
    else:
        print(listed(_answers(given).all_said(), given.json))
    return DONE


def serve(given: argparse.Namespace) -> int:
    """Serve the page, the API and MCP until stopped."""
    from assistant import wiring
    from assistant.serving.accounts import Accounts
    from assistant.serving.server import serve as serve_all
    from assistant.serving.users import access

    settings = _settings(given, host=given.host, port=given.port, database=given.database)
    set_up(settings.log, given.verbose)
    known = Accounts(settings.auth, settings.users)
    access(settings.host, known, settings.open == "yes", settings.user_header)  # refuses before the index is built
    tools = wiring.ready(settings, _progress())
    print(f"exequatur answers on http://{settings.host}:{settings.port} (Ctrl+C ends it)", file=sys.stderr)
    keeper = wiring.keeper(settings, tools, copied=True)
    if not keeper.lasting:
        print(f"{settings.data} is read-only: conversations are kept until this ends, and no longer", file=sys.stderr)
    serve_all(settings, tools, keeper)
    return DONE


def doctor(given: argparse.Namespace) -> int:
    """Print each finding with its remedy."""
    from assistant.doctor import examine

    findings = list(examine(_settings(given)))
    if given.json:
        print(json.dumps([{"what": f.what, "state": f.state, "remedy": f.remedy} for f in findings], indent=1))
    else:
        for finding in findings:
            print(f"{'!' if finding.remedy else ' '} {finding.what:24} {finding.state}")
            if finding.remedy:
                print(f"  {'':24} → {finding.remedy}")
    return USERS_TO_FIX if any(finding.remedy for finding in findings) else DONE


VERBS: dict[str, Callable[[argparse.Namespace], int]] = {
    "ask": ask,
    "index": index,
    "sources": sources,
    "route": route,
    "export": export,
    "receipt": receipt,
    "feedback": feedback,
    "serve": serve,
    "doctor": doctor,
    **DOCUMENT_VERBS,
    **UPKEEP_VERBS,
    **USER_VERBS,
}

if __name__ == "__main__":
    sys.exit(main())
