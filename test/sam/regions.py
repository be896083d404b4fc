"""Prints, for each region that cfn-lint knows, those of the resource types given that CloudFormation does not have there."""

import json
import sys

from cfnlint.helpers import REGIONS
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

types = set(sys.argv[1:])
print(json.dumps({region: sorted(types - set(PROVIDER_SCHEMA_MANAGER.get_resource_types(region))) for region in REGIONS}))
