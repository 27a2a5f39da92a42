"""Lay bundles over a scenario in the making; what two of them say of one key is one value."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from sim.inputs.files.errors import InputError
from sim.inputs.files.said import Said
from sim.inputs.parameters.parameter import Parameter, Role, Value
from sim.inputs.scenarios.answers import ModelChoice
from sim.inputs.scenarios.building import Building
from sim.inputs.scenarios.bundles import Asked, asked, read_bundles
from sim.inputs.scenarios.resolved import Change, own_key


def lay_bundles(
    building: Building, texts: Sequence[str], where: Sequence[str], origin: str
) -> frozenset[str]:
    """Lay bundles over all models; the keys that they set, for :func:`agree`.

    texts: ``name`` or ``name=strength``, each with ``where`` it stands. Every one is worked out
    from what was there before the first; one that a file lower down asked for already starts
    anew. InputError when two of them set one key to different values, wherever the other stands.
    """
    found = _chosen(texts, where)
    values = [_values(building, one) for one in found]
    own = [_own(building, one) for one in found]
    _once(building, found, values)
    for one, given, apart in zip(found, values, own, strict=True):
        for key, value in given.items():
            was = _was(building, one, key)
            kept = {m: _was(building, one, key, m) for m in apart if key in apart[m]}
            building.set_all(key, value, f"{origin}, {one.id}")
            building.by_bundle(key, one.id, was)
            for model, before in kept.items():
                building.set_own(model, key, apart[model][key], f"{origin}, {one.id}")
                building.by_bundle(own_key(model, key), one.id, before)
        building.asked[one.id] = one.where
    return frozenset(key for given in values for key in given)


def lay_own(
    building: Building,
    model: str,
    texts: Sequence[str],
    where: Sequence[str],
    origin: str,
    roles: Sequence[Role],
) -> frozenset[str]:
    """Lay bundles over one model, as :func:`lay_bundles` does over all; only parameters of these
    roles may differ there."""
    found = _chosen(texts, where)
    values = [_values(building, one, model) for one in found]
    _once(building, found, values, model)
    for one, given in zip(found, values, strict=True):
        for key, value in given.items():
            _may_differ(building.parameters[key], one, roles)
            was = _was(building, one, key, model)
            building.set_own(model, key, value, f"{origin}, {one.id}")
            building.by_bundle(own_key(model, key), one.id, was)
        check_fit({one.id: one.where}, (building.known[model],), ())
    return frozenset(key for given in values for key in given)


def agree(
    building: Building,
    keys: Collection[str],
    values: Mapping[str, Value],
    where: Callable[[str], str],
    model: str = "",
) -> None:
    """InputError when a bundle and what is stated beside it give a key different values.

    keys: that the bundles beside it set; values: what is stated, by key; where: a key stands.
    """
    for key, value in values.items():
        there = building.value(key, model)
        if key in keys and there != value:
            name = building.bundles[own_key(model, key) if model else key]
            raise InputError(
                code="inconsistent",
                where=where(key),
                found=f"{value}; {name}: {there}",
                allowed=Said.ONCE(),
                message=Said.BUNDLE_SAYS(key=key, name=name),
            )


def check_fit(
    bundles: Mapping[str, str], models: Iterable[ModelChoice], changes: Iterable[Change]
) -> None:
    """InputError for a bundle that sets nothing any of these models has, at the fork or later.

    bundles: where each stands, by name.
    """
    chosen = list(models)
    answers = {answer for model in chosen for answer in model.answers.values()}
    for change in changes:
        if not change.models or {*change.models} & {model.id for model in chosen}:
            answers |= set(change.answers.values())
    for name, where in bundles.items():
        bundle = read_bundles()[name]
        if not bundle.acts_under(frozenset(answers)):
            heads = ", ".join(sorted({key.partition(".")[0] for key in bundle.set}))
            raise InputError(
                code="no_lever",
                where=where,
                found=", ".join(model.id for model in chosen),
                allowed=Said.MODEL_WITH(answers=heads),
                message=Said.NO_LEVER(name=name),
            )


def _chosen(texts: Sequence[str], where: Sequence[str]) -> list[Asked]:
    """The bundles that are asked for; InputError for one that is there twice."""
    found: dict[str, Asked] = {}
    for text, place in zip(texts, where, strict=True):
        one = asked(text, place)
        if one.id in found:
            raise InputError(
                code="duplicate",
                where=place,
                found=", ".join(texts),
                allowed=Said.ONCE(),
                message=Said.BUNDLE_TWICE(name=one.id),
            )
        found[one.id] = one
    return list(found.values())


def _may_differ(parameter: Parameter, one: Asked, roles: Sequence[Role]) -> None:
    if parameter.role not in roles:
        raise InputError(
            code="not_a_lever",
            where=one.where,
            found=f"{parameter.key} ({parameter.role})",
            allowed=Said.ROLES(roles=", ".join(roles)),
            message=Said.BUNDLE_OF_ALL(name=one.id),
        )


def _was(building: Building, one: Asked, key: str, model: str = "") -> Value:
    """The value of a parameter before this bundle, under all models or one."""
    apart = bool(model) and key in building.model_values.get(model, {})
    slot = own_key(model, key) if apart else key
    if building.bundles.get(slot) == one.id:
        return building.before[slot]
    return building.value(key, model)


def _values(building: Building, one: Asked, model: str = "") -> dict[str, Value]:
    return one.values(lambda key: _was(building, one, key, model), building.parameters)


def _own(building: Building, one: Asked) -> dict[str, dict[str, Value]]:
    """Values that models keep of their own: those that hang on what they were."""
    found = {}
    for model, own in building.model_values.items():
        if keys := one.bundle.relative & own.keys():
            values = _values(building, one, model)
            found[model] = {key: values[key] for key in keys}
    return found


def _once(
    building: Building,
    found: Sequence[Asked],
    values: Sequence[Mapping[str, Value]],
    model: str = "",
) -> None:
    """InputError when two bundles set one key to different values."""
    said: dict[str, tuple[str, Value]] = {}
    for one, given in zip(found, values, strict=True):
        for key, value in given.items():
            before = building.bundles.get(own_key(model, key) if model else key, one.id)
            if before != one.id:
                said.setdefault(key, (before, building.value(key, model)))
            name, other = said.setdefault(key, (one.id, value))
            if other != value:
                raise InputError(
                    code="inconsistent",
                    where=one.where,
                    found=f"{name}: {other}; {one.id}: {value}",
                    allowed=Said.ONCE(),
                    message=Said.TWO_BUNDLES(key=key, first=name, second=one.id),
                )
