"""An organization of several accounts, and the one hop of an event from the bus of one account or region to another's.

MiniStack makes an organization of each account alone, has no AWS::Events::EventBusPolicy, and drops such events.
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
"""

import logging
import re

from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id, get_region, request_scope
from ministack.services import eventbridge, iam, organizations
from ministack.services.cloudformation import provisioners

from .permissions import context_of, role_may

log = logging.getLogger("emulator")

SESSION = re.compile(r"arn:aws:sts::(\d{12}):assumed-role/([^/]+)/.*")

_resolve_key = iam_evaluator._resolve_condition_key
_dispatch_here = eventbridge._dispatch_to_event_bus


def install() -> None:
    iam_evaluator._principal_org_id = organization_of
    iam_evaluator._resolve_condition_key = resolve_key
    eventbridge._dispatch_to_event_bus = dispatch
    provisioners._RESOURCE_HANDLERS["AWS::Events::EventBusPolicy"] = {
        "create": put_policy,
        "update": lambda _physical_id, _old, props, stack: put_policy("", props, stack),
        "delete": lambda physical_id, props: eventbridge._event_bus_policies.pop(props["EventBusName"], None),
    }


def organization_of(account: str) -> str | None:
    """That of which it is a member, whoever manages it."""
    for (manager, member), _record in list(organizations._accounts._data.items()):
        if member == account:
            return organizations._orgs.get_scoped(manager, None, "self")["Id"]
    return None


def resolve_key(key: str, context):
    if key.lower() == "aws:resourceorgid":
        return organization_of(iam_evaluator._account_from_arn(context.resource_arn) or context.principal_account)
    if key.lower() == "aws:principalarn":
        # Of a session it is the role, not the session.
        return SESSION.sub(r"arn:aws:iam::\1:role/\2", context.principal_arn)
    return _resolve_key(key, context)


def put_policy(_logical_id: str, props: dict, _stack: str):
    statement = {"Sid": props["StatementId"], **props["Statement"]}
    eventbridge._event_bus_policies[props["EventBusName"]] = {"Version": "2012-10-17", "Statement": [statement]}
    return f"{props['EventBusName']}|{props['StatementId']}", {}


def dispatch(spec, event, rule, event_path, target_input_payload=None) -> None:
    """An event that came from another bus goes no further: EventBridge forwards once."""
    if (spec.account_id, spec.region) == (get_account_id(), get_region()):
        return _dispatch_here(spec, event, rule, event_path, target_input_payload)
    bus = f"arn:aws:events:{spec.region}:{spec.account_id}:{spec.resource}"
    if (event["Account"], event["Region"]) != (get_account_id(), get_region()):
        return log.error("an event makes one hop, %s gets none that came from elsewhere", bus)
    role = _role_for(rule, bus)
    if role is None or not role_may(role, "events:PutEvents", bus):
        return log.error("the rule %s has no role that may put events on %s", rule["Arn"], bus)
    sender = get_account_id()
    with request_scope(spec.account_id, spec.region):
        name = spec.resource.split("/", 1)[1]
        if name not in eventbridge._event_buses or not _bus_takes(name, bus, event, role, sender):
            return log.error("the bus %s takes no events of %s", bus, sender)
        eventbridge._dispatch_event({**event, "EventBusName": name})
    return None


def _role_for(rule: dict, bus: str) -> str | None:
    """The role of the target, where EventBridge may take it."""
    targets = eventbridge._targets.get(eventbridge._rule_key(rule["Name"], rule.get("EventBusName", "default")), [])
    role = next((target.get("RoleArn") for target in targets if target["Arn"] == bus), None)
    record = iam._roles.get(role.rsplit("/", 1)[-1]) if role else None
    if record is None:
        return None
    context = context_of(role, "sts:AssumeRole", role, {"aws:sourceaccount": get_account_id()})
    trust = iam_evaluator.evaluate_resource_policy(
        record["AssumeRolePolicyDocument"], context, service="events.amazonaws.com"
    )
    return role if trust.decision == "Allow" else None


def _bus_takes(name: str, bus: str, event: dict, role: str, sender: str) -> bool:
    policy = eventbridge._event_bus_policies.get(name)
    context = context_of(role, "events:PutEvents", bus, {"events:source": [event["Source"]]}, sender)
    return iam_evaluator.evaluate_resource_policy(policy, context).decision == "Allow"
