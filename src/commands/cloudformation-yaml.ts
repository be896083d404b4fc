import { isCollection, parse, type Tags } from 'yaml';
import type { JsonObject } from '../json.ts';

/** CloudFormation's functions that have a short form. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html */
const FUNCTIONS = [
  'And',
  'Contains',
  'EachMemberEquals',
  'EachMemberIn',
  'Equals',
  'FindInMap',
  'GetAtt',
  'If',
  'Join',
  'Not',
  'Or',
  'Select',
  'Split',
  'Sub',
];

/** `!Ref X` is `{ Ref: 'X' }`, `!GetAtt X.Arn` is `{ 'Fn::GetAtt': ['X', 'Arn'] }`, as in a template in JSON. */
const SHORT_FORMS: Tags = [
  ...['Ref', 'Condition'].map((name) => ({
    tag: `!${name}`,
    resolve: (text: string) => ({ [name]: text }),
  })),
  ...FUNCTIONS.flatMap((name) => [
    {
      tag: `!${name}`,
      resolve: (text: string) => ({ [`Fn::${name}`]: name === 'GetAtt' ? text.split('.') : text }),
    },
    {
      tag: `!${name}`,
      collection: 'seq' as const,
      resolve: (items: unknown) => ({
        [`Fn::${name}`]: isCollection(items) ? items.toJSON() : items,
      }),
    },
  ]),
];

/** A template with its short forms written out. @throws {Error} with line and column where it is no YAML */
export function parseTemplate(text: string): JsonObject {
  return parse(text, { customTags: SHORT_FORMS, strict: true, prettyErrors: true });
}
