/**
 * Says in one sentence that this Node.js is too old, before anything that an old one cannot read is loaded. Plain
 * JavaScript, for the oldest. The versions are those of "engines" in package.json: `^20.19.0 || >=24.0.0`.
 */
'use strict';

const { engines } = require('../../package.json');

const current = process.version.slice(1).split('.').map(Number);

/** Whether `current` is in a range that starts with `^` (one major version) or `>=`. */
function isIn(range) {
  const lowest = range.replace(/^\D+/, '').split('.').map(Number);
  if (range[0] === '^' && current[0] !== lowest[0]) return false;
  const other = [0, 1, 2].find((place) => current[place] !== lowest[place]);
  return other === undefined || current[other] > lowest[other];
}

if (!engines.node.split(' || ').some(isIn)) {
  console.error(
    `This is Node.js ${process.version}, which is too old or no longer supported: install Node.js 20, 22 or 24 (https://nodejs.org), run npm ci again, then npm start.`,
  );
  process.exitCode = 1;
}
