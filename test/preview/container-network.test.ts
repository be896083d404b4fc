import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test } from 'vitest';
import { isContainerOrSelf } from '../../src/preview/container-network.ts';
import { startSlackStandIn } from '../../src/preview/fake-slack/server.ts';
import { everyRow } from '../helpers/every-row.ts';

function ipv4(cidr: string): NetworkInterfaceInfo {
  const [address = ''] = cidr.split('/');
  return { address, cidr, family: 'IPv4', netmask: '', mac: '', internal: false };
}

const interfaces = {
  eth0: [ipv4('192.168.1.20/24')],
  docker0: [ipv4('172.17.0.1/16')],
  'br-5f2c': [ipv4('172.20.0.1/16')],
};

test(
  "posts are taken from this machine's containers alone",
  everyRow(
    [
      ['127.0.0.1', true],
      ['::1', true],
      ['::ffff:127.0.0.1', true],
      ['192.168.1.20', true],
      ['172.17.0.9', true],
      ['::ffff:172.20.3.4', true],
      ['192.168.1.21', false],
      ['172.18.0.2', false],
      ['203.0.113.7', false],
      ['fe80::1', false],
      ['', false],
    ],
    (peer, may) => {
      expect(isContainerOrSelf(peer, interfaces)).toBe(may);
    },
  ),
);

test('the webhook refuses a post from an address that may not', async () => {
  const standIn = await startSlackStandIn({ mayPost: () => false });
  const response = await fetch(standIn.webhookUrl, { method: 'POST', body: '{"text":"x"}' });
  await standIn.close();
  expect(response.status).toBe(403);
  expect(standIn.posts).toEqual([]);
});
