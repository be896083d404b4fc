"""SQS as a source of events, and the way back out of a dead-letter queue.

MiniStack's pollers ask for no permission, have no batch window and take ten messages at most; it has no redrive.
https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
"""

import logging
import time

from ministack.core.responses import new_uuid
from ministack.services import lambda_svc as functions
from ministack.services import sqs

from .permissions import role_may

log = logging.getLogger("emulator")

RIGHTS_TO_POLL = ("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes")

# When the pollers saw the first message of the batch that they gather, by the queue's URL.
_gathering_since: dict[str, float] = {}


def install() -> None:
    sqs._receive_messages_for_esm = receive_for_mapping
    sqs._HANDLERS["StartMessageMoveTask"] = start_message_move_task


def receive_for_mapping(queue_url: str, batch_size: int) -> list:
    with sqs._queues_lock:
        queue = sqs._get_q(queue_url)
        mapping = _mapping_of(queue)
        sqs._expire_retained(queue)
        sqs._dlq_sweep(queue)
        visible = sum(message["visible_at"] <= time.time() for message in queue["messages"])
        if visible == 0:
            _gathering_since.pop(queue_url, None)
            return []
        since = _gathering_since.setdefault(queue_url, time.time())
        if visible < batch_size and time.time() - since < mapping.get("MaximumBatchingWindowInSeconds", 0):
            return []
        if not _may_poll(mapping):
            return []
        _gathering_since.pop(queue_url, None)
        return sqs._collect_msgs(queue, batch_size, int(queue["attributes"].get("VisibilityTimeout", "30")))


def start_message_move_task(request: dict, _queue_url: str) -> dict:
    """Moves all at once. Without a destination each message goes back to the queue that it came from."""
    source = sqs._queue_by_arn(request.get("SourceArn", ""))
    if source is None:
        raise sqs._Err("ResourceNotFoundException", "The resource that you specified for the SourceArn does not exist.", 404)
    with sqs._queues_lock:
        moving, source["messages"] = source["messages"], []
        for message in moving:
            destination = request.get("DestinationArn") or message["sys"].get("DeadLetterQueueSourceArn", "")
            queue = sqs._queue_by_arn(destination)
            if queue is None:
                source["messages"].append(message)
                continue
            message.update(visible_at=time.time(), receive_count=0, receipt_handle=None)
            queue["messages"].append(message)
    functions.esm_wake.set()
    return {"TaskHandle": new_uuid()}


def _mapping_of(queue: dict) -> dict:
    arn = queue["attributes"]["QueueArn"]
    return next(mapping for mapping in functions._esms.values() if mapping["EventSourceArn"] == arn)


def _may_poll(mapping: dict) -> bool:
    role = functions._functions[mapping["FunctionName"]]["config"]["Role"]
    refused = [right for right in RIGHTS_TO_POLL if not role_may(role, right, mapping["EventSourceArn"])]
    if refused:
        log.error("the role of %s lacks %s", mapping["FunctionName"], ", ".join(refused))
    return not refused
