"""Whether a policy lets one AWS service call another, where MiniStack does not ask."""

from ministack.core.arn import parse_arn
from ministack.core.iam_evaluator import (
    EvalContext,
    _gather_role_policies,
    evaluate,
    evaluate_resource_policy,
)
from ministack.core.responses import get_account_id, get_region


def service_may_invoke(service: str, function: dict, source_arn: str) -> bool:
    """By the function's resource policy. `service` is a principal such as sns.amazonaws.com."""
    context = EvalContext(
        principal_arn="*",
        principal_type="Service",
        principal_account="",
        action="lambda:InvokeFunction",
        resource_arn=function["config"]["FunctionArn"],
        region=get_region(),
        service_context={"aws:sourcearn": source_arn, "aws:sourceaccount": get_account_id()},
    )
    return evaluate_resource_policy(function["policy"], context, service=service).decision == "Allow"


def role_may(role_arn: str, action: str, resource_arn: str) -> bool:
    """By the policies of the role."""
    context = context_of(role_arn, action, resource_arn, {})
    return evaluate(context, _gather_role_policies(role_arn.rsplit("/", 1)[-1], get_account_id())).decision == "Allow"


def context_of(role_arn: str, action: str, resource_arn: str, keys: dict, account: str | None = None) -> EvalContext:
    """What `action` is judged by: the role asks, of its own account unless told."""
    return EvalContext(
        principal_arn=role_arn,
        principal_type="AssumedRole",
        principal_account=account or parse_arn(role_arn).account_id,
        action=action,
        resource_arn=resource_arn,
        region=get_region(),
        service_context=keys,
    )
