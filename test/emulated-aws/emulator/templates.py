"""Properties of the template that MiniStack's CloudFormation drops or refuses."""

from ministack.services import lambda_svc as functions
from ministack.services.cloudformation import changesets, engine, handlers, provisioners, stacks

from . import fleet, sums


def install() -> None:
    function = provisioners._RESOURCE_HANDLERS["AWS::Lambda::Function"]
    for verb in ("create", "update"):
        function[verb] = keep_dead_letter_queue(function[verb])
    provisioners._cw_metric_alarm_record = alarm_record
    for module in (changesets, engine, handlers, stacks):
        module._evaluate_conditions = evaluate_conditions


TEXT_FUNCTIONS = {"Fn::Join", "Fn::Select", "Fn::Split", "Fn::Sub"}
_evaluate_conditions = engine._evaluate_conditions


def evaluate_conditions(template: dict, params: dict) -> dict:
    """MiniStack's conditions compare parameters alone; here also account and region, and texts that are made of them."""
    conditions = _with_texts(template.get("Conditions", {}), params)
    return _evaluate_conditions({**template, "Conditions": conditions}, params)


def _with_texts(node, params: dict):
    if isinstance(node, list):
        return [_with_texts(item, params) for item in node]
    if not isinstance(node, dict):
        return node
    if TEXT_FUNCTIONS & node.keys() or str(node.get("Ref", "")).startswith("AWS::"):
        return engine._resolve_refs(node, {}, params, {}, {}, "", "")
    return {key: _with_texts(value, params) for key, value in node.items()}


def keep_dead_letter_queue(provision):
    def provision_and_keep(*args, **kwargs):
        outcome = provision(*args, **kwargs)
        properties = next(arg for arg in reversed(args) if isinstance(arg, dict) and "Code" in arg)
        config = functions._functions[outcome[0]]["config"]
        config.pop("DeadLetterConfig", None)
        if properties.get("DeadLetterConfig"):
            config["DeadLetterConfig"] = properties["DeadLetterConfig"]
        return outcome

    return provision_and_keep


_single_metric_record = provisioners._cw_metric_alarm_record


def alarm_record(name: str, properties: dict) -> dict:
    """Refuses an alarm over a query that could not be evaluated here."""
    metrics = properties.get("Metrics")
    if not metrics:
        return _single_metric_record(name, properties)
    stand_in = {**properties, "Metrics": None, "MetricName": "-", "Namespace": "-"}
    record = _single_metric_record(name, stand_in) | {"Metrics": metrics}
    for absent in ("MetricName", "Namespace", "Statistic", "Dimensions", "Period"):
        record.pop(absent, None)
    if not sums.is_sum(metrics):
        fleet.parse(record)
    return record
