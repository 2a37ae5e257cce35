"""Simple LaTeX, as it stands in titles and abstracts, as Unicode.

One pass with a stack of open groups. What is not understood stays as it is: prose with a dollar sign, a brace or a
backslash of its own is more common than LaTeX that a plain line of text could show. (Of the libraries for this,
pylatexenc 2.11 takes every `%` for a comment and drops the rest of the abstract, and unicodeit 0.7 knows symbols, but
neither commands nor prices.)
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

MAX_DEPTH = 12
"""Groups nested deeper than this are text: nobody writes them, and each level costs a copy."""
MAX_FORMULA = 400
"""Two dollar signs further apart than this are no formula ..."""
LOOSE_FORMULA = 60
"""... and beyond this, unless a command stands inside, not if blanks stand at the ends, either."""


def _table(pairs: str) -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in pairs.split())


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SYMBOLS = _table(r"""
alpha=α beta=β gamma=γ delta=δ epsilon=ϵ varepsilon=ε zeta=ζ eta=η theta=θ vartheta=ϑ iota=ι kappa=κ lambda=λ
mu=μ nu=ν xi=ξ pi=π rho=ρ sigma=σ tau=τ upsilon=υ phi=ϕ varphi=φ chi=χ psi=ψ omega=ω
Gamma=Γ Delta=Δ Theta=Θ Lambda=Λ Xi=Ξ Pi=Π Sigma=Σ Upsilon=Υ Phi=Φ Psi=Ψ Omega=Ω ell=ℓ hbar=ℏ
times=× pm=± mp=∓ cdot=· div=÷ ast=∗ star=⋆ circ=∘ bullet=• oplus=⊕ otimes=⊗ odot=⊙ oslash=⊘ setminus=∖
sim=~ simeq=≃ approx=≈ cong=≅ equiv=≡ propto=∝ neq=≠ ne=≠ leq=≤ le=≤ geq=≥ ge=≥ leqslant=≤ geqslant=≥ ll=≪
gg=≫ lesssim=≲ gtrsim=≳ lt=< gt=> prec=≺ succ=≻ in=∈ notin=∉ ni=∋ subset=⊂ subseteq=⊆ supset=⊃ supseteq=⊇
cup=∪ cap=∩ emptyset=∅ varnothing=∅ forall=∀ exists=∃ neg=¬ wedge=∧ land=∧ vee=∨ lor=∨ top=⊤ bot=⊥ perp=⊥
to=→ rightarrow=→ leftarrow=← leftrightarrow=↔ Rightarrow=⇒ Leftarrow=⇐ Leftrightarrow=⇔ implies=⇒ iff=⇔
longrightarrow=→ mapsto=↦ uparrow=↑ downarrow=↓ nearrow=↗ searrow=↘ infty=∞ partial=∂ nabla=∇ sum=∑ prod=∏
int=∫ dots=… ldots=… cdots=⋯ vdots=⋮ prime=′ dagger=† ddagger=‡ langle=⟨ rangle=⟩ lfloor=⌊ rfloor=⌋ lceil=⌈
rceil=⌉ lVert=‖ rVert=‖ Vert=‖ lvert=| rvert=| vert=| mid=| parallel=∥ colon=: deg=° degree=° checkmark=✓
bigstar=★ square=□ triangle=△ diamond=⋄ clubsuit=♣ aleph=ℵ Re=ℜ Im=ℑ
textless=< textgreater=> textasciitilde=~ textasciicircum=^ textbackslash=\ textbar=| textunderscore=_
textdegree=° textmu=µ texttimes=× textpm=± textendash=– textemdash=— textellipsis=… textregistered=®
texttrademark=™ textperthousand=‰ textquoteleft=‘ textquoteright=’ textquotedblleft=“ textquotedblright=”
copyright=© pounds=£ euro=€ texteuro=€ S=§ eg=e.g. ie=i.e. etc=etc. LaTeX=LaTeX TeX=TeX
""")
_LETTERS = _table("l=ł L=Ł o=ø O=Ø ss=ß ae=æ AE=Æ oe=œ OE=Œ aa=å AA=Å i=ı j=ȷ dh=ð DH=Ð th=þ TH=Þ dj=đ DJ=Đ")
_ACCENTS = dict(
    zip(
        "`'^~\"=.cvHukrd",
        "\u0300\u0301\u0302\u0303\u0308\u0304\u0307\u0327\u030c\u030b\u0306\u0328\u030a\u0323",
        strict=True,
    )
)
_OVER = _table(
    "hat=\u0302 widehat=\u0302 tilde=\u0303 widetilde=\u0303 bar=\u0304 overline=\u0304 vec=\u20d7 dot=\u0307"
)
_FUNCTIONS = _names("log ln lg exp max min sup inf lim arg argmax argmin sin cos tan tanh det dim ker gcd mod bmod Pr")
_DROPPED = _names("""
left right big Big bigl bigr Bigl Bigr bigg Bigg displaystyle textstyle limits nolimits bf it em rm sc tt sf sl cal
bfseries itshape scshape small large footnotesize normalsize noindent centering footnotemark protect xspace
""")
_SPACES = _names("quad qquad space newline par")
_CONTENT = _names("""
textbf textit emph texttt textsc textrm textsf textsl textup textmd textnormal text underline uline mathrm mathbf
mathit mathsf mathtt mathcal mathscr mathfrak boldsymbol bm mbox hbox operatorname url path num mathop mathbin mathrel
ensuremath gls acrshort uppercase lowercase substack
""")
_ESCAPED = {
    **dict.fromkeys(" ,;:\\", " "),
    **dict.fromkeys("!-/@()", ""),
    **{sign: sign for sign in "%&_#${}"},
    "|": "‖",
}
_DOUBLE_STRUCK = str.maketrans("CHNPQRZ", "ℂℍℕℙℚℝℤ")
_RAISED = str.maketrans(
    "0123456789+-−=()abcdefghijklmnoprstuvwxyz′∘⊤*∗",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ′°ᵀ**",
)
_LOWERED = str.maketrans("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")


def _script(mark: str, table: dict[int, int]) -> Callable[[str], str]:
    def script(text: str) -> str:
        if all(ord(character) in table for character in text):
            return text.translate(table)
        return f"{mark}{text}" if text.replace("-", "").replace(".", "").isalnum() else f"{mark}({text})"

    return script


def _same(text: str) -> str:
    return text


def _fraction(above: str, below: str) -> str:
    return "/".join(part if part.isalnum() else f"({part})" for part in (above, below))


def _over(mark: str) -> Callable[[str], str]:
    return lambda text: unicodedata.normalize("NFC", text + mark) if len(text) == 1 else text


def _link(address: str, text: str) -> str:
    return text if text in ("", address) or not address.startswith("http") else f"{text} ({address})"


_raised, _lowered = _script("^", _RAISED), _script("_", _LOWERED)

_COMMANDS: Mapping[str, tuple[int, Callable[..., str]]] = {
    **dict.fromkeys(_CONTENT, (1, _same)),
    **dict.fromkeys(("cite", "citep", "citet", "ref"), (1, lambda key: f"[{key}]")),
    **dict.fromkeys(("frac", "tfrac", "dfrac", "nicefrac"), (2, _fraction)),
    **dict.fromkeys(("textcolor", "hyperlink", "texorpdfstring"), (2, lambda _, text: text)),
    **{command: (1, _over(mark)) for command, mark in _OVER.items()},
    "mathbb": (1, lambda text: text.translate(_DOUBLE_STRUCK)),
    "textsuperscript": (1, _raised),
    "textsubscript": (1, _lowered),
    "sqrt": (1, lambda text: f"√{text}" if text.isalnum() else f"√({text})"),
    "binom": (2, lambda above, below: f"C({above}, {below})"),
    "pmod": (1, lambda text: f"(mod {text})"),
    "footnote": (1, lambda text: f" ({text})"),
    "enquote": (1, lambda text: f"“{text}”"),
    "color": (1, lambda _: ""),
    "href": (2, _link),
}
"""Commands with groups after them: how many, and what they come to."""

_LETTER = r"\\[ij](?![A-Za-z])|[^\W\d_]"
_TOKEN = re.compile(
    rf"""
      \\unicode\{{x(?P<code>[0-9A-Fa-f]{{1,5}})\}}
    | \\(?P<accent>[`'^~"=.])(?:\s?\{{\s?(?P<inner>{_LETTER})\s?\}}|(?P<bare>{_LETTER}))
    | \\(?P<hook>[cvHukrd])(?:\s?\{{\s?(?P<hooked>{_LETTER})\s?\}}|\s(?P<last>{_LETTER})(?=\}}))
    | \\(?P<command>[A-Za-z]+)\*?(?:\{{\}})?
    | \\(?P<escaped>.)
    | (?P<open>\{{) | (?P<close>\}}) | (?P<dollar>\$\$?)
    | (?P<script>[_^])(?:(?=\{{)|(?P<single>\\[A-Za-z]+|[^\s{{}}\\$]))
    | (?P<tie>~) | (?P<dashes>-{{2,}}) | (?P<quotes>``|'')
    | (?P<text>[^\\{{}}$_^~\-`']+|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_LATEX = re.compile(r"[\\$~{]|--|``")
_DOLLARS = re.compile(r"(?<!\\)\$\$?")
_GROUP = re.compile(r"\s?(?=\{)")
_WORD = re.compile(r"[\w,.-]+")
_CONTRACTION = re.compile(r"(?:s|t|m|d|re|ve|ll)\b")
_NAMED = re.compile(r"\\[A-Za-z]{2}")
_TECHNICAL = re.compile(r"[\\^_={]")
_PROSE = re.compile(rf"(?<!\S)(?!(?:{'|'.join(_FUNCTIONS)})\b)[^\W\d_A-Z]{{2,}}(?!\S)")


def readable(text: str) -> str:
    r"""Return the text with simple LaTeX as Unicode: `$2.3\times$` as 2.3×, `5\%` as 5%, `{\L}ukasz` as Łukasz.

    Takes time linear in the length of the text and never fails.
    """
    return _Reader(text).read() if _LATEX.search(text) else text


@dataclass
class _Group:
    """What stands since an open brace; `command` waits for it to be its argument."""

    pieces: list[str] = field(default_factory=list)
    latex: bool = False
    command: Callable[..., str] | None = None
    arguments: int = 0
    given: list[str] = field(default_factory=list)


class _Reader:
    """One pass over a text. `groups` are the open braces, the text itself at the bottom."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.groups = [_Group()]
        self.formulas = _formulas(text)
        self.quotes = "``" in text
        self.formula_end: int | None = None
        self.position = 0

    def read(self) -> str:
        while self.position < len(self.text):
            token = _TOKEN.match(self.text, self.position)
            assert token is not None, "the last alternative takes any character"
            start, self.position = self.position, token.end()
            self._take(token, start)
        while len(self.groups) > 1:
            self._close(complete=False)
        return "".join(self.groups[0].pieces)

    def _put(self, piece: str, *, latex: bool = False) -> None:
        self.groups[-1].pieces.append(piece)
        self.groups[-1].latex |= latex

    def _wait(self, arguments: int, command: Callable[..., str]) -> None:
        """Let a command wait for the groups that follow."""
        top = self.groups[-1]
        top.arguments, top.command, top.given, top.latex = arguments, command, [], True

    def _take(self, token: re.Match[str], start: int) -> None:
        kind = token.lastgroup
        if kind == "text":
            self._put(token[0] if self.formula_end is None else re.sub(r"\s+", " ", token[0]))
        elif kind in ("inner", "bare"):
            self._accent(token, start)
        elif kind in ("hooked", "last"):
            self._put(_composed(token["hook"], token[kind]) or token[0], latex=True)
        elif kind == "command":
            self._command(token)
        elif kind == "escaped":
            self._escaped(token, start)
        elif kind == "dollar":
            self._dollar(token, start)
        elif kind == "open":
            self._open()
        elif kind == "close":
            self._close() if len(self.groups) > 1 else self._put("}")
        elif kind in ("script", "single"):
            self._script(token)
        elif kind == "code":
            self._put(chr(int(token["code"], 16)).encode("utf-8", "replace").decode(), latex=True)
        else:
            self._put(self._typed(token, start))

    def _command(self, token: re.Match[str]) -> None:
        name = token["command"]
        if name in _COMMANDS and (group := _GROUP.match(self.text, self.position)):
            self.position = group.end()
            self._wait(*_COMMANDS[name])
        elif name in _LETTERS:
            self._put(_LETTERS[name], latex=True)
            if self.text[self.position : self.position + 1] == " ":
                self.position += 1
        elif name in _SYMBOLS:
            self._put(_SYMBOLS[name], latex=True)
        elif name in _DROPPED:
            self._put("", latex=True)
            if self.text[self.position : self.position + 1] == " ":
                self.position += 1
        elif name in _SPACES:
            self._put(" ", latex=True)
        elif name in _FUNCTIONS:
            self._put(name, latex=True)
        else:
            self._put(token[0] if self.formula_end is None else name)

    def _accent(self, token: re.Match[str], start: int) -> None:
        mark, letter = token["accent"], token["inner"] or token["bare"]
        # Escaped quotes (it\'s, \"so\") look the same; an accent follows a letter or a brace, or has braces of its own.
        before = self.text[start - 1 : start]
        quoted = mark in "'\"" and token["bare"] is not None and not (before.isalpha() or before == "{")
        if quoted or (mark == "'" and before.isalpha() and _CONTRACTION.match(self.text, token.end() - len(letter))):
            self._put(mark + letter)
        else:
            self._put(_composed(mark, letter) or token[0], latex=True)

    def _escaped(self, token: re.Match[str], start: int) -> None:
        character = token["escaped"]
        closing = self.text.find("\\)", start, start + MAX_FORMULA) if character == "(" else -1
        if closing >= 0:
            self.formula_end = closing
        elif character == ")" and self.formula_end == start:
            self.formula_end = None
        elif character in _ESCAPED:
            self._put(_ESCAPED[character], latex=True)
        else:
            self._put(character if character in "[]'\"*" else token[0])

    def _dollar(self, token: re.Match[str], start: int) -> None:
        if start in self.formulas:
            self.formula_end = self.formulas[start]
            self.groups[-1].latex = True
        elif self.formula_end == start:
            self.formula_end = None
        else:
            self._put(token[0])

    def _open(self) -> None:
        if len(self.groups) > MAX_DEPTH:
            self.groups[-1].command = None
            self._put("{")
        else:
            self.groups.append(_Group())

    def _close(self, *, complete: bool = True) -> None:
        group = self.groups.pop()
        content, top = "".join(group.pieces), self.groups[-1]
        if top.command is None:
            bare = group.latex or self.formula_end is not None or (complete and _WORD.fullmatch(content))
            self._put(content if bare else "{" + content + "}" * complete, latex=group.latex)
            return
        top.given.append(content)
        more = _GROUP.match(self.text, self.position)
        if complete and more and len(top.given) < top.arguments:
            self.position = more.end()
            return
        command, top.command = top.command, None
        self._put(command(*top.given, *[""] * (top.arguments - len(top.given))))

    def _script(self, token: re.Match[str]) -> None:
        script = _raised if token["script"] == "^" else _lowered
        if token["single"] is None:
            self._wait(1, script)
        elif self.formula_end is None:
            # Outside of formulas a script has braces: this is a_name or a circumflex.
            self._put(token["script"])
            self.position = token.start("single")
        else:
            single = token["single"]
            count, command = _COMMANDS.get(single[1:], (0, _same))
            if count == 1 and (group := _GROUP.match(self.text, self.position)):
                self.position = group.end()
                self._wait(1, lambda text: script(command(text)))
                return
            self._put(script(_SYMBOLS.get(single[1:], single[1:]) if single[0] == "\\" else single))

    def _typed(self, token: re.Match[str], start: int) -> str:
        """Return what ties, dashes and quotation marks of the keyboard come to."""
        mark = token[0]
        before, after = self.text[start - 1 : start] if start else "", self.text[token.end() : token.end() + 1]
        if mark == "~":
            if self.formula_end is not None:
                return " "
            # Between numbers (8B~70B) it means "to".
            ranged = after.isdigit() and any(map(str.isdigit, self.text[max(0, start - 2) : start]))
            tied = (before.isalnum() or before in tuple(".,;:)]}-$")) and (after.isalnum() or after in tuple("\\$(["))
            return " " if tied and not ranged else mark
        if token["dashes"]:
            option = not before.strip() and after.strip()
            return mark if option or self.formula_end is not None else {2: "–", 3: "—"}.get(len(mark), mark)
        if mark == "``":
            return "“"
        return "”" if self.quotes else mark


def _composed(mark: str, letter: str) -> str | None:
    """Return a letter with an accent as one character, None if there is no such character."""
    base = letter.removeprefix("\\")
    composed = unicodedata.normalize("NFC", base + _ACCENTS[mark])
    return composed if len(composed) == 1 else None


def _formulas(text: str) -> dict[int, int]:
    """Return where dollar signs open formulas, and where the formulas end."""
    found: dict[int, int] = {}
    signs = [sign.span() for sign in _DOLLARS.finditer(text)]
    place = 0
    while place + 1 < len(signs):
        (start, inside), (end, after) = signs[place], signs[place + 1]
        if end - inside <= MAX_FORMULA and _is_formula(text[inside:end], text[after : after + 1]):
            found[start] = end
            place += 1
        place += 1
    return found


def _is_formula(content: str, after: str) -> bool:
    """Return whether what stands between two dollar signs is a formula, and not prose between two prices."""
    tight = content != "" and content.strip() == content
    if _TECHNICAL.search(content) or (tight and not any(map(str.isalnum, content))):
        return tight or len(content) <= LOOSE_FORMULA or _NAMED.search(content) is not None
    return tight and not after.isdigit() and not _PROSE.search(content)
