"""CloudWatch's API where MiniStack's falls short: quotas, mute rules, an alarm's contributors, times of milliseconds.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-mute-rules-behaviour.html
Simpler than CloudWatch: a mute rule mutes from the moment it is put until it is deleted.
"""

import json
import logging
import time

from ministack.core.responses import AccountRegionScopedDict, get_account_id, get_region
from ministack.services import cloudwatch as cw

from . import cloudwatch, fleet
from .alarms import timestamp

log = logging.getLogger("emulator")

# Calls a second of an account in a region. So many may also come at once.
QUOTAS = {"DescribeAlarms": 9, "DescribeAlarmHistory": 20}

_rules = AccountRegionScopedDict()
# What is left of each quota, and when that was counted.
_left = AccountRegionScopedDict()
_handle = cw.handle_request


def install() -> None:
    cw.handle_request = handle_request
    cw._json_timestamp = lambda value: cw._parse_ts(value) if isinstance(value, str) else value


async def handle_request(method, path, headers, body, query_params):
    operation = headers.get("x-amz-target", "").split(".")[-1]
    if not _has_room(operation):
        log.info("throttled: %s", operation)
        return cw._error("ThrottlingException", "Rate exceeded", 400, use_json=True)
    handler = HANDLERS.get(operation)
    if handler is None:
        return await _handle(method, path, headers, body, query_params)
    return cw._json_ok(handler(json.loads(body)))


def mute_detail(alarm: dict) -> dict:
    """What the alarm's events say of the rule that mutes it; nothing where there is none."""
    name = next((name for name, rule in _rules.items() if alarm["AlarmName"] in rule["MuteTargets"]["AlarmNames"]), None)
    if name is None:
        return {}
    start, end = timestamp(_rules[name]["PutAt"]), timestamp(time.time() + 3600)
    return {"muteDetail": {"mutedByArn": _arn(name), "muteWindowStart": start, "muteWindowEnd": end}}


def _has_room(operation: str) -> bool:
    quota, now = QUOTAS.get(operation), time.monotonic()
    if quota is None:
        return True
    left, counted = _left.get(operation, (quota, now))
    left = min(quota, left + (now - counted) * quota)
    _left[operation] = (left - 1 if left >= 1 else left, now)
    return left >= 1


def _put_rule(request: dict) -> dict:
    _rules[request["Name"]] = request | {"PutAt": time.time()}
    return {}


def _delete_rule(request: dict) -> dict:
    """An alarm that is in the state into which it went while it was muted takes its action now."""
    rule = _rules.pop(request["AlarmMuteRuleName"])
    for name in rule["MuteTargets"]["AlarmNames"]:
        alarm = cw._alarms.get(name)
        if alarm and not mute_detail(alarm):
            cloudwatch.take_muted_action(alarm)
    return {}


def _list_rules(_request: dict) -> dict:
    return {"AlarmMuteRuleSummaries": [{"AlarmMuteRuleArn": _arn(name), "Status": "ACTIVE"} for name in _rules]}


def _get_rule(request: dict) -> dict:
    rule = _rules[request["AlarmMuteRuleName"]]
    return {"Name": rule["Name"], "Status": "ACTIVE", "Rule": rule["Rule"], "MuteTargets": rule["MuteTargets"]}


def _arn(name: str) -> str:
    return f"arn:aws:cloudwatch:{get_region()}:{get_account_id()}:alarm-mute-rule:{name}"


def _describe_contributors(request: dict) -> dict:
    return {"AlarmContributors": fleet.contributors_in_alarm(cw._alarms[request["AlarmName"]])}


HANDLERS = {
    "PutAlarmMuteRule": _put_rule,
    "DeleteAlarmMuteRule": _delete_rule,
    "ListAlarmMuteRules": _list_rules,
    "GetAlarmMuteRule": _get_rule,
    "DescribeAlarmContributors": _describe_contributors,
}
