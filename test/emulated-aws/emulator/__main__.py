"""An emulated AWS for `npm run test:aws`: MiniStack with what it lacks on the way from an alarm to Slack.

What is real: every API call is signed, sent over TLS and checked against IAM and resource policies (AUTH=true);
CloudFormation creates the resources of the transformed template; the function runs in Node 24.
What these modules add to MiniStack 1.5.33, because MiniStack does not have it or differs from AWS:
  alarms.py         the state that an alarm's datapoints call for
  notifications.py  the alarm as CloudWatch tells SNS and EventBridge of it
  cloudwatch.py     both put to work, and the history of it; the metrics of queues
  api.py            the quotas of CloudWatch's API, mute rules, contributors
  fleet.py          alarms over a Metrics Insights query, one contributor per instance
  sums.py           alarms over a sum of metrics
  delivery.py       SNS, EventBridge and Lambda: permissions, retries, dead-letter queues
  schedules.py      EventBridge Scheduler: roles, input, dead-letter queue, a run when a test says so
  clock.py          hours that go by in no time
  runtime.py        the function's log as Lambda writes it, and four runs at a time
  queues.py         event source mappings (permissions, batch window, large batches), redrive of a dead-letter queue
  commands.py       SSM documents, run on this machine, and the right to send them
  organization.py   the accounts of an organization, and events from one bus to another
  templates.py      properties that its CloudFormation drops or refuses
What is not AWS's, here as there: the runtime client of the function is MiniStack's, a failed run costs a cold start, the
pauses between Lambda's retries are short, and alarms are evaluated when a datapoint is put instead of every minute.
MiniStack's private functions are replaced, so its version is pinned (test/tools/emulated-aws.txt).

Run as `python -m emulator FOLDER PORT`; it ends when its standard input does, so it cannot outlive whoever started it.
"""

import faulthandler
import os
import pathlib
import signal
import sys
import threading


def main(folder: pathlib.Path, port: str) -> None:
    certificate.write(folder)
    os.environ.update(
        AUTH="true",
        BIND_HOST="127.0.0.1",
        MINISTACK_HOST="127.0.0.1",
        GATEWAY_PORT=port,
        USE_SSL="1",
        MINISTACK_SSL_CERT=str(folder / "server.pem"),
        MINISTACK_SSL_KEY=str(folder / "server.key"),
        AWS_SECRET_ACCESS_KEY="test",
        IOT_MTLS_ENABLED="0",
        LAMBDA_EXECUTOR="local",
        # The function inherits it, and lets the webhook lead to this machine as under `sam local`.
        AWS_SAM_LOCAL="true",
        LAMBDA_ASYNC_RETRY_BASE_SECONDS="0.2",
    )
    from ministack import app
    from ministack.core import lambda_runtime

    app._port_is_bindable = lambda *_: False  # With TLS it would also take port 443.
    from . import api, clock, cloudwatch, commands, delivery, organization, queues, runtime, schedules, templates

    for module in (api, clock, cloudwatch, commands, delivery, organization, queues, runtime, schedules, templates):
        module.install()
    threading.Thread(target=end_with_input, daemon=True).start()
    sys.argv = ["ministack"]
    try:
        app.main()
    finally:
        lambda_runtime.reset()  # MiniStack leaves the processes of the function running.
        os._exit(0)  # The threads that read from them can keep the interpreter from ending.


def end_with_input() -> None:
    sys.stdin.read()
    # Should MiniStack not stop, the log says where it hangs, and the process ends all the same.
    faulthandler.dump_traceback_later(5, exit=True)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    from . import certificate

    main(pathlib.Path(sys.argv[1]), sys.argv[2])
