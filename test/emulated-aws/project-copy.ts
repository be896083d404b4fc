import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../sam/run.ts';

/** What `sam build` and `sam deploy` read, and the README's commands with them. */
const FILES = [
  '.gitignore',
  'template.yaml',
  'spoke.yaml',
  'samconfig.toml',
  'package.json',
  'package-lock.json',
  'src',
];

export interface ProjectCopy {
  readonly folder: string;
  readonly remove: () => void;
}

/** A copy to build and deploy from: SAM writes into the folder that it works in, `sam deploy --guided` into its settings. */
export function copyProject(options: { readonly installed: boolean }): ProjectCopy {
  const folder = mkdtempSync(join(tmpdir(), 'deploy-'));
  for (const file of FILES) cpSync(join(ROOT, file), join(folder, file), { recursive: true });
  if (options.installed) symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
