"""Calls AWS with AWS's own SDK for the tests: a request per line of input, an answer per line of output.

{"service": "sqs", "operation": "get_queue_attributes", "parameters": {...}} is answered by {"answer": {...}} or
{"error": "Code: message"}. Every page of a listing is read. Endpoint, credentials and region are the environment's.
"""

import json
import sys

import boto3
import botocore.exceptions

clients = {}

for line in sys.stdin:
    request = json.loads(line)
    service, operation = request["service"], request["operation"]
    client = clients.setdefault(service, boto3.client(service))
    try:
        if client.can_paginate(operation):
            answer = client.get_paginator(operation).paginate(**request["parameters"]).build_full_result()
        else:
            answer = getattr(client, operation)(**request["parameters"])
            answer.pop("ResponseMetadata", None)
        reply = {"answer": answer}
    except (botocore.exceptions.ClientError, botocore.exceptions.ParamValidationError) as error:
        reply = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(reply, default=str), flush=True)
