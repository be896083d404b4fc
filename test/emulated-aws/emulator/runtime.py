"""The function's log in Lambda's JSON format, the right to read it, and no more than four runs at a time.

MiniStack prints what Node prints, asks for the right to a log group by another ARN than AWS, and lets every event have a
process of its own.
https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
A new account may have ten at a time; the machine of the tests has not as many processors.
https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
"""

import functools
import threading
from collections import defaultdict

from ministack.core import iam_actions, lambda_runtime
from ministack.core.responses import get_account_id
from ministack.services import lambda_svc as functions

AT_ONCE = 4

# The first argument of a console call is the message, as in AWS's own runtime.
CONSOLE = """
for (const [method, level] of Object.entries({ log: "INFO", info: "INFO", warn: "WARN", error: "ERROR", debug: "DEBUG" })) {
  console[method] = (message) =>
    process.stderr.write(JSON.stringify({ timestamp: new Date().toISOString(), level, message }) + "\\n");
}
"""

_rooms: dict[str, threading.Semaphore] = defaultdict(lambda: threading.Semaphore(AT_ONCE))
_credentials = lambda_runtime.execution_credentials
_execute = functions._execute_function_warm


def install() -> None:
    global _extract_resource_arn
    _extract_resource_arn, iam_actions.extract_resource_arn = iam_actions.extract_resource_arn, resource_arn
    script = lambda_runtime._NODEJS_WORKER_SCRIPT
    start = "let handlerFn = null;"
    if script.count(start) != 1:
        raise ValueError("the runtime client of MiniStack has changed")
    lambda_runtime._NODEJS_WORKER_SCRIPT = script.replace(start, CONSOLE + start)
    lambda_runtime.execution_credentials = credentials_and_log_group
    functions._execute_function_warm = execute_when_there_is_room
    # A line that is late would be missing in the log until the next event.
    lambda_runtime.Worker._drain_stderr_bounded = functools.partialmethod(
        lambda_runtime.Worker._drain_stderr_bounded, first_line_wait=0.1, idle_confirm=0.03, hard_cap=1
    )


def resource_arn(service, method, path, headers, *rest) -> str:
    """In a policy a log group ends with `:*`, but for its tags."""
    arn = _extract_resource_arn(service, method, path, headers, *rest)
    is_of_tags = "Tag" in headers.get("x-amz-target", "")
    return f"{arn}:*" if service == "logs" and ":log-group:" in arn and not is_of_tags else arn


def credentials_and_log_group(config: dict) -> dict:
    group = (config.get("LoggingConfig") or {}).get("LogGroup") or f"/aws/lambda/{config['FunctionName']}"
    return _credentials(config) | {"AWS_LAMBDA_LOG_GROUP_NAME": group}


def execute_when_there_is_room(*args, **kwargs):
    """Events that Lambda has no room for wait; nothing of them is a failed try."""
    with _rooms[get_account_id()]:
        return _execute(*args, **kwargs)
