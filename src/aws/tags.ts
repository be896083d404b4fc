import { element } from './xml.ts';

/**
 * The request for the tags of an instance, or for one of them. `ec2:DescribeTags` shows tags and nothing else;
 * `ec2:DescribeInstances` would show addresses and roles, `tag:GetResources` the tags of every service. None of the
 * three can be granted for single resources.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeTags.html
 */
export function tagsRequest(region: string, instanceId: string, key?: string) {
  const body = new URLSearchParams({
    Action: 'DescribeTags',
    Version: '2016-11-15',
    'Filter.1.Name': 'resource-id',
    'Filter.1.Value.1': instanceId,
    ...(key === undefined ? {} : { 'Filter.2.Name': 'key', 'Filter.2.Value.1': key }),
  });
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
  return { service: 'ec2', region, headers, body: body.toString() };
}

/** The instance's tags in a DescribeTagsResponse, without those that are empty. */
export function readTags(xml: string, instanceId: string): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  for (const [item] of xml.matchAll(/<item>.*?<\/item>/gs)) {
    const key = element(item, 'key');
    const value = element(item, 'value')?.trim();
    const isOther = element(item, 'resourceId') !== instanceId;
    if (key && value && !isOther && !tags.has(key)) tags.set(key, value);
  }
  return tags;
}
