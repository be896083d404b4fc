"""Judges Slack messages by Slack's own models (slack_sdk), an author who knows nothing of this project.

Reads a JSON list of {"name", "body"} from stdin; writes {"problems": [...], "objects": {class: count}, "unread": {type: count}}.
A model checks only itself, and what it does not know it drops without a word: so every nested object is checked, too,
and each block must come back as it went in.
"""

import json
import logging
import sys
import warnings
from collections import Counter

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)

from slack_sdk.errors import SlackObjectFormationError  # noqa: E402
from slack_sdk.models.attachments import BlockAttachment  # noqa: E402
from slack_sdk.models.basic_objects import JsonObject  # noqa: E402
from slack_sdk.models.blocks import Block  # noqa: E402
from slack_sdk.models.messages.message import Message  # noqa: E402

# Newer than the models: covered by the project's own table of limits.
UNKNOWN_TO_THE_MODELS = {"data_visualization"}
# The models drop what is false or empty.
LEFT_OUT = (None, False, [], "")

objects: Counter = Counter()
unread: Counter = Counter()


def nested(value):
    if isinstance(value, JsonObject):
        yield value
        value = vars(value)
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from nested(item)


def kept(value):
    if isinstance(value, dict):
        return {k: kept(v) for k, v in value.items() if not any(v is x or v == x for x in LEFT_OUT)}
    return [kept(v) for v in value] if isinstance(value, list) else value


def judge_block(block, pointer):
    kind = block.get("type") if isinstance(block, dict) else None
    if kind in UNKNOWN_TO_THE_MODELS:
        unread[kind] += 1
        return None, []
    try:
        model = Block.parse(block)
        if model is None:
            return None, [f"{pointer}: the models know no block of type {kind!r}"]
        for part in nested(model):
            objects[type(part).__name__] += 1
            part.validate_json()
        back = model.to_dict()
    except (SlackObjectFormationError, TypeError, KeyError, AttributeError) as error:
        return None, [f"{pointer}: {type(error).__name__}: {error}"]
    if kept(back) != kept(block):
        return model, [f"{pointer}: the models lose something of it: {json.dumps(kept(block))} became {json.dumps(kept(back))}"]
    return model, []


def judge_blocks(blocks, pointer):
    judged = [judge_block(block, f"{pointer}/{index}") for index, block in enumerate(blocks)]
    return [model for model, _ in judged if model is not None], [p for _, problems in judged for p in problems]


def judge(body):
    blocks, problems = judge_blocks(body.get("blocks", []), "/blocks")
    attachments = []
    for index, attachment in enumerate(body.get("attachments", [])):
        models, found = judge_blocks(attachment.get("blocks", []), f"/attachments/{index}/blocks")
        problems += found
        attachments.append(BlockAttachment(blocks=models, color=attachment.get("color"), fallback=attachment.get("fallback")))
    if problems:
        return problems
    try:
        Message(text=body["text"], blocks=blocks, attachments=attachments).to_dict()
    except (SlackObjectFormationError, TypeError, KeyError) as error:
        return [f"/: {type(error).__name__}: {error}"]
    return [] if len(body["text"]) <= 40000 else ["/text: Slack cuts a text off at 40,000 characters"]


problems = [{"name": m["name"], "problem": p} for m in json.load(sys.stdin) for p in judge(m["body"])]
json.dump({"problems": problems, "objects": objects, "unread": unread}, sys.stdout)
