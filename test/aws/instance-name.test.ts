import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Alarm } from '../../src/alarm/alarm.ts';
import { createAccessTo } from '../../src/aws/accounts.ts';
import { createCallAws } from '../../src/aws/call.ts';
import { createFetchInstanceName, readNameTag } from '../../src/aws/instance-name.ts';
import {
  type AwsBehaviour,
  type AwsEndpoint,
  type AwsReply,
  startAwsEndpoint,
} from '../helpers/aws-endpoint.ts';
import { everyRow } from '../helpers/every-row.ts';

const ID = 'i-0123456789abcdef0';
const alarm: Alarm = {
  name: 'web-1 CPU',
  partition: 'aws',
  accountId: '123456789012',
  region: 'ap-northeast-2',
  state: 'ALARM',
  evaluation: { understood: true, values: [] },
  facts: [],
};

/** As EC2 answers, white space and all. */
function tagsOf(resourceId: string, tags: Readonly<Record<string, string>>): string {
  const items = Object.entries(tags).map(
    ([key, value]) => `        <item>
            <resourceId>${resourceId}</resourceId>
            <resourceType>instance</resourceType>
            <key>${key}</key>
            ${value === '' ? '<value/>' : `<value>${value}</value>`}
        </item>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<DescribeTagsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
    <requestId>7a62c49f-347e-4fc4-9331-6e8eEXAMPLE</requestId>
    <tagSet>
${items.join('\n')}
    </tagSet>
</DescribeTagsResponse>`;
}

const REFUSAL: AwsReply = {
  status: 403,
  body: `<?xml version="1.0" encoding="UTF-8"?>
<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>You are not authorized to perform this operation.</Message></Error></Errors><RequestID>a</RequestID></Response>`,
};

interface Line {
  readonly level: string;
  readonly fields: Record<string, unknown> | undefined;
}

describe("the instance's name", () => {
  let endpoint: AwsEndpoint | undefined;
  afterEach(() => endpoint?.close());

  async function arrange(behave: AwsBehaviour, { budget = 10_000, accountId = '' } = {}) {
    endpoint = await startAwsEndpoint(behave);
    const access = {
      region: 'us-east-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'not-a-secret' },
      endpointUrl: endpoint.url,
      ...(accountId === '' ? {} : { accountId }),
    };
    const lines: Line[] = [];
    const fetchInstanceName = createFetchInstanceName({
      access,
      accessTo: createAccessTo({
        access,
        role: undefined,
        callAws: createCallAws(access, fetch),
        log: () => {},
      }),
      fetch,
      log: (level, _message, fields) => lines.push({ level, fields }),
      budget,
    });
    return { fetchInstanceName, lines, calls: endpoint.calls };
  }

  it("is asked of EC2 in the alarm's region, for the Name tag alone", async () => {
    const { fetchInstanceName, calls } = await arrange(() => ({
      body: tagsOf(ID, { Name: 'web-1' }),
    }));
    expect(await fetchInstanceName(alarm, ID)).toBe('web-1');
    expect(calls).toHaveLength(1);
    expect(calls[0]?.headers['authorization']).toContain('/ap-northeast-2/ec2/aws4_request');
    expect(Object.fromEntries(new URLSearchParams(calls[0]?.body))).toEqual({
      Action: 'DescribeTags',
      Version: '2016-11-15',
      'Filter.1.Name': 'resource-id',
      'Filter.1.Value.1': ID,
      'Filter.2.Name': 'key',
      'Filter.2.Value.1': 'Name',
    });
  });

  it("is asked in the function's region where the alarm names none", async () => {
    const { fetchInstanceName, calls } = await arrange(() => ({
      body: tagsOf(ID, { Name: 'web-1' }),
    }));
    const { region: _, ...elsewhere } = alarm;
    await fetchInstanceName(elsewhere, ID);
    expect(calls[0]?.headers['authorization']).toContain('/us-east-1/ec2/aws4_request');
  });

  it('is asked once while the container lives, even if there is none', async () => {
    const { fetchInstanceName, calls } = await arrange(({ body }) => ({
      body: tagsOf(ID, body.includes(ID) ? { Name: 'web-1' } : {}),
    }));
    const names = await Promise.all([fetchInstanceName(alarm, ID), fetchInstanceName(alarm, ID)]);
    expect(names).toEqual(['web-1', 'web-1']);
    expect(await fetchInstanceName(alarm, 'i-0aaaaaaaa')).toBeUndefined();
    expect(await fetchInstanceName(alarm, 'i-0aaaaaaaa')).toBeUndefined();
    expect(calls).toHaveLength(2);
  });

  it('is forgotten once 500 others were asked for', async () => {
    const { fetchInstanceName, calls } = await arrange(() => ({ body: tagsOf(ID, {}) }));
    const others = Array.from({ length: 500 }, (_, i) => `i-${String(i).padStart(8, '0')}`);
    await fetchInstanceName(alarm, ID);
    for (const other of others) await fetchInstanceName(alarm, other);
    await fetchInstanceName(alarm, others.at(-1) ?? '');
    expect(calls).toHaveLength(501);
    await fetchInstanceName(alarm, ID);
    expect(calls).toHaveLength(502);
  });

  it('is left out where the right is not granted: one line, and no further call', async () => {
    const { fetchInstanceName, lines, calls } = await arrange(() => REFUSAL);
    expect(await fetchInstanceName(alarm, ID)).toBeUndefined();
    expect(await fetchInstanceName(alarm, 'i-0aaaaaaaa')).toBeUndefined();
    expect(calls).toHaveLength(1);
    expect(lines).toEqual([
      { level: 'info', fields: { reason: 'the right ec2:DescribeTags is missing' } },
    ]);
  });

  const failures: readonly [string, ReturnType<AwsBehaviour>, string][] = [
    ['EC2 fails', { status: 500, body: 'oops' }, 'EC2 answered 500'],
    ['EC2 asks to slow down', { status: 503, body: '<Response/>' }, 'EC2 answered 503'],
  ];
  it(
    'is left out where a read fails, and asked for again',
    everyRow(failures, async (_, reply, reason) => {
      const { fetchInstanceName, lines, calls } = await arrange(() => reply);
      expect(await fetchInstanceName(alarm, ID)).toBeUndefined();
      expect(await fetchInstanceName(alarm, ID)).toBeUndefined();
      expect(calls).toHaveLength(2);
      expect(lines).toEqual([{ level: 'info', fields: { reason } }]);
    }),
  );

  it('is left out where the answer takes too long', async () => {
    const { fetchInstanceName, lines } = await arrange(() => 'hang', { budget: 20 });
    expect(await fetchInstanceName(alarm, ID)).toBeUndefined();
    expect(await fetchInstanceName(alarm, ID)).toBeUndefined();
    expect(lines).toEqual([{ level: 'info', fields: { reason: 'EC2 did not answer in time' } }]);
  });

  it('is left out where nobody listens', async () => {
    const { fetchInstanceName, lines } = await arrange(() => 'reset');
    await endpoint?.close();
    expect(await fetchInstanceName(alarm, ID)).toBeUndefined();
    expect(lines).toHaveLength(1);
  });

  it(
    'is not asked for with an invalid id',
    everyRow(['', 'mi-0123456789abcdef0', `${ID}&Filter.3.Name=x`, 'i-xyz'], async (id) => {
      const { fetchInstanceName, calls } = await arrange(() => ({ body: '' }));
      expect(await fetchInstanceName(alarm, id)).toBeUndefined();
      expect(calls).toEqual([]);
    }),
  );

  it('is not asked for where the alarm is in another account', async () => {
    const { fetchInstanceName, calls } = await arrange(() => ({ body: '' }), {
      accountId: '999999999999',
    });
    expect(await fetchInstanceName(alarm, ID)).toBeUndefined();
    expect(calls).toEqual([]);
  });

  it('is not asked for in an invalid region', async () => {
    const { fetchInstanceName, calls } = await arrange(() => ({ body: '' }));
    expect(await fetchInstanceName({ ...alarm, region: 'evil.example/' }, ID)).toBeUndefined();
    expect(calls).toEqual([]);
  });
});

describe('the Name tag in the answer', () => {
  it(
    'is read with its entities resolved',
    everyRow(
      [
        ['web-1', 'web-1'],
        ['a &lt;b&gt; &amp;amp; &quot;c&quot; &apos;d&apos;', `a <b> &amp; "c" 'd'`],
        ['&#xC6F9;&#49436;&#x1F600;', '웹서😀'],
        ['웹 서버', '웹 서버'],
        ['  padded ', 'padded'],
        ['&#x110000;&nope;', '&#x110000;&nope;'],
      ],
      (value, name) => {
        expect(readNameTag(tagsOf(ID, { Team: 'x', Name: value }), ID)).toBe(name);
      },
    ),
  );

  it(
    'is none in any other answer',
    everyRow(
      [
        ['no tag', tagsOf(ID, {})],
        ['another tag', tagsOf(ID, { Team: 'x' })],
        ['an empty tag', tagsOf(ID, { Name: '' })],
        ['a blank tag', tagsOf(ID, { Name: '  ' })],
        ["another instance's tag", tagsOf('i-0ffffffff', { Name: 'web-1' })],
        ['an answer cut off', tagsOf(ID, { Name: 'web-1' }).slice(0, 380)],
        ['an empty answer', ''],
        ['no XML', '{"Tags":[]}'],
      ],
      (_, xml) => {
        expect(readNameTag(xml, ID)).toBeUndefined();
      },
    ),
  );

  it('comes back as it was written, whatever it is', () => {
    const escapeXml = (text: string) =>
      text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const read = readNameTag(tagsOf(ID, { Name: escapeXml(name) }), ID);
        expect(read).toBe(name.trim() === '' ? undefined : name.trim());
      }),
    );
  });

  it('never fails to be read, whatever the answer', () => {
    const piece = fc.constantFrom(
      '<item>',
      '</item>',
      '<key>',
      'Name',
      '</key>',
      '<value>',
      '&#x',
      ';',
      ID,
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
        expect(readNameTag(pieces.join(''), ID) ?? 'none').toBeTypeOf('string');
      }),
    );
  });
});
