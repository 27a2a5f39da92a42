"""Colours of charts, and the names by which the style sheet has them for light and for dark."""

from __future__ import annotations

# Okabe and Ito's palette, without its yellow: distinguishable with any colour vision.
COLOURS = ("#0072B2", "#D55E00", "#007A5A", "#9B4F80", "#8A6100", "#2C7FA8", "#444444")
# Okabe and Ito again, in an order where neighbours differ in lightness as well.
PARTS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#999999", "#333333")
INK, FAINT, SOFT, PAPER = "#222222", "#8c8c8c", "#595959", "#ffffff"
BETTER, SAME, WORSE = "#009E73", "#d9d9d9", "#D55E00"

_NAMED = {f"c{i}": colour for i, colour in enumerate(COLOURS)}
_NAMED |= {"p1": PARTS[1], "p3": PARTS[3], "p4": PARTS[4], "p6": PARTS[6], "p7": PARTS[7]}
_NAMED |= {"ink": INK, "faint": FAINT, "soft": SOFT, "paper": PAPER, "better": BETTER, "same": SAME}
VARIABLES = {colour.lower(): name for name, colour in _NAMED.items()}
