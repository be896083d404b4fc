/** What Node and the runtime client need before any work. */
export async function handler(): Promise<string> {
  return 'ok';
}
