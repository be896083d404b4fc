"""An alarm's change of state as CloudWatch tells of it, and what its history says of the telling.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-SNS.html
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
"""

import json
import time
import uuid
from dataclasses import dataclass
from datetime import datetime, timezone

from .alarms import timestamp

# SNS messages have the region by its name. https://docs.aws.amazon.com/general/latest/gr/rande.html
REGION_NAMES = {"us-east-1": "US East (N. Virginia)", "ap-northeast-2": "Asia Pacific (Seoul)"}


@dataclass(frozen=True)
class State:
    value: str
    reason: str
    at: float
    # JSON text; None where nothing was evaluated.
    reason_data: str | None = None

    def in_event(self) -> dict:
        told = {"value": self.value, "reason": self.reason, "timestamp": timestamp(self.at)}
        return told if self.reason_data is None else told | {"reasonData": self.reason_data}


def sns_message(alarm: dict, old: State, new: State, account: str, region: str) -> tuple[str, str]:
    """Subject and message."""
    name = REGION_NAMES[region]
    message = {
        "AlarmName": alarm["AlarmName"],
        "AlarmDescription": alarm.get("AlarmDescription") or None,
        "AWSAccountId": account,
        "AlarmConfigurationUpdatedTimestamp": timestamp(alarm["AlarmConfigurationUpdatedTimestamp"]),
        "NewStateValue": new.value,
        "NewStateReason": new.reason,
        "StateChangeTime": timestamp(new.at),
        "Region": name,
        "AlarmArn": alarm["AlarmArn"],
        "OldStateValue": old.value,
        "OKActions": alarm.get("OKActions") or [],
        "AlarmActions": alarm.get("AlarmActions") or [],
        "InsufficientDataActions": alarm.get("InsufficientDataActions") or [],
        "Trigger": _trigger(alarm),
    }
    # A subject has at most 100 characters. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
    return f'{new.value}: "{alarm["AlarmName"]}" in {name}'[:100], json.dumps(message)


def action_item(alarm_name: str, topic: str, message: str, error: str | None) -> dict:
    """An item of the alarm's history. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_AlarmHistoryItem.html"""
    done = f"Successfully executed action {topic}"
    data = {
        "actionState": "Succeeded" if error is None else "Failed",
        "notificationResource": topic,
        "publishedMessage": json.dumps({"default": message}),
        "error": error,
    }
    return {
        "AlarmName": alarm_name,
        "AlarmType": "MetricAlarm",
        "Timestamp": iso(time.time()),
        "HistoryItemType": "Action",
        "HistorySummary": done if error is None else f'Failed to execute action {topic}. Received error: "{error}"',
        "HistoryData": json.dumps(data),
    }


def iso(at: float) -> str:
    return datetime.fromtimestamp(at, timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def state_change_detail(alarm: dict, old: State, new: State) -> dict:
    """`detail` of the event `CloudWatch Alarm State Change`."""
    return {
        "alarmName": alarm["AlarmName"],
        "state": new.in_event(),
        "previousState": old.in_event(),
        "configuration": _configuration(alarm),
    }


def contributor_detail(alarm: dict, contributor: dict, new: State) -> dict:
    """`detail` of the event `CloudWatch Alarm Contributor State Change`."""
    return {
        "alarmName": alarm["AlarmName"],
        "alarmContributor": contributor,
        "state": State(new.value, new.reason, new.at).in_event(),
        "configuration": _configuration(alarm),
    }


def _trigger(alarm: dict) -> dict:
    if alarm.get("Metrics"):
        kept = ("EvaluationPeriods", "ComparisonOperator", "Threshold", "TreatMissingData", "Metrics")
        return {key: alarm[key] for key in kept}
    extended = alarm.get("ExtendedStatistic")
    trigger = {
        "MetricName": alarm["MetricName"],
        "Namespace": alarm["Namespace"],
        "StatisticType": "ExtendedStatistic" if extended else "Statistic",
        **({"ExtendedStatistic": extended} if extended else {"Statistic": (alarm.get("Statistic") or "").upper()}),
        "Unit": alarm.get("Unit"),
        "Dimensions": [{"value": d["Value"], "name": d["Name"]} for d in alarm.get("Dimensions") or []],
        "Period": alarm["Period"],
        "EvaluationPeriods": alarm["EvaluationPeriods"],
    }
    if alarm.get("DatapointsToAlarm"):
        trigger["DatapointsToAlarm"] = alarm["DatapointsToAlarm"]
    return trigger | {
        "ComparisonOperator": alarm["ComparisonOperator"],
        "Threshold": alarm["Threshold"],
        "TreatMissingData": alarm.get("TreatMissingData") or "missing",
        "EvaluateLowSampleCountPercentile": "",
    }


def _configuration(alarm: dict) -> dict:
    if alarm.get("Metrics"):
        metrics = [_metric(metric) for metric in alarm["Metrics"]]
    else:
        metric = {
            "namespace": alarm["Namespace"],
            "name": alarm["MetricName"],
            "dimensions": {d["Name"]: d["Value"] for d in alarm.get("Dimensions") or []},
        }
        stat = alarm.get("ExtendedStatistic") or alarm.get("Statistic") or "Average"
        metrics = [
            {
                "id": str(uuid.uuid5(uuid.NAMESPACE_URL, alarm["AlarmArn"])),
                "metricStat": {"metric": metric, "period": alarm["Period"], "stat": stat},
                "returnData": True,
            }
        ]
    configuration = {"metrics": metrics}
    return ({"description": alarm["AlarmDescription"]} if alarm.get("AlarmDescription") else {}) | configuration


def _metric(metric: dict) -> dict:
    described = {"id": metric["Id"], "returnData": metric["ReturnData"]}
    if metric.get("Expression"):
        period = {"period": int(metric["Period"])} if metric.get("Period") else {}
        return described | {"expression": metric["Expression"]} | period
    stat = metric["MetricStat"]
    name = {"namespace": stat["Metric"]["Namespace"], "name": stat["Metric"]["MetricName"]}
    dimensions = {d["Name"]: d["Value"] for d in stat["Metric"].get("Dimensions") or []}
    metric_stat = {"metric": name | {"dimensions": dimensions}, "period": stat["Period"], "stat": stat["Stat"]}
    return described | {"metricStat": metric_stat}
