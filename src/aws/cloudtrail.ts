import type { WriteEvent } from '../alarm/culprit.ts';
import {
  isObject,
  type JsonObject,
  parseJson,
  present,
  readArray,
  readNumber,
  readObject,
  readText,
} from '../json.ts';
import type { CallAws } from './call.ts';
import { callJson } from './json-protocol.ts';
import { readTags, tagsRequest } from './tags.ts';

const { setTimeout: wait } = process.getBuiltinModule('node:timers/promises');

export interface WritesOf {
  readonly instanceId: string;
  readonly region: string;
  /** Epoch milliseconds up to which is looked, an hour back. */
  readonly until: number;
  readonly signal: AbortSignal;
  /** The document that the function itself sends, which is no news. */
  readonly document: string;
}

const HOUR = 3_600_000;
const MOST = 3;
/** Milliseconds between two look-ups: CloudTrail takes two a second, of all that ask in this account and region. */
const PAUSE = 600;
const GROUP_TAG = 'aws:autoscaling:groupName';
const LONGEST = 200;

type Lookup = readonly ['ResourceName' | 'EventName', string];

/**
 * Who changed the instance or its Auto Scaling group, or deployed to it with CodeDeploy, in the last hour: newest first,
 * three at most. Calls that failed, and those of the instance itself (its agents), are left out.
 * @throws {AwsRefusal} or the transport's error when the instance's own changes could not be read; others may be missing
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
export async function readWrites(callAws: CallAws, of: WritesOf): Promise<readonly WriteEvent[]> {
  const found: WriteEvent[] = [];
  const look = async (by: Lookup, isAbout: (event: JsonObject) => boolean = () => true) =>
    found.push(
      ...(await lookUp(callAws, of, by)).filter(isAbout).flatMap((event) => toWrite(event, of)),
    );
  const [tags] = await Promise.all([
    readInstanceTags(callAws, of),
    look(['ResourceName', of.instanceId]),
  ]);
  const group = tags.get(GROUP_TAG);
  try {
    if (group !== undefined) {
      await wait(PAUSE, undefined, { signal: of.signal });
      await look(['ResourceName', group]);
    }
    if (tags.size > 0) {
      await wait(PAUSE, undefined, { signal: of.signal });
      await look(['EventName', 'CreateDeployment'], (event) => isDeployedTo(event, tags));
    }
  } catch {
    // What is known of the instance itself is worth telling.
  }
  return newest(found);
}

/** An event about both the instance and its group is found twice. */
function newest(found: readonly WriteEvent[]): readonly WriteEvent[] {
  const byText = new Map(found.map((change) => [JSON.stringify(change), change]));
  return [...byText.values()].toSorted((a, b) => b.at - a.at).slice(0, MOST);
}

async function readInstanceTags(
  callAws: CallAws,
  { region, instanceId, signal }: WritesOf,
): Promise<ReadonlyMap<string, string>> {
  try {
    const { status, text } = await callAws({ ...tagsRequest(region, instanceId), signal });
    return status === 200 ? readTags(text, instanceId) : new Map();
  } catch {
    return new Map();
  }
}

async function lookUp(
  callAws: CallAws,
  { region, until, signal }: WritesOf,
  [key, value]: Lookup,
): Promise<readonly JsonObject[]> {
  const answer = await callJson(callAws, {
    service: 'cloudtrail',
    region,
    signal,
    target: 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents',
    version: '1.1',
    input: {
      LookupAttributes: [{ AttributeKey: key, AttributeValue: value }],
      StartTime: Math.floor((until - HOUR) / 1000),
      EndTime: Math.ceil(until / 1000),
    },
  });
  return readArray(answer, 'Events').filter(isObject);
}

/** CodeDeploy names no instance: its application or group has to be named by one of the tags, or by the Auto Scaling group. */
function isDeployedTo(event: JsonObject, tags: ReadonlyMap<string, string>): boolean {
  const record = recordOf(event);
  if (readText(record, 'eventSource') !== 'codedeploy.amazonaws.com') return false;
  const given = readObject(record, 'requestParameters');
  const values = [...tags.values()];
  // CodeDeploy's own groups are called `CodeDeploy_<deployment group>_d-…`.
  const owned = /^CodeDeploy_(.+)_d-\w+$/.exec(tags.get(GROUP_TAG) ?? '')?.[1];
  return ['applicationName', 'deploymentGroupName'].some((key) => {
    const name = readText(given, key);
    return name !== undefined && (values.includes(name) || name === owned);
  });
}

function toWrite(event: JsonObject, { instanceId, document }: WritesOf): readonly WriteEvent[] {
  const record = recordOf(event);
  const what = /^\w{1,80}$/.exec(readText(event, 'EventName') ?? '')?.[0];
  const seconds = readNumber(event, 'EventTime');
  const by = readText(event, 'Username') ?? invokerOf(record);
  if (what === undefined || seconds === undefined || readText(event, 'ReadOnly') === 'true')
    return [];
  const isOwn =
    what === 'SendCommand' && JSON.stringify(record['requestParameters'] ?? '').includes(document);
  if (by === instanceId || isOwn || readText(record, 'errorCode') !== undefined) return [];
  return [present({ what, by: by?.slice(0, LONGEST), at: seconds * 1000 })];
}

/** The whole event, which CloudTrail gives as text. */
function recordOf(event: JsonObject): JsonObject {
  const record = parseJson(readText(event, 'CloudTrailEvent') ?? '');
  return isObject(record) ? record : {};
}

/** `autoscaling` of `autoscaling.amazonaws.com` */
function invokerOf(record: JsonObject): string | undefined {
  const name = readText(readObject(record, 'userIdentity'), 'invokedBy');
  return name?.replace(/\.amazonaws\.com$/, '');
}
