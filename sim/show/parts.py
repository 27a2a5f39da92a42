"""The section on what unmet need is made of: known or hidden, resolvable or lasting, by domain."""

from __future__ import annotations

from sim.record.headlines import BY_DOMAIN, BY_SEVERITY, KNOWN_OR_HIDDEN
from sim.show import paths
from sim.show.costs import beside_differences, means
from sim.show.outcomes_shown import BURDEN
from sim.show.page import Block, Chart, Paragraph, Section
from sim.show.reading import View

HIDDEN, LASTING = "burden_hidden", "burden_lasting"
_PART = "burden_"  # how the outcomes by domain begin
_WEIGHTS = ("burden.weight_", ".burden_weight")  # in the keys of parameters


def parts(view: View) -> Section:
    """Burden and its parts under each model, and the paired difference of each part."""
    unit = view.unit(BURDEN)
    blocks: list[Block] = [Paragraph(view.text("parts.intro")), Paragraph(weights(view))]
    said = [sentence for part in (HIDDEN, LASTING) if (sentence := share_of_burden(view, part))]
    blocks += [Paragraph(sentence, strong=i == 0) for i, sentence in enumerate(said)]
    main = view.existing([BURDEN, *KNOWN_OR_HIDDEN, *BY_SEVERITY])
    blocks.append(beside_differences(view, main, "parts.table", "part", unit=unit))
    if domains := view.existing(BY_DOMAIN):
        by_domain = {name.removeprefix(_PART): means(view, name) for name in domains}
        svg = paths.stacked(view, "domains", by_domain, unit)
        table = beside_differences(view, domains, "parts.domain_table", "part", unit=unit)
        blocks.append(Chart(svg, view.text("figures.domains_title"), table))
    return Section("parts", view.text("headings.parts"), blocks)


def share_of_burden(view: View, part: str) -> str:
    """The share of burden that one part is, under every model; empty without burden."""
    shares = []
    for model in view.models:
        whole, some = view.level(model, BURDEN).mean, view.level(model, part).mean
        if whole and some is not None:
            share = view.num.percent(some / whole)
            shares.append(view.text("parts.under", share=share, model=view.model(model)))
    return view.text(f"parts.{part}", shares=", ".join(shares)) if shares else ""


def weights(view: View) -> str:
    """The weights of burden in a sentence."""
    values = view.comparison.resolved.values
    stated = [
        f"{view.parameters[key].label(view.lang)} {view.num.exact(float(value))} ({key})"
        for key, value in values.items()
        if any(word in key for word in _WEIGHTS) and value != 1.0
    ]
    if not stated:
        return view.text("parts.not_weighed")
    return view.text("parts.weighed", weights="; ".join(stated))
