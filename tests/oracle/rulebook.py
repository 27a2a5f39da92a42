"""The rules that both readings share, in plain Python, and the addressed coins."""

from __future__ import annotations

from sim.foundation import streams
from sim.foundation.compiled import plain
from sim.support import hours, minutes, queues, specialists
from sim.support.admit import decision, entries, first_contact, practice, term
from sim.support.build import neighbourhood
from sim.support.pay import holders, money, offer, places, trajectories, year
from sim.support.reach import asking, entering, signals
from sim.support.work import closing, plans, workers
from sim.world import network, rules, waiting

coin = streams.uniform
coins = streams.uniform4

# needs and strength
severity = plain(rules.severity)
uncovered = plain(rules.uncovered)
network_carry = plain(rules.network_carry)
first_line_carry = plain(rules.first_line_carry)
healing = plain(rules.healing)
pressure = plain(rules.pressure)
next_resolvable = plain(rules.next_resolvable)
burden = plain(rules.burden)
onset_factor = plain(rules.onset_factor)
after_onset = plain(rules.after_onset)
onset_severity = plain(rules.onset_severity)
next_strength = plain(rules.next_strength)
crisis_hazard = plain(rules.crisis_hazard)
zrm_level = plain(waiting.zrm_level)

# the circle and provisions
is_here = plain(network.is_here)
asked_of_each = plain(network.asked_of_each)
circle_free = plain(rules.circle_free)
share_given = plain(rules.share_given)
next_strain = plain(rules.next_strain)
boost_left = plain(rules.boost_left)
joins = plain(rules.joins)

# reach
may_be_recognised = plain(entering.may_be_recognised)
asking_chance = plain(asking.asking_chance)
found_chance = plain(asking.found_chance)
accept_chance = plain(asking.accept_chance)
part_reached = plain(signals.part_reached)
either = plain(asking.either)

# the first contact, and a decision within a term
settled_chance = plain(first_contact.settled_chance)
is_ready = plain(first_contact.is_ready)
relieved = plain(first_contact.relieved)
turn_of = plain(queues.turn_of)
heading_over = plain(term.heading_over)
cut_short = plain(term.cut_short)
intake_share = plain(term.intake_share)
give_up_chance = plain(term.give_up_chance)
hours_short = plain(term.hours_short)
hired_next = plain(term.hired_next)

# admit
entry_minutes = plain(entries.entry_minutes)
intake_spent = plain(entries.intake_spent)
coins_of = plain(practice.coins_of)
first_reach_of = plain(decision.first_reach_of)
lightest_line = plain(decision.lightest_line)
late_line = plain(term.late_line)
between_laws = plain(decision.between_laws)
rough_line = plain(term.rough_line)
seen_severity = plain(decision.seen_severity)
leaned_line = plain(decision.leaned_line)
judged_able = plain(decision.judged_able)
usual_care_line = plain(decision.usual_care_line)
pull_of = plain(decision.pull_of)
pulled_line = plain(decision.pulled_line)
drawn_line = plain(decision.drawn_line)
tightened_line = plain(decision.tightened_line)
spread_line = plain(decision.spread_line)

# work
part_of = plain(minutes.part_of)
carries_cases = plain(minutes.carries_cases)
lift = plain(minutes.lift)
is_unpaid = plain(hours.is_unpaid)
change_runs = plain(hours.change_runs)
fits = plain(workers.fits)
filled_from = plain(workers.filled_from)
intake_room = plain(minutes.intake_room)
guidance_minutes = plain(minutes.guidance_minutes)
asked_minutes = plain(plans.asked_minutes)
organisation_loss = plain(plans.organisation_loss)
beyond_reach = plain(plans.beyond_reach)
learned = plain(plans.learned)
worn = plain(plans.worn)
bits = plain(plans.bits)
closing_level = plain(closing.closing_level)
may_close = plain(closing.may_close)
follow_up_due = plain(closing.follow_up_due)

# specialists
posts = plain(specialists.posts)
leaves = plain(specialists.leaves)

# pay
money_allows = plain(money.money_allows)
purse_regime = plain(money.purse_regime)
contract_allows = plain(money.contract_allows)
of_contract = plain(money.of_contract)
room_for = plain(money.room_for)
offered = plain(offer.offered)
volume_left = plain(offer.volume_left)
volume_without = plain(offer.volume_without)
leaving_share = plain(offer.leaving_share)
next_contract = plain(places.next_contract)
next_places = plain(places.next_places)
paid_for = plain(places.paid_for)
step_after = plain(places.step_after)
selected = plain(trajectories.selected)
goes_on = plain(trajectories.goes_on)
shortage = plain(holders.shortage)
grown = plain(year.grown)
kept_subsidy = plain(year.kept_subsidy)

# build
facilitation_effect = plain(neighbourhood.facilitation_effect)
next_vitality = plain(neighbourhood.next_vitality)
end_chance = plain(neighbourhood.end_chance)
doors_open = plain(neighbourhood.doors_open)
share_kept = plain(neighbourhood.share_kept)
places_kept = plain(neighbourhood.places_kept)
begin_chance = plain(neighbourhood.begin_chance)
helps = plain(neighbourhood.helps)
