"""What LaTeX commands stand for: letters, signs, accents, Greek, and commands that only dress words.

The names are those of LaTeX, its text companion symbols, amsmath and biblatex. They are told apart by whether
they take an argument, since that decides what of the source is theirs.
"""

from __future__ import annotations


def _pairs(words: str) -> dict[str, str]:
    """Return a table written as alternating names and characters."""
    parts = words.split()
    return dict(zip(parts[::2], parts[1::2], strict=True))


ACCENTS: dict[str, str] = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "|": "\u030d",
    "G": "\u030f",
    "U": "\u030e",
    "h": "\u0309",
    "f": "\u0311",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
    "t": "\u0361",
    "capitalring": "\u030a",
    "textcommabelow": "\u0326",
    "cb": "\u0326",
    "hat": "\u0302",
    "widehat": "\u0302",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "bar": "\u0304",
    "overline": "\u0305",
    "dot": "\u0307",
    "ddot": "\u0308",
    "vec": "\u20d7",
    "check": "\u030c",
    "breve": "\u0306",
    "acute": "\u0301",
    "grave": "\u0300",
    "mathring": "\u030a",
    "not": "\u0338",
}
"""Accents, which take the next letter, to the combining character behind it."""

DOTLESS = {"\u0131": "i", "\u0237": "j"}

LETTERS: dict[str, str] = _pairs(
    "ss ß SS ẞ o ø O Ø aa å AA Å ae æ AE Æ oe œ OE Œ l ł L Ł i ı j ȷ th þ TH Þ dh ð DH Ð dj đ DJ Đ ng ŋ NG Ŋ"
    " ij ĳ IJ Ĳ imath ı jmath ȷ textschwa ə textphi ɸ textesh ʃ textezh ʒ textgamma ɣ textturna ɐ texthbar ħ"
)
"""Letters of alphabets that LaTeX writes as commands."""

GREEK: dict[str, str] = _pairs(
    "alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ"
    " varkappa ϰ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ"
    " upsilon υ phi φ varphi φ chi χ psi ψ omega ω Alpha Α Beta Β Gamma Γ Delta Δ Epsilon Ε Zeta Ζ Eta Η"
    " Theta Θ Iota Ι Kappa Κ Lambda Λ Mu Μ Nu Ν Xi Ξ Omicron Ο Pi Π Rho Ρ Sigma Σ Tau Τ Upsilon Υ Phi Φ"
    " Chi Χ Psi Ψ Omega Ω"
)
_TEXT_GREEK = {f"text{name}": letter for name, letter in GREEK.items()}

