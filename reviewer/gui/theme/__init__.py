"""How everything looks: tokens to colours, fonts, icons, one style sheet, and the signs of the design.

Widgets ask here for a token and never name a colour or a size themselves, so that light, dark and high
contrast differ in one place. Whoever paints by hand listens to `notifier.themeChanged`.

Properties the style sheet knows: `primary` (push button), `flat` (tool button without a frame), `segment`
("first", "middle", "last", "only") with `calm` for a neutral choice, `type` (a type token, on labels),
`tone` ("2", "3", "warning", "error", "ok", "accent"), `pane` ("window", "panel", "page", "header"),
`strip` ("info", "error").
"""

from reviewer.gui.theme.dress import apply, duration, reduced_motion, style_sheet
from reviewer.gui.theme.icons import draw_icon, icon, pixmap
from reviewer.gui.theme.keys import KeyButton, KeyCap, cap_of, draw_key, key_width
from reviewer.gui.theme.look import (
    VOICES,
    colour,
    contrast_ratio,
    font,
    hue_names,
    is_dark,
    line_height,
    notifier,
    paper_colour,
    size,
    tag_colour,
    tokens,
    voice_of,
)
from reviewer.gui.theme.signs import (
    draw_certainty,
    draw_stance,
    draw_voice_band,
    draw_voice_glyph,
    draw_voice_ribbon,
    voice_brush,
)
from reviewer.gui.theme.terms import (
    CERTAINTIES_INSIDE,
    CERTAINTY_WORDS,
    DIRECTION_WORDS,
    DIRECTIONS_INSIDE,
    KIND_WORDS,
    ROLE_WORDS,
    STANCE_WORDS,
    STANCES_INSIDE,
    VOICE_WORDS,
    VOICES_INSIDE,
    word_of,
)

__all__ = [
    "CERTAINTIES_INSIDE",
    "CERTAINTY_WORDS",
    "DIRECTIONS_INSIDE",
    "DIRECTION_WORDS",
    "KIND_WORDS",
    "ROLE_WORDS",
    "STANCES_INSIDE",
    "STANCE_WORDS",
    "VOICES",
    "VOICES_INSIDE",
    "VOICE_WORDS",
    "KeyButton",
    "KeyCap",
    "apply",
    "cap_of",
    "colour",
    "contrast_ratio",
    "draw_certainty",
    "draw_icon",
    "draw_key",
    "draw_stance",
    "draw_voice_band",
    "draw_voice_glyph",
    "draw_voice_ribbon",
    "duration",
    "font",
    "hue_names",
    "icon",
    "is_dark",
    "key_width",
    "line_height",
    "notifier",
    "paper_colour",
    "pixmap",
    "reduced_motion",
    "size",
    "style_sheet",
    "tag_colour",
    "tokens",
    "voice_brush",
    "voice_of",
    "word_of",
]
