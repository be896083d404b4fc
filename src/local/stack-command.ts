/** `npm run try` and `npm run redeliver`: runs the command that a deployed stack names in one of its outputs. */

import { spawn } from 'node:child_process';

/** What went wrong, in words for whoever typed the command. */
class StackCommandError extends Error {
  override readonly name = 'StackCommandError';
}

const SAID_AFTERWARDS: Readonly<Record<string, string>> = {
  TryCommand:
    'The alarm is in ALARM. Look at the channel in Slack: within seconds a red ALARM should stand there, and an OK when\n' +
    'CloudWatch next looks at the metric. Nothing there? `sam logs --stack-name NAME` says what the function did.',
  RedeliverCommand:
    'Whatever was parked goes back to the undelivered queue, and from there to Slack within minutes.',
};

/** @param output `TryCommand` or `RedeliverCommand` */
async function runStackCommand(output: string, args: readonly string[]): Promise<void> {
  const { stack, forAws } = readArguments(args);
  const describe = ['cloudformation', 'describe-stacks', '--stack-name', stack];
  const query = ['--query', `Stacks[0].Outputs[?OutputKey=='${output}'].OutputValue`];
  const command = (await aws([...describe, ...query, '--output', 'text', ...forAws])).trim();
  const [program, ...words] = splitWords(command);
  if (program !== 'aws') {
    throw new StackCommandError(
      `The stack ${stack} has no output ${output}: is it one of this template?`,
    );
  }
  console.log(command);
  console.log(await aws([...words, ...forAws]));
  console.log(SAID_AFTERWARDS[output]?.replace('NAME', stack));
}

function readArguments(args: readonly string[]) {
  const at = args.indexOf('--stack');
  const stack = args[at + 1];
  if (at === -1 || stack === undefined || stack.startsWith('-')) {
    throw new StackCommandError(
      'Usage: npm run try -- --stack NAME [--region …] [--profile …] (NAME is cloudwatch-to-slack unless you chose another)',
    );
  }
  return { stack, forAws: args.toSpliced(at, 2) };
}

/** As a shell would, for what the template writes: words, and text between single quotes. */
function splitWords(command: string): readonly string[] {
  const words = command.match(/'[^']*'|[^\s']+/g) ?? [];
  return words.map((word) => word.replaceAll("'", ''));
}

/** Resolves to what the AWS CLI printed; its errors go to the terminal as they are. */
function aws(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('aws', args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      printed += text;
    });
    child.on('error', (cause) => {
      reject(
        new StackCommandError(
          'This needs the AWS CLI: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html',
          { cause },
        ),
      );
    });
    child.on('close', (code) => {
      if (code === 0) resolve(printed);
      else reject(new StackCommandError(`aws ${args[0]} ${args[1]} did not succeed.`));
    });
  });
}

const [output = '', ...args] = process.argv.slice(2);
try {
  await runStackCommand(output, args);
} catch (error) {
  if (!(error instanceof StackCommandError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
