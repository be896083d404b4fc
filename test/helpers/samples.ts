import { readSamples as readFiles, type SampleName } from '../../src/local/samples.ts';

export { DOORS, type Door, type Told } from '../../src/local/samples.ts';

export interface Sample extends SampleName {
  /** The file's name without `.json`. */
  readonly name: string;
  /** The file as it stands. */
  readonly source: string;
  readonly event: unknown;
}

/**
 * Every file of `events/`, by name.
 * @throws {Error} for a name that does not follow the rule, and for a file that is no JSON
 */
export function readSamples(): readonly Sample[] {
  return readFiles()
    .map(({ name, door, form, told, group, source }) => {
      if (door === undefined || form === undefined || told === undefined) {
        throw new Error(
          `events/${name}.json: name it <door>-<form>-<alarm|ok|insufficient-data|text|several>.json`,
        );
      }
      const event: unknown = JSON.parse(source);
      return { name, door, form, told, group, source, event };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
