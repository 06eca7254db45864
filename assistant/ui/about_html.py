"""The about page: how answers are made, where they end, what happens to what is written."""

from assistant.ui.markup import count, day
from assistant.ui.types import Coverage


def about_html(coverage: Coverage) -> str:
    """Plain words on method, limits and privacy."""
    return (
        '<section class="page prose-page" aria-labelledby="page-title"><p class="crumb"><a href="#">← Back to the chat</a></p>'
        '<h1 id="page-title" tabindex="-1">About exequatur</h1>'
        "<p>exequatur answers questions on the recognition and enforcement of foreign judgments and awards, in Kazakhstan "
        "and of Kazakh judgments abroad.</p>"
        "<h2>How an answer is made</h2><ol>"
        "<li><b>Reading.</b> States, kind of decision, dates and topic are read from the question and from what was said "
        "before. They stand as chips above the chat; correct one and the answer is made again.</li>"
        "<li><b>Routes.</b> Treaties and national rules are looked up in tables, by State and by day.</li>"
        f"<li><b>Search.</b> {count(coverage.passages, 'passage')} are searched by words and by meaning.</li>"
        "<li><b>Writing.</b> The answer is put together from quotations of what was found, and from nothing else.</li>"
        "<li><b>Checking.</b> A sentence whose quotation does not stand word for word in its passage is withheld and "
        "counted.</li></ol>"
        "<h2>How to read it</h2><ul>"
        "<li>Every number opens the passage at the side, with the words quoted lit.</li>"
        "<li><b>confirmed</b>: a source was seen that says so. <b>unconfirmed</b>: none was seen; check it first. "
        "<b>inferred</b>: concluded from other rules. <b>out of date</b>: no longer the law.</li>"
        "<li>Law is stated as of the day named beside the verdict. Ask for another day to get the law of that day.</li></ul>"
        "<h2>Limits</h2><ul>"
        f"<li>The sources were read to {day(coverage.known)}. What changed later is not here.</li>"
        "<li>Passages are digests in our own words, not the official text; the address of that stands beside each.</li>"
        "<li>If the corpus does not say, the reply says so. Then ask counsel admitted in the State concerned.</li>"
        "<li>This is information, not legal advice, and nobody is your lawyer because of it.</li></ul>"
        "<h2>Privacy</h2><ul>"
        "<li>The page, the index and the search run on the machine that serves this page. The page loads nothing from "
        "elsewhere, and the questions are not written to its log.</li>"
        "<li>Your matters are kept in this browser tab until you close it, and nowhere else.</li>"
        "<li>If whoever runs this machine has switched on a language model outside it, the receipt of each answer names "
        "it under “Writer”.</li></ul></section>"
    )
