// Loaded into every candidate before anything else (node --require): connections to Slack and AWS go to the stand-ins on
// loopback, everything above the connection stays as it is. A name is still looked up, one that the machine itself knows.
// CommonJS, because that costs the least.
const { Socket } = require('node:net');

const { connect } = Socket.prototype;
const { BENCH_SLACK_PORT, BENCH_AWS_PORT } = process.env;

function portFor(host = '') {
  if (host === 'hooks.slack.com') return BENCH_SLACK_PORT;
  return host.endsWith('.amazonaws.com') ? BENCH_AWS_PORT : undefined;
}

Socket.prototype.connect = function connectToStandIn(...args) {
  // Node itself passes its arguments on as one list.
  const [target, ...rest] = Array.isArray(args[0]) ? args[0] : args;
  const port = portFor(target?.host);
  if (port === undefined) return connect.apply(this, args);
  const standIn = { ...target, host: 'localhost', family: 4, port: Number(port) };
  return connect.call(this, standIn, ...rest.filter((one) => one !== null));
};
