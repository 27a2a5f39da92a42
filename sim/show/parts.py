"""The section on what unmet need is made of: known or hidden, resolvable or lasting, by domain."""

from __future__ import annotations

from collections.abc import Sequence

from sim.record.headlines import BY_DOMAIN, BY_SEVERITY, KNOWN_OR_HIDDEN
from sim.show import paths
from sim.show.costs import beside_differences
from sim.show.outcomes_shown import BURDEN
from sim.show.page import Block, Chart, Paragraph, Section, Table
from sim.show.reading import View

HIDDEN, LASTING = "burden_hidden", "burden_lasting"
_WEIGHTS = ("burden.weight_", ".burden_weight")  # in the keys of parameters


def parts(view: View) -> Section:
    """Burden and its parts under each model, and the paired difference of each part."""
    blocks: list[Block] = [Paragraph(view.text("parts.intro")), Paragraph(weights(view))]
    told = [sentence for part in (HIDDEN, LASTING) if (sentence := share_of_burden(view, part))]
    blocks += [Paragraph(sentence, strong=True) for sentence in told[:1]]
    blocks += [Paragraph(sentence) for sentence in told[1:]]
    main = [BURDEN, *KNOWN_OR_HIDDEN, *BY_SEVERITY]
    blocks.append(_table(view, main, view.text("parts.table", unit=view.unit(BURDEN))))
    domains = view.existing(BY_DOMAIN)
    if domains:
        by_domain = {
            name.removeprefix("burden_"): {
                m: float(view.level(m, name).get("mean") or 0.0) for m in view.models
            }
            for name in domains
        }
        svg = paths.stacked(view, "domains", by_domain, view.unit(BURDEN))
        table = _table(view, domains, view.text("parts.domain_table", unit=view.unit(BURDEN)))
        blocks.append(Chart(svg, view.text("figures.domains_title"), table))
    return Section("parts", view.text("headings.parts"), blocks)


def _table(view: View, outcomes: Sequence[str], caption: str) -> Table:
    rows = {view.label(name): name for name in view.existing(outcomes)}
    return beside_differences(view, rows, caption, view.text("columns.part"))


def share_of_burden(view: View, part: str) -> str:
    """How large a share of burden one part is, under every model; empty without burden."""
    shares = []
    for model in view.models:
        whole, some = view.level(model, BURDEN)["mean"], view.level(model, part)["mean"]
        if whole and some is not None:
            share = view.num.percent(some / whole)
            shares.append(view.text("parts.under", share=share, model=view.model(model)))
    return view.text(f"parts.{part}", shares=", ".join(shares)) if shares else ""


def weights(view: View) -> str:
    """What burden is weighed with, in a sentence."""
    values = view.comparison.resolved.values
    stated = [
        f"{view.parameters[key].label(view.lang)} {view.num.exact(float(value))} ({key})"
        for key, value in values.items()
        if any(word in key for word in _WEIGHTS) and value != 1.0
    ]
    if not stated:
        return view.text("parts.not_weighed")
    return view.text("parts.weighed", weights="; ".join(stated))
