"""The first screen: what this is, what it covers, what can be asked."""

from assistant.ui.markup import day, esc
from assistant.ui.side_html import NOTICE
from assistant.ui.types import Coverage

EXAMPLES = {
    "You won abroad": (
        "We won in Stockholm against a trader in Almaty. Can we enforce there?",
        "I have an arbitral award made in Paris. What must I file in Kazakhstan?",
        "How long do I have to apply in Kazakhstan, and what does it cost?",
        "What will the debtor raise against enforcement?",
    ),
    "You research the point": (
        "Is reciprocity a basis of its own under article 501 of the Code of Civil Procedure?",
        "Has any Kazakh court enforced a judgment from a State without a treaty?",
        "Compare reciprocity in Kazakhstan, Germany and China",
        "On what grounds may a Kazakh court refuse a foreign arbitral award?",
    ),
    "You test the answers": (
        "Since Kazakhstan joined the Hague Judgments Convention, does a French judgment travel under it?",
        "Could a Dutch judgment be enforced in Kazakhstan in 2014?",
        "What is the docket number of the Dutch case?",
        "Will it rain in Astana tomorrow?",
    ),
}


def start_html(coverage: Coverage) -> str:
    """Shown while a matter has no question."""
    groups = "".join(
        f'<section class="group"><h2>{esc(who)}</h2><ul>'
        + "".join(f'<li><button type="button" data-ask="{esc(text)}">{esc(text)}</button></li>' for text in texts)
        + "</ul></section>"
        for who, texts in EXAMPLES.items()
    )
    figures = (
        (len(coverage.covered), "States"),
        (coverage.instruments, "instruments"),
        (coverage.sources, "sources"),
        (coverage.passages, "passages"),
    )
    shown = "".join(f"<div><dd>{number:,}</dd><dt>{esc(name)}</dt></div>" for number, name in figures)
    return (
        '<div class="start"><h1>Can this judgment be enforced there?</h1>'
        "<p class=pitch>Answers on the recognition and enforcement of foreign judgments and arbitral awards, with Kazakhstan "
        "at the centre. Every sentence opens at the authority it is quoted from.</p>"
        f'<dl class="figures">{shown}</dl><p class="known">Sources read to {day(coverage.known)}. '
        f'<a href="#coverage">See what is covered</a></p><div class="groups">{groups}</div>'
        f'<p class="small">{NOTICE}</p></div>'
    )
