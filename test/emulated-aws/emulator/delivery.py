"""From SNS and EventBridge to the function, and what becomes of what the function failed.

MiniStack calls the function at once, asks for no permission, tries no second time and knows no dead-letter queue here.
https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
"""

import hashlib
import json
import logging
import time

from ministack.core.responses import get_account_id, new_uuid
from ministack.services import cloudwatch as cw
from ministack.services import eventbridge, sns, sqs
from ministack.services import lambda_svc as functions

from .permissions import role_may, service_may_invoke

log = logging.getLogger("emulator")

_invoke_other_target = eventbridge._invoke_target
_to_destination = functions._route_async_failure
_execute = functions._execute_function_dispatch
_put_metrics = functions._emit_lambda_metrics


def install() -> None:
    sns._deliver_to_lambda = notify_function
    eventbridge._invoke_target = invoke_target
    functions._route_async_failure = keep_failed
    functions._execute_function_dispatch = execute_and_count
    functions._emit_lambda_metrics = lambda *_args, **_kwargs: None


def execute_and_count(function, config, event, request_id, started):
    """MiniStack has metrics of what the API invokes, none of what SNS, EventBridge and SQS do."""
    result = _execute(function, config, event, request_id, started)
    duration = (time.time() - started) * 1000
    _put_metrics(config["FunctionName"], duration_ms=duration, error=bool(result.get("error")), throttle=False)
    return result


def notify_function(endpoint, envelope, topic_arn, subscription_arn, _id, _raw, _attributes) -> None:
    """A function that is gone, or that SNS may not call, is a client-side error: no retry, straight to the queue."""
    if _invoke("sns.amazonaws.com", endpoint, topic_arn, _sns_event(envelope, subscription_arn)):
        return
    attributes = (sns._find_subscription(topic_arn, subscription_arn) or {}).get("attributes") or {}
    queue = json.loads(attributes.get("RedrivePolicy") or "{}").get("deadLetterTargetArn")
    log.warning("SNS could not call %s; dead-letter queue: %s", endpoint, queue)
    _dead_letter("sns.amazonaws.com", topic_arn, queue, envelope, {})


def invoke_target(target, event, rule, view=None) -> None:
    if ":lambda:" not in target["Arn"]:
        return _invoke_other_target(target, event, rule, view)
    content = (view or eventbridge._pattern_event_view(event)).event_with_detail()
    if _invoke("events.amazonaws.com", target["Arn"], rule["Arn"], content):
        return None
    queue = (target.get("DeadLetterConfig") or {}).get("Arn")
    log.warning("EventBridge could not call %s; dead-letter queue: %s", target["Arn"], queue)
    return _dead_letter("events.amazonaws.com", rule["Arn"], queue, json.dumps(content), {})


def keep_failed(target_arn, name, event, result) -> None:
    """What the function failed three times: as it came into a dead-letter queue, with a record into a destination."""
    config = functions._functions[name]["config"]
    if (config.get("DeadLetterConfig") or {}).get("TargetArn") != target_arn:
        return _to_destination(target_arn, name, event, result)
    if not role_may(config["Role"], "sqs:SendMessage", target_arn):
        log.error("the role of %s may not send to its dead-letter queue", name)
        return cw.record_metric("AWS/Lambda", "DeadLetterErrors", 1, "Count", {"FunctionName": name})
    body = result.get("body")
    error = body.get("errorMessage") if isinstance(body, dict) else None
    attributes = {
        "RequestID": {"DataType": "String", "StringValue": result.get("request_id") or new_uuid()},
        "ErrorCode": {"DataType": "Number", "StringValue": "200"},
        "ErrorMessage": {"DataType": "String", "StringValue": str(error or "Unhandled")[:1024]},
    }
    return send(sqs._queue_by_arn(target_arn), json.dumps(event), attributes)


def _invoke(service: str, endpoint: str, source_arn: str, event: dict) -> bool:
    function, config, _ = functions._get_func_record_for_ref(endpoint)
    if not function or not service_may_invoke(service, function, source_arn):
        return False
    functions.invoke_async_with_retry(functions._execution_record_for_config(function, config), event)
    return True


def _sns_event(envelope: str, subscription_arn: str) -> dict:
    """https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html"""
    message = {"Subject": None, "MessageAttributes": {}} | json.loads(envelope)
    for url in ("SigningCert", "Unsubscribe"):
        message[f"{url}Url"] = message.pop(f"{url}URL", "")
    record = {"EventVersion": "1.0", "EventSubscriptionArn": subscription_arn, "EventSource": "aws:sns", "Sns": message}
    return {"Records": [record]}


def _dead_letter(service, source_arn, queue_arn, body, attributes) -> None:
    queue = sqs._queue_by_arn(queue_arn) if queue_arn else None
    if queue is None or not sqs.queue_policy_allows(queue_arn, service, source_arn, get_account_id()):
        log.error("lost: %s may not send to %s", service, queue_arn)
        return
    send(queue, body, attributes)


def send(queue: dict, body: str, attributes: dict) -> None:
    now = time.time()
    message = {
        "id": new_uuid(),
        "body": body,
        "md5": hashlib.md5(body.encode()).hexdigest(),
        "message_attributes": attributes,
        "md5_attrs": sqs._md5_msg_attrs(attributes),
        "receipt_handle": None,
        "sent_at": now,
        "visible_at": now + sqs.queue_delay(queue),
        "receive_count": 0,
    }
    sqs._ensure_msg_fields(message)
    queue["messages"].append(message)
    functions.esm_wake.set()
