"""Prints template.yaml as JSON after both transforms, run by the SAM CLI's own libraries: what CloudFormation gets to deploy.

Usage: transform.py NAME=VALUE... (parameters; a list parameter takes commas)
"""

import json
import sys

import yaml
from samcli.commands.validate.lib.exceptions import InvalidSamDocumentException
from samcli.lib.translate.sam_template_validator import SamTemplateValidator
from samcli.yamlhelper import yaml_parse


class NoManagedPolicies:
    """The template names no managed policy, so that AWS need not be asked for their ARNs."""

    def load(self):
        return {}


with open("template.yaml", encoding="utf8") as file:
    template = yaml_parse(file.read())
validator = SamTemplateValidator(
    template,
    NoManagedPolicies(),
    region="us-east-1",
    parameter_overrides=dict(argument.split("=", 1) for argument in sys.argv[1:]),
    language_extensions_enabled=True,
)
try:
    transformed = yaml.safe_load(validator.get_translated_template_if_valid())
except InvalidSamDocumentException as error:
    sys.exit(str(error))
json.dump(transformed, sys.stdout, indent=2, sort_keys=True)
