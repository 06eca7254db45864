"""The look of the page: our style sheets, scripts and typefaces, and a Gradio theme that fetches no font."""

from pathlib import Path

import gradio as gr
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from assistant.ui.markup import esc
from assistant.ui.texts import load_texts

HERE = Path(__file__).parent
TYPEFACES = "typefaces"
"""Where the typefaces are served, below the address of the page."""

STYLES = ("tokens", "frame", "side", "chat", "start", "evidence", "views", "phone")
SCRIPTS = ("ground", "talk", "evidence", "papers", "matters", "views", "clicks", "begin")
SANS = ["Source Sans 3", "Segoe UI", "system-ui", "-apple-system", "Helvetica Neue", "Arial", "sans-serif"]


def theme() -> gr.themes.Base:
    """Gradio's base theme with our typeface; these colours serve the sign-in page, styles/ has the others."""
    return gr.themes.Base(font=SANS, font_mono=["ui-monospace", "Liberation Mono", "monospace"]).set(
        body_background_fill="#faf9f6",
        body_background_fill_dark="#14171b",
        block_background_fill_dark="#1b1f25",
        button_primary_background_fill="#1f4b6e",
        button_primary_background_fill_hover="#2a5f8a",
        button_primary_background_fill_dark="#8fbbdc",
        button_primary_background_fill_hover_dark="#a9cce6",
        button_primary_text_color="#ffffff",
        button_primary_text_color_dark="#14171b",
    )


def head() -> str:
    """What goes into the head of the page. Gradio rewrites selectors of `css`, so the style sheets go here as they are."""
    typefaces = (HERE / "styles" / "faces.css").read_text(encoding="utf-8")
    faces = "".join(
        f'<link rel="preload" as="font" type="font/woff2" crossorigin href="{TYPEFACES}/{name}-latin.woff2">'
        for name in ("source-serif-4", "source-sans-3")
    )
    needed = esc(load_texts()["en"]("page.no_script"))
    return (
        '<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">'
        f"{faces}<style>{typefaces}{styles()}</style>"
        f'<noscript><style>gradio-app::before {{ content: "{needed}" !important; font-size: 18px !important; }}</style></noscript>'
    )


def styles() -> str:
    """Our style sheets, without the typefaces, which have to be fetched."""
    return "\n".join((HERE / "styles" / f"{name}.css").read_text(encoding="utf-8") for name in STYLES)


def behaviour() -> str:
    """The script of the page; it runs where `element`, `trigger` and `watch` are defined."""
    return "\n".join((HERE / "scripts" / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)


def static_routes() -> list[Mount]:
    """Where the typefaces are served from."""
    return [Mount(f"/{TYPEFACES}", app=StaticFiles(directory=HERE / "fonts"), name=TYPEFACES)]
