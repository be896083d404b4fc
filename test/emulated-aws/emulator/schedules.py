"""EventBridge Scheduler: a schedule of the account, run as for the time that a test says.

MiniStack waits until a schedule is due, asks for no right, drops its input and knows no dead-letter queue. Here a
datapoint of the metric `Run` in the namespace `Test/Scheduler` runs the schedule that its dimension names; the value is
the scheduled time in epoch seconds, which may be in the future: nobody waits for hours.
https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html#setting-up-execution-role
https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
Simpler than AWS: what is refused goes to the dead-letter queue at once, without retries.
"""

import json
import logging
from datetime import datetime, timezone

from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id, new_uuid
from ministack.services import cloudwatch as cw
from ministack.services import iam, scheduler, sqs
from ministack.services import lambda_svc as functions

from . import cloudwatch
from .delivery import send
from .permissions import context_of, role_may

log = logging.getLogger("emulator")

SET_ALARM_STATE = "arn:aws:scheduler:::aws-sdk:cloudwatch:setAlarmState"


def install() -> None:
    scheduler._tick_schedules = lambda: None
    global _store_datum
    _store_datum, cw._store_datum = cw._store_datum, store_or_run


def store_or_run(namespace, name, dimensions, timestamp, unit, value, *rest):
    if namespace != "Test/Scheduler":
        return _store_datum(namespace, name, dimensions, timestamp, unit, value, *rest)
    cloudwatch.is_command = True
    return run(scheduler._schedules[f"default/{dict(dimensions)['Schedule']}"], float(value))


def run(schedule: dict, at: float) -> None:
    if schedule["State"] != "ENABLED":
        return log.info("the schedule %s is disabled", schedule["Name"])
    target = schedule["Target"]
    payload = _with_context(target.get("Input", "{}"), schedule, at)
    error = _invoke(target, payload)
    if error is None:
        return None
    queue = (target.get("DeadLetterConfig") or {}).get("Arn")
    log.warning("the schedule %s: %s; dead-letter queue: %s", schedule["Name"], error, queue)
    found = sqs._queue_by_arn(queue) if queue else None
    if found is None or not _is_allowed(target["RoleArn"], "sqs:SendMessage", queue):
        return log.error("lost: a run of the schedule %s", schedule["Name"])
    attributes = {"ERROR_MESSAGE": error, "SCHEDULE_ARN": schedule["Arn"], "TARGET_ARN": target["Arn"]}
    return send(found, payload, {key: {"DataType": "String", "StringValue": value} for key, value in attributes.items()})


def _with_context(text: str, schedule: dict, at: float) -> str:
    known = {
        "schedule-arn": schedule["Arn"],
        "scheduled-time": datetime.fromtimestamp(at, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "execution-id": new_uuid(),
        "attempt-number": "1",
    }
    for name, value in known.items():
        text = text.replace(f"<aws.scheduler.{name}>", value)
    return text


def _invoke(target: dict, payload: str) -> str | None:
    """What went wrong, if anything did. A function is invoked asynchronously."""
    arn, role = target["Arn"], target["RoleArn"]
    if arn == SET_ALARM_STATE:
        request = json.loads(payload)
        alarm = cw._alarms.get(request["AlarmName"])
        if alarm is None or not _is_allowed(role, "cloudwatch:SetAlarmState", alarm["AlarmArn"]):
            return "AccessDenied for cloudwatch:SetAlarmState"
        cw._set_alarm_state({}, request, False, True)
        return None
    function, config, _ = functions._get_func_record_for_ref(arn)
    if not function or not _is_allowed(role, "lambda:InvokeFunction", arn):
        return "AccessDenied for lambda:InvokeFunction"
    functions.invoke_async_with_retry(functions._execution_record_for_config(function, config), json.loads(payload))
    return None


def _is_allowed(role: str, action: str, resource: str) -> bool:
    """The role has to let the Scheduler take it, and to have the right."""
    record = iam._roles.get(role.rsplit("/", 1)[-1])
    if record is None:
        return False
    context = context_of(role, "sts:AssumeRole", role, {"aws:sourceaccount": get_account_id()})
    trust = iam_evaluator.evaluate_resource_policy(
        record["AssumeRolePolicyDocument"], context, service="scheduler.amazonaws.com"
    )
    return trust.decision == "Allow" and role_may(role, action, resource)
