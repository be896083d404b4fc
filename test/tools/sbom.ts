/**
 * `npm run sbom`: what the deployed function is made of, as CycloneDX JSON (https://cyclonedx.org/docs/1.5/json/). It is
 * read from the lock file: `npm sbom --omit=dev` leaves out what a development dependency needs as well.
 */

import { readFileSync } from 'node:fs';

interface Locked {
  readonly name?: string;
  readonly version: string;
  readonly dev?: boolean;
  readonly license?: string;
  readonly integrity?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const FOLDER = 'node_modules/';
const lock = new URL('../../package-lock.json', import.meta.url);
const packages: Readonly<Record<string, Locked>> = JSON.parse(readFileSync(lock, 'utf8')).packages;
const shipped = Object.entries(packages).filter(([, { dev }]) => dev !== true);

const nameAt = (path: string) => path.slice(path.lastIndexOf(FOLDER) + FOLDER.length);
const purlOf = (path: string, { version }: Locked) =>
  `pkg:npm/${nameAt(path).replace('@', '%40')}@${version}`;
const refOf = (path: string) =>
  path === '' ? 'root' : purlOf(path, packages[path] ?? { version: '' });

/** Where Node finds a package: in the nearest folder upwards. https://nodejs.org/api/modules.html#loading-from-node_modules-folders */
function resolve(from: string, name: string): string | undefined {
  const path = `${from === '' ? '' : `${from}/`}${FOLDER}${name}`;
  if (packages[path] !== undefined) return path;
  return from === ''
    ? undefined
    : resolve(from.slice(0, from.lastIndexOf(FOLDER)).replace(/\/$/, ''), name);
}

const components = shipped
  .filter(([path]) => path !== '')
  .map(([path, locked]) => ({
    type: 'library',
    'bom-ref': refOf(path),
    name: nameAt(path),
    version: locked.version,
    purl: purlOf(path, locked),
    ...(locked.license === undefined ? {} : { licenses: [{ license: { name: locked.license } }] }),
    hashes: (locked.integrity ?? '').split(' ').flatMap((integrity) => {
      const [algorithm = '', base64 = ''] = integrity.split(/-(.*)/s);
      if (base64 === '') return [];
      const content = Buffer.from(base64, 'base64').toString('hex');
      return [{ alg: algorithm.toUpperCase().replace('SHA', 'SHA-'), content }];
    }),
  }));

const dependencies = shipped.map(([path, { dependencies = {} }]) => ({
  ref: refOf(path),
  dependsOn: Object.keys(dependencies).flatMap((name) => {
    const found = resolve(path, name);
    return found === undefined ? [] : [refOf(found)];
  }),
}));

const { name = '', version = '' } = packages[''] ?? {};
const metadata = { component: { type: 'application', 'bom-ref': 'root', name, version } };
const bom = {
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  version: 1,
  metadata,
  components,
  dependencies,
};
console.log(JSON.stringify(bom, undefined, 2));
