"""CloudWatch: alarms are evaluated whenever a datapoint is put, told to SNS and EventBridge, and written into the history.

MiniStack ignores an alarm's dimensions, M of N and missing data, its notifications are not CloudWatch's, its times are in
whole seconds, and its history has no actions.
"""

import json
import logging
import time
from dataclasses import replace

from ministack.core.responses import get_account_id, get_region, new_uuid
from ministack.services import cloudwatch as cw
from ministack.services import eventbridge, sns, sqs

from . import api, fleet, sums
from .alarms import judge
from .notifications import State, action_item, iso, sns_message, state_change_detail

log = logging.getLogger("emulator")

# Whether the datapoints of this request are a command of a test.
is_command = False

ACTIONS = {"ALARM": "AlarmActions", "OK": "OKActions", "INSUFFICIENT_DATA": "InsufficientDataActions"}

# The last change, from what to what, by the alarm's ARN.
_changes: dict[str, tuple[State, State]] = {}
# ARNs of the alarms whose last change was muted.
_muted: set[str] = set()


def install() -> None:
    cw._evaluate_alarm = evaluate
    cw._evaluate_all_alarms = evaluate_all
    cw._dispatch_alarm_actions = announce
    cw._ts_iso = iso


def evaluate_all() -> None:
    """All alarms of the account and region that the request is for. Not for what a test commands by a datapoint."""
    global is_command
    if is_command:
        is_command = False
        return
    _put_queue_metrics()
    for alarm in list(cw._alarms.values()):
        try:
            evaluate(alarm)
        except Exception:
            log.exception("alarm %s was not evaluated", alarm["AlarmName"])


def evaluate(alarm: dict) -> None:
    if sums.is_sum(alarm.get("Metrics")):
        judgement = sums.evaluate(alarm)
    elif alarm.get("Metrics"):
        judgement = fleet.evaluate(alarm)
    else:
        dimensions = {d["Name"]: d["Value"] for d in alarm.get("Dimensions") or []}
        key = (alarm["Namespace"], alarm["MetricName"], cw._dims_key(dimensions))
        judgement = judge(alarm, cw._metrics.get(key) or [], time.time())
    if judgement is None or judgement.state == alarm["StateValue"]:
        return
    old = alarm["StateValue"]
    data = json.dumps(judgement.reason_data)
    alarm.update(
        StateValue=judgement.state,
        StateReason=judgement.reason,
        StateReasonData=data,
    )
    cw._record_history(alarm["AlarmName"], old, judgement.state, judgement.reason, reason_data=judgement.reason_data)
    announce(alarm, old, judgement.state, judgement.reason, data)


def announce(alarm: dict, old: str, new: str, reason: str, reason_data: str | None = None) -> None:
    """Tells EventBridge of every change, and the topics that the alarm has for this state."""
    state = State(new, reason, time.time(), reason_data)
    alarm.update(StateUpdatedTimestamp=state.at, StateTransitionedTimestamp=state.at)
    _, previous = _changes.get(alarm["AlarmArn"], (None, None))
    if previous is None or previous.value != old:
        previous = State(old, "Unchecked: Initial alarm creation", state.at)
    _changes[alarm["AlarmArn"]] = (previous, state)
    log.info("alarm %s: %s -> %s", alarm["AlarmName"], old, new)
    muted = api.mute_detail(alarm)
    put_event("CloudWatch Alarm State Change", alarm, state_change_detail(alarm, previous, state) | muted)
    if muted:
        _muted.add(alarm["AlarmArn"])
    else:
        _muted.discard(alarm["AlarmArn"])
        _act(alarm, previous, state)


def take_muted_action(alarm: dict) -> None:
    """At the end of a mute window, for what changed in it. The time that is told is that of the change."""
    if alarm["AlarmArn"] in _muted:
        _muted.discard(alarm["AlarmArn"])
        _act(alarm, *_changes[alarm["AlarmArn"]])


def _act(alarm: dict, previous: State, state: State) -> None:
    topics = [arn for arn in alarm.get(ACTIONS[state.value]) or [] if cw._is_sns_action_arn(arn)]
    if not topics or not alarm.get("ActionsEnabled", True):
        return
    subject, message = sns_message(alarm, previous, state, get_account_id(), get_region())
    for topic in topics:
        error = None
        if sns.topic_policy_allows(topic, "cloudwatch.amazonaws.com", alarm["AlarmArn"], get_account_id()):
            sns._fanout(topic, new_uuid(), message, subject)
        else:
            error = f"CloudWatch Alarms is not authorized to perform: SNS:Publish on resource: {topic}"
            log.error(error)
        cw._history_entries().append(action_item(alarm["AlarmName"], topic, message, error))


def age(alarm: dict, seconds: float) -> None:
    """Its last change was so much earlier."""
    change = _changes.get(alarm["AlarmArn"])
    if change:
        _changes[alarm["AlarmArn"]] = tuple(replace(state, at=state.at - seconds) for state in change)


def put_event(detail_type: str, alarm: dict, detail: dict) -> None:
    entry = {
        "Source": "aws.cloudwatch",
        "DetailType": detail_type,
        "Resources": [alarm["AlarmArn"]],
        "Detail": json.dumps(detail),
    }
    eventbridge._put_events({"Entries": [entry]}, allow_aws_source=True)


def _put_queue_metrics() -> None:
    """MiniStack has none. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html"""
    now = time.time()
    for queue in sqs._queues.values():
        dimensions = {"QueueName": queue["attributes"]["QueueArn"].rsplit(":", 1)[1]}
        visible = sum(message["visible_at"] <= now for message in queue["messages"])
        for metric, value in (
            ("ApproximateNumberOfMessagesVisible", visible),
            ("ApproximateNumberOfMessagesNotVisible", len(queue["messages"]) - visible),
        ):
            cw.record_metric("AWS/SQS", metric, value, "Count", dimensions)
