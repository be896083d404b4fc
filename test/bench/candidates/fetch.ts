import { BODY } from './body.ts';

/** The floor on Node's global fetch. */
export async function handler(): Promise<string> {
  const response = await fetch(process.env['SLACK_WEBHOOK_URL'] ?? '', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: BODY,
  });
  return response.text();
}
