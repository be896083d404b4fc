import { BlockList, isIPv4 } from 'node:net';
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/** What Docker and Podman call the bridges of their networks. */
const BRIDGE = /^(docker|br-|podman|cni)/;

/**
 * Whether `peer` is in a container of this machine, or is this machine. Asked anew each time: an interface may appear
 * when the first container starts.
 */
export function isContainerOrSelf(
  peer: string,
  interfaces: Interfaces = networkInterfaces(),
): boolean {
  const address = peer.replace(/^::ffff:(?=\d+\.)/, '');
  if (!isIPv4(address)) return address === '::1';
  const near = new BlockList();
  near.addSubnet('127.0.0.0', 8);
  for (const [name, infos = []] of Object.entries(interfaces)) {
    for (const { family, address: own, cidr } of infos) {
      if (family !== 'IPv4') continue;
      near.addAddress(own);
      if (BRIDGE.test(name) && cidr) near.addSubnet(own, Number(cidr.split('/')[1]));
    }
  }
  return near.check(address);
}
