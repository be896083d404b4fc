"""The state that an alarm's datapoints call for, and the reason in CloudWatch's words.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
Simpler than CloudWatch: the periods end now, not at full minutes, and no older datapoints stand in for missing ones.
"""

from dataclasses import dataclass
from datetime import datetime, timezone

from ministack.services import cloudwatch as cw

COMPARISONS = {
    "GreaterThanThreshold": (lambda value, limit: value > limit, "greater than"),
    "GreaterThanOrEqualToThreshold": (lambda value, limit: value >= limit, "greater than or equal to"),
    "LessThanThreshold": (lambda value, limit: value < limit, "less than"),
    "LessThanOrEqualToThreshold": (lambda value, limit: value <= limit, "less than or equal to"),
}


@dataclass(frozen=True)
class Datapoint:
    at: float
    value: float
    samples: float


@dataclass(frozen=True)
class Judgement:
    state: str
    reason: str
    reason_data: dict


def judge(alarm: dict, points: list, now: float) -> Judgement | None:
    """None: the datapoints give no cause to leave the state that the alarm is in."""
    period, periods = int(alarm.get("Period") or 60), int(alarm.get("EvaluationPeriods") or 1)
    needed = int(alarm.get("DatapointsToAlarm") or periods)
    treat = alarm.get("TreatMissingData") or "missing"
    present = [point for point in (_datapoint(alarm, points, now, period, i) for i in range(periods)) if point]
    if not present:
        return _without_datapoints(alarm, treat, periods, now)
    breaches, words = COMPARISONS[alarm["ComparisonOperator"]]
    limit = alarm["Threshold"]
    breaching = [point for point in present if breaches(point.value, limit)]
    missing_as_breaching = periods - len(present) if treat == "breaching" else 0
    data = _reason_data(alarm, present, period, now)
    if len(breaching) + missing_as_breaching >= needed:
        shown, verb, minimum = breaching, words, (needed, "OK -> ALARM")
    elif len(breaching) == len(present) and treat in ("missing", "ignore"):
        return None
    else:
        shown = [point for point in present if point not in breaching]
        verb, minimum = f"not {words}", (periods - needed + 1, "ALARM -> OK")
    return Judgement(
        "ALARM" if verb == words else "OK",
        f"Threshold Crossed: {len(shown)} out of the last {periods} datapoints [{_listed(shown)}] "
        f"{'was' if len(shown) == 1 else 'were'} {verb} the threshold ({limit}) "
        f"(minimum {minimum[0]} datapoint{'' if minimum[0] == 1 else 's'} for {minimum[1]} transition).",
        data,
    )


def timestamp(at: float) -> str:
    """As CloudWatch writes it: 2026-11-22T08:00:44.318+0000"""
    text = datetime.fromtimestamp(at, timezone.utc).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "+0000")


def _datapoint(alarm, points, now, period, index) -> Datapoint | None:
    start, end = now - (index + 1) * period, now - index * period
    bucket = [point for point in points if start < point["Timestamp"] <= end]
    if not bucket:
        return None
    stats = cw._calc_stats(bucket)
    statistic = alarm.get("ExtendedStatistic") or alarm.get("Statistic") or "Average"
    value = cw._stat_value(stats, statistic, bucket)
    return None if value is None else Datapoint(start, float(value), stats["SampleCount"])


def _without_datapoints(alarm, treat, periods, now) -> Judgement | None:
    if treat == "ignore":
        return None
    data = _reason_data(alarm, [], int(alarm.get("Period") or 60), now)
    many = "" if periods == 1 else "s"
    if treat == "missing":
        reason = f"Insufficient Data: {periods} datapoint{many} {'was' if periods == 1 else 'were'} unknown."
        return Judgement("INSUFFICIENT_DATA", reason, data)
    treated = "Breaching" if treat == "breaching" else "NonBreaching"
    reason = (
        f"Threshold Crossed: no datapoints were received for {periods} period{many} and "
        f"{periods} missing datapoint{many} {'was' if periods == 1 else 'were'} treated as [{treated}]."
    )
    return Judgement("ALARM" if treat == "breaching" else "OK", reason, data)


def _listed(datapoints) -> str:
    """Newest first."""
    return ", ".join(
        f"{point.value} ({datetime.fromtimestamp(point.at, timezone.utc):%d/%m/%y %H:%M:%S})" for point in datapoints
    )


def _reason_data(alarm, present, period, now) -> dict:
    data = {"version": "1.0", "queryDate": timestamp(now)}
    if present:
        data["startDate"] = timestamp(present[-1].at)
    return data | {
        "statistic": alarm.get("ExtendedStatistic") or alarm.get("Statistic") or "Average",
        "period": period,
        "recentDatapoints": [point.value for point in reversed(present)],
        "threshold": alarm["Threshold"],
        "evaluatedDatapoints": [
            {"timestamp": timestamp(point.at), "sampleCount": point.samples, "value": point.value} for point in present
        ],
    }
