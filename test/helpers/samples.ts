import { readSamples as readFiles, type SampleName } from '../../src/preview/samples.ts';

export interface Sample extends SampleName {
  readonly name: string;
  /** The file as it stands. */
  readonly source: string;
  readonly event: unknown;
}

/** The project's own samples, by name. What somebody put beside them to try, under a name of its own, is left alone. */
export function readSamples(): readonly Sample[] {
  return readFiles()
    .flatMap(({ door, form, told, ...rest }) =>
      door === undefined || form === undefined || told === undefined
        ? []
        : [{ ...rest, door, form, told }],
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
