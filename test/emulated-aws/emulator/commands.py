"""Run Command: the stack's own documents, and who may send them to which instance.

MiniStack has no documents, answers for steps that it does not run, and checks the right to send for no resource.
The document's script for Linux runs for real, on this machine. What an instance is says its tag `emulated-agent`:
  none (SSM does not know it) · failing (the script ends with 1) · slow (it never ends) · windows (answers as PowerShell would)
https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_SendCommand.html
https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
"""

import json
import subprocess

from ministack.core import iam_actions, iam_evaluator
from ministack.core.concurrency import spawn_background
from ministack.core.responses import (
    AccountRegionScopedDict,
    error_response_json,
    get_account_id,
    json_response,
    new_uuid,
)
from ministack.services import ec2, ssm
from ministack.services.cloudformation import provisioners

SEND = "ssm:SendCommand"
SKIPPED = "Step execution skipped due to unsatisfied preconditions: '\"StringEquals\": [platformType, {0}]'. Step name: {0}"
WINDOWS = "culprit 1 windows\r\ncores 4\r\nuptime 90\r\nprocess 4242 61.5 NT%20AUTHORITY%5CSYSTEM w3wp\r\nend\r\n"

_documents = AccountRegionScopedDict()
_invocations = AccountRegionScopedDict()
_extract_resource_arn = iam_actions.extract_resource_arn
_enforce = iam_evaluator.enforce


def install() -> None:
    provisioners._RESOURCE_HANDLERS["AWS::SSM::Document"] = {"create": create, "delete": delete}
    ssm._send_command = send_command
    ssm._get_command_invocation = get_command_invocation
    iam_actions.extract_resource_arn = resource_arn
    iam_evaluator.enforce = enforce


def create(logical_id: str, properties: dict, stack_name: str):
    if properties["DocumentType"] != "Command" or "parameters" in properties["Content"]:
        raise ValueError("only command documents without parameters are known here")
    name = provisioners._physical_name(stack_name, logical_id)
    _documents[name] = properties["Content"]
    return name, {}


def delete(name: str, _properties: dict) -> None:
    _documents.pop(name, None)


def resource_arn(service, method, path, headers, body, query_params, region, account_id) -> str:
    """Every resource that a SendCommand is about, each of which `enforce` asks for: the document, and the instances."""
    action = headers.get("x-amz-target", "").split(".")[-1]
    if service != "ssm" or action != "SendCommand":
        return _extract_resource_arn(service, method, path, headers, body, query_params, region, account_id)
    data = json.loads(body or "{}")
    name = data.get("DocumentName", "")
    # The documents of AWS belong to no account.
    owner = "" if name.startswith("AWS-") else account_id
    document = name if name.startswith("arn:") else f"arn:aws:ssm:{region}:{owner}:document/{name}"
    instances = [_instance_arn(one, region, account_id) for one in data.get("InstanceIds") or ["*"]]
    return " ".join([document, *instances])


def _instance_arn(instance: str, region: str, account_id: str) -> str:
    """A machine outside AWS that SSM manages has an id that begins with mi-."""
    if instance.startswith("mi-"):
        return f"arn:aws:ssm:{region}:{account_id}:managed-instance/{instance}"
    return f"arn:aws:ec2:{region}:{account_id}:instance/{instance}"


def enforce(access_key_id, iam_action, service, region, resource_arn="*", service_context=None):
    if iam_action != SEND:
        return _enforce(access_key_id, iam_action, service, region, resource_arn, service_context)
    for arn in resource_arn.split():
        tags = ec2._tags.get(arn.rsplit("/", 1)[-1], []) if ":instance/" in arn else []
        keys = {f"ssm:resourceTag/{tag['Key']}": tag["Value"] for tag in tags}
        denied = _enforce(access_key_id, iam_action, service, region, arn, {**(service_context or {}), **keys})
        if denied:
            return denied
    return None


def send_command(data: dict):
    name, instances = data.get("DocumentName", ""), data.get("InstanceIds") or []
    if name not in _documents:
        return error_response_json("InvalidDocument", "", 400)
    if data.get("Parameters"):
        return error_response_json("InvalidParameters", "the document takes none", 400)
    if any(_agent(instance) == "none" for instance in instances):
        return error_response_json("InvalidInstanceId", "Instances not in a valid state for account", 400)
    command_id = new_uuid()
    for instance in instances:
        steps = {step["name"]: {"Status": "Pending"} for step in _documents[name]["mainSteps"]}
        _invocations[(command_id, instance)] = steps
        spawn_background(_run, _documents[name], steps, _agent(instance), thread_name="emulated-ssm-agent")
    return json_response({"Command": {"CommandId": command_id, "DocumentName": name, "Status": "Pending"}})


def get_command_invocation(data: dict):
    steps = _invocations.get((data.get("CommandId"), data.get("InstanceId")))
    if steps is None:
        return error_response_json("InvocationDoesNotExist", "", 400)
    # "If the document contains more than one step, you must specify the name of the step."
    step = steps.get(data.get("PluginName"))
    if step is None:
        return error_response_json("InvalidPluginName", "", 400)
    return json_response({"StandardErrorContent": "", "StandardOutputContent": ""} | step)


def _agent(instance: str) -> str:
    return next((tag["Value"] for tag in ec2._tags.get(instance, []) if tag["Key"] == "emulated-agent"), "linux")


def _run(document: dict, steps: dict, agent: str) -> None:
    platform = "Windows" if agent == "windows" else "Linux"
    for step in document["mainSteps"]:
        result = steps[step["name"]]
        if step["precondition"]["StringEquals"] != ["platformType", platform]:
            result.update(StandardOutputContent=SKIPPED.format(step["name"]), Status="Success")
        elif agent == "windows":
            result.update(StandardOutputContent=WINDOWS, Status="Success")
        elif agent == "slow":
            result["Status"] = "InProgress"
        elif agent == "failing":
            result.update(StandardErrorContent="sh: awk: not found", Status="Failed")
        else:
            script = "\n".join(step["inputs"]["runCommand"])
            done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, timeout=10, check=False)
            result.update(
                StandardOutputContent=done.stdout[:24_000],
                StandardErrorContent=done.stderr[:8_000],
                Status="Success" if done.returncode == 0 else "Failed",
            )
