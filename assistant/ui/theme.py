"""The look of the page: our style sheet and script, and a Gradio theme that fetches no font."""

from pathlib import Path

import gradio as gr

HERE = Path(__file__).parent
STYLE = HERE / "style.css"
BEHAVIOUR = HERE / "behaviour.js"
SANS = ["Inter", "Segoe UI", "system-ui", "-apple-system", "Helvetica Neue", "Liberation Sans", "Arial", "sans-serif"]


def theme() -> gr.themes.Base:
    """Gradio's base theme with system fonts; these colours serve the sign-in page, style.css has the others."""
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
    """What goes into the head of the page. Gradio rewrites selectors of `css`, so the style sheet goes here as it is."""
    return (
        '<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">'
        f"<style>{STYLE.read_text(encoding='utf-8')}</style>"
    )


def behaviour() -> str:
    """The script of the page; it runs where `element`, `trigger` and `watch` are defined."""
    return BEHAVIOUR.read_text(encoding="utf-8")