SIGNS: dict[str, str] = {
    **_pairs(
        "textendash – textemdash — textquoteleft ‘ textquoteright ’ textquotedblleft “ textquotedblright"
        " ” textquotesingle ' textquotedbl \" quotesinglbase ‚ quotedblbase „ glqq „ grqq “ glq ‚ grq ‘"
        " flqq « frqq » flq ‹ frq › guillemotleft « guillemotright » guillemetleft « guillemetright »"
        " guilsinglleft ‹ guilsinglright › lq ‘ rq ’ textbackslash \\ textasciitilde ~ textasciicircum ^"
        " textasciiacute ´ textasciigrave ` textasciidieresis ¨ textasciimacron ¯ textunderscore _ textbar"
        " | textless < textgreater > textbraceleft { textbraceright } textdollar $ textpercent %"
        " textampersand & textslash / slash / hyphen - textnumbersign # textasteriskcentered * textbullet"
        " • textperiodcentered · textexclamdown ¡ textquestiondown ¿ textellipsis … dots … ldots … cdots ⋯"
        " dotsc … dotsb … lips … textcopyright © copyright © textregistered ® texttrademark ™"
        " textservicemark ℠ textdegree ° degree ° textcelsius ℃ textohm Ω textmu µ micro µ texteuro € euro"
        " € EUR € textsterling £ pounds £ textyen ¥ textcent ¢ textcurrency ¤ textwon ₩ textbaht ฿"
        " textflorin ƒ textsection § S § textparagraph ¶ P ¶ textdagger † dag † dagger † textdaggerdbl ‡"
        " ddag ‡ ddagger ‡ textordfeminine ª textordmasculine º textonesuperior ¹ texttwosuperior ²"
        " textthreesuperior ³ textonequarter ¼ textonehalf ½ textthreequarters ¾ textfractionsolidus ⁄"
        " textnumero № textperthousand ‰ textpertenthousand ‱ textbrokenbar ¦ textpm ± texttimes × textdiv"
        " ÷ textlnot ¬ textminus − textsurd √ textinfty ∞ textleftarrow ← textrightarrow → textuparrow ↑"
        " textdownarrow ↓ textlangle ⟨ textrangle ⟩ textvisiblespace ␣ textmusicalnote ♪ textestimated ℮"
        " textbardbl ‖ textdblhyphen ⹀ textprime ′ textcompwordmark \u200c cprime ʹ cdprime ʺ flqq « TeX"
        " TeX LaTeX LaTeX LaTeXe LaTeX2ε BibTeX BibTeX BibLaTeX BibLaTeX XeTeX XeTeX"
    ),
    **_pairs(
        "leq ≤ le ≤ leqslant ≤ geq ≥ ge ≥ geqslant ≥ neq ≠ ne ≠ approx ≈ simeq ≃ cong ≅ equiv ≡ sim ∼"
        " propto ∝ ll ≪ gg ≫ lt < gt > pm ± mp ∓ times × div ÷ cdot ⋅ ast ∗ star ⋆ circ ∘ bullet • oplus ⊕"
        " ominus ⊖ otimes ⊗ odot ⊙ wedge ∧ land ∧ vee ∨ lor ∨ neg ¬ lnot ¬ cap ∩ cup ∪ setminus ∖ in ∈"
        " notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ emptyset ∅ varnothing ∅ forall ∀ exists ∃"
        " nexists ∄ infty ∞ partial ∂ nabla ∇ sum ∑ prod ∏ coprod ∐ int ∫ oint ∮ surd √ angle ∠ perp ⊥"
        " parallel ∥ mid ∣ to → rightarrow → longrightarrow ⟶ leftarrow ← gets ← longleftarrow ⟵"
        " leftrightarrow ↔ uparrow ↑ downarrow ↓ updownarrow ↕ Rightarrow ⇒ Longrightarrow ⟹ Leftarrow ⇐"
        " Leftrightarrow ⇔ iff ⇔ mapsto ↦ rightleftharpoons ⇌ leftrightharpoons ⇋ hookrightarrow ↪ nearrow"
        " ↗ searrow ↘ langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ ell ℓ hbar ℏ Re ℜ Im ℑ aleph ℵ"
        " wp ℘ prime ′ therefore ∴ because ∵ top ⊤ bot ⊥ vdash ⊢ models ⊨ lbrace { rbrace } lbrack ["
        " rbrack ] backslash \\ vert | Vert ‖ lvert | rvert | colon : dotsm ⋯ vdots ⋮ ddots ⋱ triangle △"
        " Box □ square □ diamond ⋄ Diamond ◇ clubsuit ♣ diamondsuit ♢ heartsuit ♡ spadesuit ♠ flat ♭"
        " natural ♮ sharp ♯ male ♂ mars ♂ female ♀ venus ♀ checkmark ✓ lesssim ≲ gtrsim ≳ lessapprox ⪅"
        " gtrapprox ⪆ prec ≺ succ ≻ asymp ≍ doteq ≐ smile ⌣ triangleq ≜ complement ∁ sin sin cos cos tan"
        " tan cot cot log log ln ln lg lg exp exp min min max max lim lim sup sup inf inf det det dim dim"
        " ker ker arg arg deg deg gcd gcd Pr Pr mod mod bmod mod"
    ),
    **GREEK,
    **_TEXT_GREEK,
    "space": " ",
    "quad": " ",
    "qquad": " ",
    "enspace": " ",
    "thinspace": " ",
    "nobreakspace": " ",
    "newline": "\n\n",
    "linebreak": "\n\n",
    "par": "\n\n",
    "textperiodcentered": "·",
    "lbrack": "[",
    "rbrack": "]",
}
"""Commands without an argument, and what they print."""

SYMBOLS: dict[str, str] = {
    "&": "&",
    "%": "%",
    "$": "$",
    "#": "#",
    "_": "_",
    "{": "{",
    "}": "}",
    " ": " ",
    ",": " ",
    ";": " ",
    ":": " ",
    ">": " ",
    "!": "",
    "-": "",
    "/": "",
    "@": "",
    "*": "",
    "\\": "\n\n",
    "|": "‖",
    "<": "<",
    "+": "",
    "?": "?",
    "[": "[",
    "]": "]",
}
"""A backslash before a sign, and what the two print."""

SILENT = frozenset(
    "em it bf sl sc rm tt sf bfseries itshape slshape scshape upshape normalfont rmfamily sffamily ttfamily"
    " mdseries tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge relax protect"
    " noindent indent centering raggedright big Big bigg Bigg bigl bigr Bigl Bigr displaystyle textstyle"
    " scriptstyle limits nolimits xspace ignorespaces unskip boldmath allowbreak nobreak null cal"
    " smallskip medskip bigskip nolinebreak penalty urlstyle selectfont sloppy maketitle item bgroup egroup"
    " begingroup endgroup".split()
)
"""Commands that only change how the following words look."""

DROPPED = frozenset(
    "noopsort SortNoop sortnoop noop NOOP nosort noopsortone cite citep citet nocite label ref pageref index"
    " vspace hspace vskip hskip phantom hphantom vphantom color begin end newcommand renewcommand"
    " providecommand def footnotemark usepackage setcounter ifx".split()
)
"""Commands whose argument is not for the eye."""

SECOND = frozenset(
    "href textcolor colorbox foreignlanguage bibinfo bibfield textlang fontsize raisebox".split()
)
"""Commands of two arguments, the second of which is printed."""

QUOTED: dict[str, tuple[str, str]] = {
    "enquote": ("“", "”"),
    "mkbibquote": ("“", "”"),
    "textquote": ("“", "”"),
    "mkbibparens": ("(", ")"),
    "mkbibbrackets": ("[", "]"),
    "parentext": ("(", ")"),
    "brackettext": ("[", "]"),
    "sqrt": ("√", ""),
}
"""Commands that put something before and behind their argument."""

RAISED = frozenset("textsuperscript mathsuperscript mkbibsuperscript sp up".split())
LOWERED = frozenset("textsubscript mkbibsubscript sb".split())
