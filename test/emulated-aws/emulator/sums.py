"""Alarms over a sum of metrics, SUM([a, b]): a metric without a datapoint adds nothing.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
Simpler than CloudWatch: of metrics with the statistic Maximum the largest is taken, which is as good for "more than none".
"""

import re
import time

from ministack.services import cloudwatch as cw

from .alarms import Judgement, judge

SUM = re.compile(r"SUM\(\[(\w+(?:, \w+)*)\]\)")


def is_sum(metrics: list | None) -> bool:
    return bool(metrics) and any(SUM.fullmatch(metric.get("Expression") or "") for metric in metrics)


def evaluate(alarm: dict) -> Judgement | None:
    stats = [metric["MetricStat"] for metric in alarm["Metrics"] if metric.get("MetricStat")]
    points = [point for stat in stats for point in cw._metrics.get(_key(stat["Metric"])) or []]
    settings = {"Period": stats[0]["Period"], "Statistic": stats[0]["Stat"]}
    return judge(alarm | settings, points, time.time())


def _key(metric: dict) -> tuple:
    dimensions = {d["Name"]: d["Value"] for d in metric.get("Dimensions") or []}
    return metric["Namespace"], metric["MetricName"], cw._dims_key(dimensions)
