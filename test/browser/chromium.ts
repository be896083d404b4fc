import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const FLAGS: readonly string[] = [
  '--headless',
  // In a container Chromium runs as root, and cannot make a sandbox.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // The picture must not depend on how the machine smooths letters.
  '--font-render-hinting=none',
];

/** @throws {Error} saying how to get a browser when there is none */
export function launchChromium(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) {
    throw new Error(
      `There is no Chromium at ${executablePath}. Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.`,
    );
  }
  return chromium.launch({ executablePath, args: [...FLAGS] });
}
