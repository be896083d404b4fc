import { request } from 'node:https';
import { BODY } from './body.ts';

/** The least that a function can do to post: a fixed body, by hand, on the lightest client that Node has. */
export function handler(): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', headers: { 'content-type': 'application/json' } };
    request(process.env['SLACK_WEBHOOK_URL'] ?? '', options, (response) => {
      response.resume().on('end', () => resolve('ok'));
    })
      .on('error', reject)
      .end(BODY);
  });
}
