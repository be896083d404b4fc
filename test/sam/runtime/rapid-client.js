// The three calls that AWS's runtime client makes on its native HTTP client (`rapid-client.node`), written on node:http so
// that nothing has to be compiled. CommonJS: the runtime client loads it with require().
const { Agent, request } = require('node:http');

const [hostname, port] = (process.env.AWS_LAMBDA_RUNTIME_API ?? '').split(':');
// One socket: an answer and the wait for the next event reach the Runtime API in the order in which they were made.
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

function call(method, path, body, headers = {}) {
  return new Promise((resolve, reject) => {
    const options = {
      hostname,
      port,
      agent,
      method,
      path: `/2018-06-01/runtime/invocation/${path}`,
      headers,
    };
    const outgoing = request(options, (incoming) => {
      let bodyJson = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (chunk) => {
        bodyJson += chunk;
      });
      incoming.on('end', () => resolve({ bodyJson, headers: incoming.headers }));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

const json = { 'content-type': 'application/json' };
const toAscii = (text) =>
  text.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

exports.next = () => call('GET', 'next');
exports.done = (id, body) => void call('POST', `${id}/response`, body, json);
exports.error = (id, body, xrayCause) =>
  void call('POST', `${id}/error`, body, {
    ...json,
    'lambda-runtime-function-error-type': 'Unhandled',
    'lambda-runtime-function-xray-error-cause': toAscii(xrayCause),
  });
