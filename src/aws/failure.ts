/** Says little of AWS's: an error's message may quote what was sent. */
const CODE = /^[\w.-]{1,80}$/;

/** The error's code, such as ECONNREFUSED, which says more than its name; else the name. */
export function codeOf(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return CODE.test(code) ? code : 'unknown';
}

/** Rejects with the signal's reason, also where what is waited for would not come back. */
export function ended(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
