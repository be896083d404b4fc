/** Arguments with which any supported Node runs a TypeScript file, from the project's folder. */
export const TYPESCRIPT: readonly string[] = ['--import', 'tsx'];
