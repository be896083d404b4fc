import { isObject, type JsonObject } from '../json.ts';
import { functionResources, objectOf } from './plain-function.ts';

/**
 * template.yaml without its transforms, so that CloudFormation takes it as it is: from a browser, from Terraform, in an
 * account that admits no macros. Pure.
 */

/** As many as alarms are free. There is no loop without a macro: each instance has a place of its own. */
const PLACES = 10;

const INSTANCE_ID = 'i-[0-9a-f]{8}([0-9a-f]{9})?';

/** The parameter InstanceIds, a text here, as a list that has something at every place. */
const LIST = { 'Fn::Split': [',', { 'Fn::Sub': `\${InstanceIds}${','.repeat(PLACES - 1)}` }] };

/** How a text names the loop's variable. */
const VARIABLE = `$${'{InstanceId}'}`;

/** @param code of the function: CommonJS, put into the template */
export function plainTemplate(template: JsonObject, code: string): JsonObject {
  const { Transform: _, Rules, ...rest } = template;
  const { NoneStandsAlone: __, ...rules } = objectOf(Rules);
  const loops = loopsOf(objectOf(rest['Resources']));
  return objectOf(
    withListOfIds({
      ...rest,
      Parameters: { ...objectOf(rest['Parameters']), InstanceIds: idsParameter(template) },
      Rules: rules,
      Conditions: { ...objectOf(rest['Conditions']), ...placeConditions(loops) },
      Resources: {
        ...Object.fromEntries(loops.flatMap(unroll)),
        ...plainResources(objectOf(rest['Resources']), code),
      },
    }),
  );
}

function idsParameter(template: JsonObject): JsonObject {
  const given = objectOf(objectOf(template['Parameters'])['InstanceIds']);
  return {
    ...given,
    Type: 'String',
    // The look ahead refuses an id that comes twice.
    AllowedPattern: `^(none|(?!.*(i-[0-9a-f]+),(.*,)?\\2(,|$))${INSTANCE_ID}(,${INSTANCE_ID}){0,${PLACES - 1}})$`,
    ConstraintDescription: `must be at most ${PLACES} EC2 instance ids, each once (i- and 8 or 17 hexadecimal digits), separated by commas without spaces, or none`,
  };
}

interface Loop {
  readonly name: string;
  readonly condition: string;
  readonly resource: JsonObject;
}

/** The `Fn::ForEach` over InstanceIds, each of one resource under a condition. */
function loopsOf(resources: JsonObject): readonly Loop[] {
  return Object.entries(resources).flatMap(([key, loop]) => {
    if (!key.startsWith('Fn::ForEach::') || !Array.isArray(loop)) return [];
    const [[name = '', resource] = []] = Object.entries(objectOf(loop[2]));
    const { Condition } = objectOf(resource);
    return [
      { name: name.replace(/&.*/, ''), condition: String(Condition), resource: objectOf(resource) },
    ];
  });
}

function placeConditions(loops: readonly Loop[]): JsonObject {
  const conditions = places().flatMap((place) => [
    [`HasInstance${place}`, { 'Fn::Not': [{ 'Fn::Equals': [idAt(place), ''] }] }],
    ...loops.map(({ condition }) => [
      `${condition}${place}`,
      { 'Fn::And': [{ Condition: condition }, { Condition: `HasInstance${place}` }] },
    ]),
  ]);
  return Object.fromEntries(conditions);
}

function unroll({ name, condition, resource }: Loop): [string, unknown][] {
  return places().map((place) => [
    `${name}${place}`,
    { ...objectOf(withIdAt(resource, place)), Condition: `${condition}${place}` },
  ]);
}

/** What the loop's variable stands for. */
function withIdAt(value: unknown, place: number): unknown {
  return mapJson(value, (item) => {
    if (item['Ref'] === 'InstanceId') return idAt(place);
    const text = item['Fn::Sub'];
    if (typeof text !== 'string' || !text.includes(VARIABLE)) return undefined;
    return { 'Fn::Sub': [text, { InstanceId: idAt(place) }] };
  });
}

function idAt(place: number): JsonObject {
  return { 'Fn::Select': [place, LIST] };
}

/** The list where the list was meant, and no default of a mapping, which is the macro's too. */
function withListOfIds(value: unknown): unknown {
  return mapJson(value, (item) => {
    if (item['Ref'] === 'InstanceIds') return LIST;
    const found = item['Fn::FindInMap'];
    return Array.isArray(found) && found.length > 3
      ? { 'Fn::FindInMap': found.slice(0, 3) }
      : undefined;
  });
}

function plainResources(resources: JsonObject, code: string): JsonObject {
  const plain = Object.entries(resources).flatMap(([name, resource]) => {
    if (name.startsWith('Fn::ForEach::')) return [];
    const { Type, Metadata, Properties } = objectOf(resource);
    if (Type !== 'AWS::Serverless::Function') return [[name, resource]];
    const { checkov } = objectOf(Metadata);
    return functionResources(name, objectOf(Properties), { checkov }, code);
  });
  return Object.fromEntries(plain);
}

/** A copy in which `change` has had its say on every object, outermost first; undefined leaves it. */
function mapJson(value: unknown, change: (item: JsonObject) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => mapJson(item, change));
  if (!isObject(value)) return value;
  const changed = change(value);
  if (changed !== undefined) return changed;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, mapJson(inner, change)]),
  );
}

function places(): readonly number[] {
  return [...Array(PLACES).keys()];
}
