import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBareRuntime } from './bare-runtime.ts';
import { installPythonTools, mustRun, ROOT, run } from './run.ts';

export type Variables = Readonly<Record<string, string>>;

export interface Invocation {
  /** What the function returned, or Lambda's error object, as JSON text. Empty when the function ran out of time. */
  readonly answer: string;
  readonly log: string;
}

/** Runs the bundle that `sam build` made, in a fresh runtime for each invocation. */
export interface LambdaRuntime {
  readonly description: string;
  /** The name by which the function reaches a server of this machine. */
  readonly machine: string;
  /** Where such a server has to listen, beside 127.0.0.1. */
  readonly addresses: readonly string[];
  readonly invoke: (eventFile: string, variables: Variables) => Promise<Invocation>;
}

const AWS_IMAGE = 'public.ecr.aws/lambda/nodejs:24-x86_64';
const OWN_IMAGE = 'cloudwatch-to-slack/nodejs:24';

/**
 * The nearest to AWS that this machine allows: `sam local invoke` in AWS's image; in an image put together here when there
 * is no container registry; without a container when there is no container engine. LAMBDA_RUNTIME=aws|own|bare demands one.
 * @throws {Error} when the demanded one cannot be had, or LAMBDA_RUNTIME is none of them
 */
export async function chooseRuntime(): Promise<LambdaRuntime> {
  const demanded = process.env['LAMBDA_RUNTIME'] ?? '';
  if (!['', 'aws', 'own', 'bare'].includes(demanded)) {
    throw new Error(`LAMBDA_RUNTIME is aws, own or bare, not ${demanded}`);
  }
  const bin = await installPythonTools('sam');
  if (demanded === 'bare') return createBareRuntime(bin);
  if (!(await succeeds('docker', ['info']))) {
    if (demanded !== '') throw new Error(`LAMBDA_RUNTIME=${demanded} needs a container engine`);
    return createBareRuntime(bin);
  }
  if (demanded !== 'own' && (await succeeds('docker', ['pull', '--quiet', AWS_IMAGE]))) {
    return createSamRuntime(bin, AWS_IMAGE, `sam local invoke in AWS's image ${AWS_IMAGE}`, []);
  }
  if (demanded === 'aws') throw new Error(`cannot pull ${AWS_IMAGE}`);
  await mustRun(`${ROOT}test/sam/build-runtime-image`, [OWN_IMAGE]);
  return createSamRuntime(
    bin,
    OWN_IMAGE,
    "sam local invoke in an image put together here (AWS's runtime client and Node 24, not Amazon Linux)",
    ['--skip-pull-image', '--invoke-image', OWN_IMAGE],
  );
}

async function createSamRuntime(
  bin: string,
  image: string,
  description: string,
  options: readonly string[],
): Promise<LambdaRuntime> {
  const folder = mkdtempSync(join(tmpdir(), 'sam-'));
  let invocations = 0;
  return {
    description,
    machine: 'host.docker.internal',
    addresses: [await gatewayAddress(image)],
    invoke: async (eventFile, variables) => {
      invocations += 1;
      const variablesFile = join(folder, `${invocations}.json`);
      writeFileSync(variablesFile, JSON.stringify({ Parameters: variables }));
      const { stdout, stderr } = await run(join(bin, 'sam'), [
        ...['local', 'invoke', '--event', eventFile, '--env-vars', variablesFile],
        ...options,
      ]);
      return { answer: stdout.trim(), log: stderr };
    },
  };
}

/** The address by which containers reach this machine, from the mouth of one. */
async function gatewayAddress(image: string): Promise<string> {
  const name = 'host.docker.internal';
  const hosts = await mustRun('docker', [
    ...['run', '--rm', '--add-host', `${name}:host-gateway`, '--entrypoint', '/var/lang/bin/node'],
    ...[image, '--print', 'require("node:fs").readFileSync("/etc/hosts", "utf8")'],
  ]);
  const address = hosts
    .split('\n')
    .find((line) => line.endsWith(name))
    ?.split(/\s/)[0];
  if (address === undefined)
    throw new Error(`${name} is not in the hosts of a container:\n${hosts}`);
  return address;
}

async function succeeds(command: string, args: readonly string[]): Promise<boolean> {
  try {
    return (await run(command, args)).code === 0;
  } catch {
    return false;
  }
}
