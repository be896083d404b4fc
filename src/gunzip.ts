/**
 * What base64 text unpacks to with gzip, as UTF-8; undefined for anything else, and for what unpacks to more than
 * `longest` bytes. Never throws.
 */
export function gunzip(base64: string, longest: number): string | undefined {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return undefined;
  // Not imported: few events need it, and as an ES module it takes milliseconds of every start.
  const { gunzipSync } = process.getBuiltinModule('node:zlib');
  try {
    return gunzipSync(bytes, { maxOutputLength: longest }).toString('utf8');
  } catch {
    return undefined;
  }
}
