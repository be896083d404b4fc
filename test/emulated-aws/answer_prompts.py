"""Runs a command at a terminal and answers what it asks, as the person who follows the README does.

python answer_prompts.py ANSWERS COMMAND... ANSWERS is JSON: a part of the question -> the answer. Every other question
gets Enter, so its default. All that appears on the terminal is printed; the exit code is the command's.
"""

import json
import os
import pty
import re
import sys

answers, command = json.loads(sys.argv[1]), sys.argv[2:]

# A question is what stands on the last line, ends like one and waits.
QUESTION = re.compile(rb"[^\r\n]*(?:\]|\}|[A-Za-z]): (?:\x1b\[[0-9;]*m)*$")

pid, terminal = pty.fork()
if pid == 0:
    os.execvp(command[0], command)

unanswered = b""
while True:
    try:
        shown = os.read(terminal, 4096)
    except OSError:  # EIO: the other end is closed.
        break
    if not shown:
        break
    sys.stdout.buffer.write(shown)
    sys.stdout.buffer.flush()
    unanswered += shown
    question = QUESTION.search(unanswered)
    if question:
        text = question[0].decode(errors="replace")
        answer = next((answer for part, answer in answers.items() if part in text), "")
        os.write(terminal, answer.encode() + b"\n")
        unanswered = b""

sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
