"""Alarms over a Metrics Insights query: each instance is a contributor with a state of its own.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/multi-time-series-alarm.html
Only the queries that the template writes are understood; others fail loudly.
"""

import hashlib
import re
import time

from ministack.services import cloudwatch as cw
from ministack.services import ec2

from . import cloudwatch
from .alarms import Judgement, judge
from .notifications import State, contributor_detail

QUERY = re.compile(
    r"SELECT (?P<aggregate>AVG|MAX)\((?P<metric>\w+)\) FROM SCHEMA\(\"(?P<namespace>[^\"]+)\", (?P<dimension>\w+)\)"
    r"(?: WHERE tag\.\"(?P<key>[^\"]+)\" = '(?P<value>[^']*)')?"
    r" GROUP BY (?P=dimension) ORDER BY (?P=aggregate)\(\) DESC"
)
STATISTICS = {"AVG": "Average", "MAX": "Maximum"}

# What the query does not return any more goes to OK, however missing data is treated.
# https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
VANISHED = Judgement("OK", "No data was returned for this contributor", {"version": "1.0"})

# An alarm's contributors, by the alarm's ARN and the instance: the state of each, and since when.
_contributors: dict[str, dict[str, tuple[Judgement, float]]] = {}


def evaluate(alarm: dict) -> Judgement | None:
    """Tells of each contributor that changed; what is returned is the alarm's own state: ALARM as long as one is."""
    query, states, now = parse(alarm), _contributors.setdefault(alarm["AlarmArn"], {}), time.time()
    judgements, returned = {}, set()
    for instance, points in _series(query):
        settings = {"Period": alarm["Metrics"][0]["Period"], "Statistic": STATISTICS[query["aggregate"]]}
        judgement = judge(alarm | settings, points, now)
        if judgement is None or judgement.state != "INSUFFICIENT_DATA":
            returned.add(instance)
        if judgement and instance in returned:
            judgements[instance] = judgement
    for instance in states.keys() - returned:
        judgements[instance] = VANISHED
    for instance, judgement in judgements.items():
        before, since = states.get(instance, (VANISHED, now))
        if before.state != judgement.state:
            since = now
            _tell(alarm, _contributor({query["dimension"]: instance}), judgement, now)
        states[instance] = (judgement, since)
    if not returned:
        return Judgement("INSUFFICIENT_DATA", "Insufficient Data: no time series were found.", {"version": "1.0"})
    breaching = [instance for instance in returned if instance in states and states[instance][0].state == "ALARM"]
    reason = f"{len(breaching)} out of {len(returned)} time series evaluated to ALARM"
    return Judgement("ALARM" if breaching else "OK", reason, {"version": "1.0"})


def contributors_in_alarm(alarm: dict) -> list[dict]:
    """https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_AlarmContributor.html"""
    dimension = parse(alarm)["dimension"]
    found = []
    for instance, (judgement, since) in _contributors.get(alarm["AlarmArn"], {}).items():
        if judgement.state == "ALARM":
            contributor = _contributor({dimension: instance})
            found.append(
                {
                    "ContributorId": contributor["id"],
                    "ContributorAttributes": contributor["attributes"],
                    "StateReason": judgement.reason,
                    "StateTransitionedTimestamp": since,
                }
            )
    return found


def age(alarm: dict, seconds: float) -> None:
    """Its contributors are in their states so much longer."""
    states = _contributors.get(alarm["AlarmArn"], {})
    states.update({instance: (judgement, since - seconds) for instance, (judgement, since) in states.items()})


def _contributor(attributes: dict) -> dict:
    return {"id": hashlib.sha256(str(attributes).encode()).hexdigest()[:16], "attributes": attributes}


def parse(alarm: dict) -> re.Match:
    metrics = alarm["Metrics"]
    query = QUERY.fullmatch(metrics[0].get("Expression", "")) if len(metrics) == 1 else None
    if query is None:
        raise ValueError(f"the emulated CloudWatch does not know this query: {metrics}")
    return query


def _series(query: re.Match):
    for (namespace, metric, _), points in list(cw._metrics.items()):
        if (namespace, metric) != (query["namespace"], query["metric"]) or not points:
            continue
        dimensions = points[-1]["Dimensions"]
        if list(dimensions) == [query["dimension"]]:
            instance = dimensions[query["dimension"]]
            if query["key"] is None or {"Key": query["key"], "Value": query["value"]} in ec2._tags.get(instance, []):
                yield instance, points


def _tell(alarm: dict, contributor: dict, judgement: Judgement, now: float) -> None:
    detail = contributor_detail(alarm, contributor, State(judgement.state, judgement.reason, now))
    _write_history(alarm, contributor, judgement)
    cloudwatch.put_event("CloudWatch Alarm Contributor State Change", alarm, detail)


def _write_history(alarm: dict, contributor: dict, judgement: Judgement) -> None:
    """Apart from the alarm's own: who asks for StateUpdate does not get it.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_AlarmHistoryItem.html
    """
    old = "OK" if judgement.state == "ALARM" else "ALARM"
    cw._record_history(alarm["AlarmName"], old, judgement.state, judgement.reason)
    cw._history_entries()[-1].update(
        HistoryItemType="AlarmContributorStateUpdate",
        AlarmContributorId=contributor["id"],
        AlarmContributorAttributes=contributor["attributes"],
    )
