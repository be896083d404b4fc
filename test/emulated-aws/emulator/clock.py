"""Lets time pass: all that an account and region have on record becomes so much older.

A datapoint of the metric `Passed` in the namespace `Test/Clock` does it; the value is in seconds. What is older then:
alarms, their history and their datapoints, what the function has logged, and what waits in the queues.
"""

import hashlib
import re
from datetime import datetime, timedelta

from ministack.services import cloudwatch as cw
from ministack.services import cloudwatch_logs as logs
from ministack.services import sqs

from . import cloudwatch, fleet
from .notifications import iso

TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})(Z|\+0000)")


def install() -> None:
    global _store_datum
    _store_datum, cw._store_datum = cw._store_datum, store_or_pass


def store_or_pass(namespace, name, dimensions, timestamp, unit, value, *rest):
    if namespace != "Test/Clock":
        return _store_datum(namespace, name, dimensions, timestamp, unit, value, *rest)
    cloudwatch.is_command = True
    return let_pass(float(value))


def let_pass(seconds: float) -> None:
    for points in cw._metrics.values():
        for point in points:
            point["Timestamp"] -= seconds
    for alarm in cw._alarms.values():
        for key in ("StateUpdatedTimestamp", "StateTransitionedTimestamp"):
            if key in alarm:
                alarm[key] -= seconds
        cloudwatch.age(alarm, seconds)
        fleet.age(alarm, seconds)
    for item in cw._history_entries():
        item["Timestamp"] = iso(cw._parse_ts(item["Timestamp"]) - seconds)
    for group in logs._log_groups.values():
        for stream in group["streams"].values():
            for event in stream["events"]:
                event["timestamp"] = int(event["timestamp"] - seconds * 1000)
                event["message"] = _aged(event["message"], seconds)
    for queue in sqs._queues.values():
        for message in queue["messages"]:
            message["body"] = _aged(message["body"], seconds)
            message["md5"] = hashlib.md5(message["body"].encode()).hexdigest()
            message["sent_at"] -= seconds
            message["visible_at"] -= seconds


def _aged(text: str, seconds: float) -> str:
    """Times of milliseconds in a text, as alarms and the function's log have them."""

    def earlier(found: re.Match) -> str:
        at = datetime.fromisoformat(f"{found[1]}+00:00") - timedelta(seconds=seconds)
        return at.replace(tzinfo=None).isoformat(timespec="milliseconds") + found[2]

    return TIME.sub(earlier, text)
