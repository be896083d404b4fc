import { readFileSync } from 'node:fs';

/**
 * Where the page listens: on loopback, and on Linux on Docker's bridge, too. That is the address that
 * `host.docker.internal` has in a container of `sam local invoke`; elsewhere Docker hands such connections to
 * loopback itself. No other machine reaches either of them. With `HOST` set, there and on loopback: `0.0.0.0` is for a
 * container engine whose bridge is elsewhere. Whatever the address, only the webhook answers to others than this
 * machine.
 * https://docs.docker.com/reference/cli/docker/container/run/#add-host
 */
export function listenAddresses(
  host: string | undefined,
  routes = readRoutes(),
): readonly string[] {
  const loopback = ['127.0.0.1', '::1'];
  if (host === '0.0.0.0' || host === '::') return [host];
  if (host) return loopback.includes(host) ? loopback : [host, ...loopback];
  return [...loopback, ...bridgeAddresses(routes)];
}

/**
 * The bridge is the first address of its network unless somebody chose another one. Node's list of interfaces has it
 * only while a container runs, which is too late.
 */
function bridgeAddresses(routes: string): readonly string[] {
  return routes.split('\n').flatMap((line) => {
    const [name, destination = ''] = line.split('\t');
    if (name !== 'docker0' || !/^[\dA-F]{8}$/i.test(destination)) return [];
    // Little-endian hexadecimal. https://man7.org/linux/man-pages/man5/proc_pid_net.5.html
    const [last = 0, ...rest] = Buffer.from(destination, 'hex');
    return [[...rest.toReversed(), last + 1].join('.')];
  });
}

function readRoutes(): string {
  try {
    return readFileSync('/proc/net/route', 'utf8');
  } catch {
    return '';
  }
}
