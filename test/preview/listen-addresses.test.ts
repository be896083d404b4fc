import { expect, test } from 'vitest';
import { listenAddresses } from '../../src/preview/listen-addresses.ts';
import { everyRow } from '../helpers/every-row.ts';

const HEAD = 'Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask';
const LAN = 'eth0\t00000000\t0101A8C0\t0003\t0\t0\t0\t00000000';
const bridge = (destination: string) =>
  `docker0\t${destination}\t00000000\t0001\t0\t0\t0\t0000FFFF`;

test(
  'listens on loopback and on the bridges of containers',
  everyRow(
    [
      ['nothing but loopback', [HEAD, LAN], ['127.0.0.1', '::1']],
      ['the bridge of Docker', [HEAD, LAN, bridge('000011AC')], ['127.0.0.1', '::1', '172.17.0.1']],
      [
        'a bridge that somebody moved',
        [HEAD, bridge('00C8140A')],
        ['127.0.0.1', '::1', '10.20.200.1'],
      ],
      [
        'no address out of a line that is none',
        [HEAD, bridge('xyz'), 'docker0', ''],
        ['127.0.0.1', '::1'],
      ],
    ],
    (_name, lines, addresses) => {
      expect(listenAddresses(undefined, lines.join('\n'))).toEqual(addresses);
    },
  ),
);

test('listens where HOST says, and on loopback', () => {
  expect(listenAddresses('192.0.2.1', bridge('000011AC'))).toEqual([
    '192.0.2.1',
    '127.0.0.1',
    '::1',
  ]);
  expect(listenAddresses('127.0.0.1', bridge('000011AC'))).toEqual(['127.0.0.1', '::1']);
});

test.each(['0.0.0.0', '::'])('%s is every address already', (host) => {
  expect(listenAddresses(host, bridge('000011AC'))).toEqual([host]);
});

test('finds out by itself where there is no list of routes', () => {
  expect(listenAddresses('')).toEqual(expect.arrayContaining(['127.0.0.1', '::1']));
});
