import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { installPythonTools, ROOT } from '../sam/run.ts';
import { mustRun } from './command.ts';
import { startEmulatedAws } from './emulated-aws.ts';
import { copyProject } from './project-copy.ts';
import { step } from './step.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly aws: {
      readonly endpoint: string;
      readonly authority: string;
      /** The same, and what Node trusts beyond that on this machine. */
      readonly trusted: string;
      /** Where `sam`, `aws`, `npm` and `node` are. */
      readonly path: string;
      readonly python: string;
      /** The AWS CLI itself; `aws` on the path points it to the emulated AWS. */
      readonly cli: string;
      /** Folder of a copy of the project in which `sam build` was run. */
      readonly project: string;
    };
  }
}

let stop: (() => Promise<void>) | undefined;

/** One emulated AWS for the whole run, and one build. Each test file has an account of its own. */
export async function setup(run: TestProject): Promise<void> {
  step('installing the SAM CLI and the emulated AWS (once)');
  const samBin = await installPythonTools('sam');
  const awsBin = await installPythonTools('emulated-aws');
  const bins = [join(ROOT, 'test/emulated-aws/bin'), samBin, join(ROOT, 'node_modules/.bin')];
  const path = [...bins, process.env['PATH'] ?? ''].join(delimiter);
  const python = join(awsBin, 'python');
  mkdirSync(join(ROOT, 'build'), { recursive: true });

  const log = join(ROOT, 'build/emulated-aws.log');
  step(`starting the emulated AWS, its log is ${log}`);
  const aws = await startEmulatedAws(python, log);
  const project = copyProject({ installed: true });
  stop = async () => {
    project.remove();
    await aws.stop();
  };
  step('sam build');
  const env = { PATH: path, HOME: project.folder, SAM_CLI_TELEMETRY: '0' };
  await mustRun('sam', ['build'], { cwd: project.folder, env });
  const { endpoint, authority } = aws;
  const cli = join(awsBin, 'aws');
  const trusted = join(project.folder, 'trusted.pem');
  const own = process.env['NODE_EXTRA_CA_CERTS'];
  const files = [authority, ...(own ? [own] : [])];
  writeFileSync(trusted, files.map((file) => readFileSync(file, 'utf8')).join('\n'));
  const { folder } = project;
  run.provide('aws', { endpoint, authority, trusted, path, python, cli, project: folder });
}

/** @throws {Error} when something that was started is still running: that fails the run */
export async function teardown(): Promise<void> {
  await stop?.();
  step('stopped, no process is left');
}
