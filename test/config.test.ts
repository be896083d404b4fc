import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadAwsAccess } from '../src/aws/call.ts';
import { NO_STACK } from '../src/aws/told.ts';
import { loadConfig } from '../src/config.ts';
import { ConfigError } from '../src/errors.ts';
import { at, readTemplate } from './helpers/template.ts';

const SECRET = 'FaKeSeCrEt0123456789abcd';
const WEBHOOK = `https://hooks.slack.com/services/T00000000/B00000000/${SECRET}`;
const given = { SLACK_WEBHOOK_URL: WEBHOOK };

function refusal(env: Record<string, string | undefined>): ConfigError {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('the configuration was accepted');
}

/** The warnings of settings that are wrong. */
const warned = (env: Record<string, string>) => loadConfig({ ...given, ...env }).warnings;

describe('loadConfig', () => {
  it('needs the webhook alone and has a default for everything else', () => {
    expect(loadConfig(given)).toEqual({
      webhookUrl: WEBHOOK,
      allowsLocal: true,
      chart: false,
      remindHours: 4,
      timeZone: 'UTC',
      language: 'en',
      quiet: { eventBridgeExcludes: [], notifyMissingData: true, ignore: [] },
      stack: NO_STACK,
      accountNames: new Map(),
      warnings: [],
    });
  });

  it('takes an empty setting for one that is not given', () => {
    const empty = { CHART: '', TIME_ZONE: ' ', LANGUAGE: '', MENTION_ON_ALARM: '' };
    expect(loadConfig({ ...given, ...empty })).toEqual(loadConfig(given));
  });

  it('takes no other fault for a wrong setting', () => {
    const env = Object.defineProperty({ ...given }, 'CHART', {
      get: () => {
        throw new RangeError('out of memory');
      },
    });
    expect(() => loadConfig(env)).toThrow(RangeError);
  });

  it('knows the document that tells which process uses the CPU, where there is one', () => {
    const { culpritDocument } = loadConfig({ ...given, CULPRIT_DOCUMENT: ' explain-cpu ' });
    expect(culpritDocument).toBe('explain-cpu');
  });
});

describe('SLACK_WEBHOOK_URL', () => {
  it.each([
    ['of Slack', WEBHOOK],
    ['of GovSlack', `https://hooks.slack-gov.com/services/T0/B0/${SECRET}`],
    ['of a local stand-in', 'http://localhost:3000/services/T00000000/B00000000/local'],
    ['of the loopback address of IPv6', 'http://[::1]:3000/services/x'],
    ["of the host, seen from a container of SAM's", 'http://host.docker.internal:3000/services/x'],
  ])('is accepted when it is one %s', (_, url) => {
    expect(loadConfig({ SLACK_WEBHOOK_URL: url }).webhookUrl).toBe(url);
  });

  it.each([
    ['white space around it', ` ${WEBHOOK}\r\n`],
    ['a host in capitals', WEBHOOK.replace('hooks.slack.com', 'HOOKS.Slack.COM')],
  ])('is put right when it has %s', (_, url) => {
    expect(loadConfig({ SLACK_WEBHOOK_URL: url }).webhookUrl).toBe(WEBHOOK);
  });

  it.each([
    ['no scheme', `hooks.slack.com/services/T0/B0/${SECRET}`],
    ['plain http', WEBHOOK.replace('https', 'http')],
    ['another scheme', WEBHOOK.replace('https', 'ftp')],
    ['a port', WEBHOOK.replace('.com', '.com:8443')],
    ['a port out of range', WEBHOOK.replace('.com', '.com:99999')],
    ['a user name', WEBHOOK.replace('hooks', 'user@hooks')],
    ['a password', WEBHOOK.replace('hooks', ':word@hooks')],
    ['a space in the host', WEBHOOK.replace('hooks.', 'hooks .')],
    ['another host', WEBHOOK.replace('slack.com', 'example.com')],
    ["Slack's host as a prefix", WEBHOOK.replace('slack.com', 'slack.com.example.com')],
    ["Slack's host as a suffix", WEBHOOK.replace('hooks', 'evil-hooks')],
    ["Slack's host as the user name", WEBHOOK.replace('.com', '.com@example.com')],
    ['a dot after the host', WEBHOOK.replace('.com', '.com.')],
    ['a workflow trigger', WEBHOOK.replace('services', 'workflows')],
    ['a path that climbs out', WEBHOOK.replace('services/', 'services/../triggers/')],
    ['an encoded path that climbs out', WEBHOOK.replace('services/', 'services/%2e%2E/triggers/')],
    ['no path', 'https://hooks.slack.com'],
    ['nothing behind /services/', 'https://hooks.slack.com/services/'],
    ['the metadata address', `http://169.254.169.254/services/${SECRET}`],
    ['a private address', `http://10.0.0.1/services/${SECRET}`],
    ['a loopback name as a prefix', `http://localhost.example.com/services/${SECRET}`],
    ['a loopback name as a suffix', `http://evil-localhost/services/${SECRET}`],
    ['services further down the path', WEBHOOK.replace('services', 'x/services')],
    ['a loopback name with a user', `http://user@localhost/services/${SECRET}`],
    ['another loopback address', `http://127.1.2.3/services/${SECRET}`],
    ['loopback in short', `http://127.1/services/${SECRET}`],
    ['loopback as a number', `http://0x7f000001/services/${SECRET}`],
    ['loopback in capitals', `http://LOCALHOST/services/${SECRET}`],
    ['loopback of IPv6 at length', `http://[0:0:0:0:0:0:0:1]/services/${SECRET}`],
    ['TLS on a loopback name', `https://localhost/services/${SECRET}`],
    ['only the secret', SECRET],
    ['quotes around it', `"${WEBHOOK}"`],
  ])('is refused when it has %s, and the refusal shows none of it', (_, url) => {
    const error = refusal({ SLACK_WEBHOOK_URL: url });
    expect(error.setting).toBe('SLACK_WEBHOOK_URL');
    expect(error.message).toMatch(
      /^SLACK_WEBHOOK_URL is not .*https:\/\/hooks\.slack\.com\/services\//,
    );
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain(SECRET);
    expect(error.cause).toBeUndefined();
  });

  it('is put right when it is of a local stand-in and has white space around it', () => {
    const url = 'http://localhost:3000/services/x';
    expect(loadConfig({ SLACK_WEBHOOK_URL: ` ${url}\n` }).webhookUrl).toBe(url);
  });

  it('is explained where it is wrong', () => {
    expect(refusal({ SLACK_WEBHOOK_URL: 'https://example.com' }).message).toBe(
      'SLACK_WEBHOOK_URL is not the URL of a Slack incoming webhook. Set it to the webhook URL that Slack shows under "Incoming Webhooks": https://hooks.slack.com/services/… (GovSlack: https://hooks.slack-gov.com/services/…), without port, user name or password. For local work plain http on localhost, 127.0.0.1, [::1] or host.docker.internal is accepted too.',
    );
  });

  it.each([
    ['is missing', {}],
    ['is empty', { SLACK_WEBHOOK_URL: '' }],
    ['is white space', { SLACK_WEBHOOK_URL: ' \n' }],
  ])('is said not to be set when it %s', (_, env) => {
    expect(refusal(env).message).toMatch(/^SLACK_WEBHOOK_URL is not set\./);
  });

  it('leads to Slack or to this machine, whatever is given', () => {
    const host = fc.oneof(fc.domain(), fc.ipV4(), fc.constantFrom('hooks.slack.com', 'localhost'));
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      fc
        .tuple(fc.constantFrom('http', 'https'), host)
        .map(([s, h]) => `${s}://${h}/services/${SECRET}`),
    );
    fc.assert(
      fc.property(anything, (value) => {
        let url: unknown;
        try {
          url = loadConfig({ SLACK_WEBHOOK_URL: value }).webhookUrl;
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigError);
          expect(inspect(error)).not.toContain(SECRET);
          return;
        }
        expect(url).toMatch(
          /^(https:\/\/hooks\.slack(-gov)?\.com\/services\/.|http:\/\/(localhost|127\.))/,
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('SLACK_WEBHOOK_PARAMETER', () => {
  it.each([
    '/cloudwatch-to-slack/webhook',
    'webhook',
    'team.webhook_1:3',
    'webhook:live',
    'arn:aws:ssm:eu-central-1:111122223333:parameter/shared/webhook',
    'arn:aws-us-gov:ssm:us-gov-west-1:111122223333:parameter/webhook',
  ])('takes the place of the URL: %s', (parameter) => {
    const config = loadConfig({ SLACK_WEBHOOK_PARAMETER: ` ${parameter} `, SLACK_WEBHOOK_URL: '' });
    expect(config.webhookUrl).toEqual({ parameter });
  });

  it.each([
    WEBHOOK,
    'a b',
    'arn:aws:secretsmanager:eu-central-1:111122223333:secret:x',
    '{{resolve:ssm-secure:x}}',
  ])('refuses %j without showing it', (value) => {
    const error = refusal({ SLACK_WEBHOOK_PARAMETER: value });
    expect(error.message).toMatch(/^SLACK_WEBHOOK_PARAMETER is not the name of a parameter/);
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain(value);
  });

  it('is refused beside SLACK_WEBHOOK_URL', () => {
    const error = refusal({ ...given, SLACK_WEBHOOK_PARAMETER: 'webhook' });
    expect(error.message).toBe(
      'SLACK_WEBHOOK_PARAMETER and SLACK_WEBHOOK_URL are both set. Set only one of them.',
    );
  });

  it('is named where neither is set', () => {
    expect(refusal({}).message).toContain('SLACK_WEBHOOK_PARAMETER');
  });
});

describe('CHART', () => {
  it.each([
    ['on', true],
    ['off', false],
    [' ON ', true],
  ])('reads %j', (value, chart) => {
    expect(loadConfig({ ...given, CHART: value }).chart).toBe(chart);
  });

  it.each(['true', '1', 'onn'])('is off and warned of when it is %j', (value) => {
    const { chart, warnings } = loadConfig({ ...given, CHART: value });
    expect(chart).toBe(false);
    expect(warnings).toEqual(['CHART must be on or off. Until then: no chart.']);
  });
});

describe('TIME_ZONE', () => {
  it.each(['UTC', 'Asia/Seoul', 'America/Argentina/Buenos_Aires'])('reads %j', (value) => {
    expect(loadConfig({ ...given, TIME_ZONE: value }).timeZone).toBe(value);
  });

  it.each(['Seoul', 'Asia/Soul', '9', 'KST+9'])('is UTC and warned of when it is %j', (value) => {
    const { timeZone, warnings } = loadConfig({ ...given, TIME_ZONE: value });
    expect(timeZone).toBe('UTC');
    expect(warnings).toEqual([expect.stringMatching(/^TIME_ZONE is not .*Asia\/Seoul.*UTC\.$/)]);
  });
});

describe('LANGUAGE', () => {
  it.each([
    ['en', 'en'],
    ['ko', 'ko'],
    ['KO', 'ko'],
    ['ko-KR', 'ko'],
    ['ko_KR:ko:en', 'ko'],
    ['en_US.UTF-8', 'en'],
    ['de_DE:de:ko', 'ko'],
  ])('reads %j as %s', (value, language) => {
    expect(loadConfig({ ...given, LANGUAGE: value }).language).toBe(language);
  });

  it.each(['kr', 'xko', 'english', 'korean', 'ja', ':'])(
    'is English and warned of when it is %j',
    (value) => {
      const { language, warnings } = loadConfig({ ...given, LANGUAGE: value });
      expect(language).toBe('en');
      expect(warnings).toEqual(['LANGUAGE must be en or ko. Until then: English.']);
    },
  );
});

describe('MENTION_ON_ALARM', () => {
  it.each([
    ['@here', '<!here>'],
    ['@channel', '<!channel>'],
    ['S0123ABCDEF', '<!subteam^S0123ABCDEF>'],
    ['U0123ABCDEF', '<@U0123ABCDEF>'],
    ['W0123ABCDEF', '<@W0123ABCDEF>'],
  ])('turns %j into %s', (value, mention) => {
    expect(loadConfig({ ...given, MENTION_ON_ALARM: value }).mention).toBe(mention);
  });

  it.each([
    'here',
    '@everyone',
    '@web-team',
    'S1',
    'xS0123ABCDEF',
    'S0123ABCDEF>',
    'xU0123ABCDEF',
    'C0123ABCDEF',
    'U0123ABCDEF> <!channel',
    '<!here>',
  ])('calls nobody and warns when it is %j', (value) => {
    const config = loadConfig({ ...given, MENTION_ON_ALARM: value });
    expect(config.mention).toBeUndefined();
    expect(config.warnings).toEqual([expect.stringMatching(/^MENTION_ON_ALARM must be .*nobody/)]);
  });
});

describe('on Lambda', () => {
  const lambda = { AWS_LAMBDA_FUNCTION_NAME: 'Notifier' };
  const loopback = 'http://127.0.0.1:9001/2018-06-01/runtime/init/error';

  it('plain http is refused, for loopback is the Runtime API there', () => {
    const error = refusal({ ...lambda, SLACK_WEBHOOK_URL: loopback });
    expect(error.setting).toBe('SLACK_WEBHOOK_URL');
    expect(loadConfig({ ...lambda, ...given })).toMatchObject({
      webhookUrl: WEBHOOK,
      allowsLocal: false,
    });
  });

  it('plain http is accepted under sam local', () => {
    const local = { ...lambda, AWS_SAM_LOCAL: 'true', SLACK_WEBHOOK_URL: loopback };
    expect(loadConfig(local)).toMatchObject({ webhookUrl: loopback, allowsLocal: true });
  });
});

describe('what is told by which door', () => {
  it('is read from the lists of the template', () => {
    const { quiet, accountNames, parkedQueueUrl } = loadConfig({
      ...given,
      EVENTBRIDGE_COVERS: '123456789012/us-east-1',
      EVENTBRIDGE_EXCLUDES: 'prod-ops-lost,prod-ops-parked',
      NOTIFY_MISSING_DATA: 'off',
      IGNORE: '["TargetTracking-*", "a, b"]',
      HEARTBEAT_ALARM: 'prod-ops-heartbeat',
      ACCOUNT_NAMES: '123456789012=prod, 210987654321 = Test = 2',
      PARKED_QUEUE_URL: 'https://sqs.us-east-1.amazonaws.com/123456789012/parked',
    });
    expect(quiet).toEqual({
      eventBridgeCovers: { accountId: '123456789012', region: 'us-east-1' },
      eventBridgeExcludes: ['prod-ops-lost', 'prod-ops-parked'],
      notifyMissingData: false,
      ignore: ['TargetTracking-*', 'a, b'],
      heartbeatAlarm: 'prod-ops-heartbeat',
    });
    expect([...accountNames]).toEqual([
      ['123456789012', 'prod'],
      ['210987654321', 'Test = 2'],
    ]);
    expect(parkedQueueUrl).toMatch(/parked$/);
  });

  it('is told by both doors where the coverage makes no sense, and accounts by their ids', () => {
    const config = loadConfig({
      ...given,
      EVENTBRIDGE_COVERS: 'everything',
      ACCOUNT_NAMES: 'prod',
    });
    expect(config.quiet.eventBridgeCovers).toBeUndefined();
    expect(config.accountNames).toEqual(new Map());
    expect(config.warnings).toEqual([
      'EVENTBRIDGE_COVERS must be an account id and a region, such as 123456789012/us-east-1. Until then: alarms of the topic are all told.',
      'ACCOUNT_NAMES must be account ids and names, such as 123456789012=prod,210987654321=staging. Until then: accounts are shown by their ids.',
    ]);
    for (const covers of ['1234567890123/eu-west-1', '123456789012/eu-west-1/x', '123456789012/eu'])
      expect(warned({ EVENTBRIDGE_COVERS: covers })).toHaveLength(1);
    for (const names of ['1234567890123=prod', '123456789012=', '123456789012=a\nb'])
      expect(warned({ ACCOUNT_NAMES: names })).toHaveLength(1);
  });

  it('reads REMIND_HOURS as whole hours, 0 for none', () => {
    for (const hours of ['0', '4', '168'])
      expect(loadConfig({ ...given, REMIND_HOURS: hours }).remindHours).toBe(Number(hours));
    for (const wrong of ['-1', '1.5', '169', 'four', '1e2']) {
      const { remindHours, warnings } = loadConfig({ ...given, REMIND_HOURS: wrong });
      expect(remindHours).toBe(4);
      expect(warnings).toEqual([
        'REMIND_HOURS must be a whole number from 0 (no reminders) to 168. Until then: every 4 hours.',
      ]);
    }
  });

  it('reads the access portal as it is copied from a browser, and the permission set', () => {
    const portalOf = (CONSOLE_START: string, CONSOLE_ROLE = '') =>
      loadConfig({ ...given, CONSOLE_START, CONSOLE_ROLE }).portal;
    for (const end of ['', '/', '/#', '/#/', '#/', '//']) {
      const url = 'https://d-1234567890.awsapps.com/start';
      expect(portalOf(`${url}${end}`)).toEqual({ url });
    }
    const url = 'https://start.us-gov-home.awsapps.com/directory/shop';
    expect(portalOf(url, 'ReadOnly+Logs')).toEqual({ url, role: 'ReadOnly+Logs' });
    expect(portalOf('', 'ReadOnly')).toBeUndefined();
  });

  it('links to the console itself where the portal or the permission set is none', () => {
    for (const [CONSOLE_START, CONSOLE_ROLE, setting] of [
      ['http://d-1234567890.awsapps.com/start', '', 'CONSOLE_START'],
      ['https://d-1234567890.awsapps.com/start/#/console?account_id=1', '', 'CONSOLE_START'],
      ['https://user@awsapps.com/start', '', 'CONSOLE_START'],
      ['https://awsapps.com/start|Click', '', 'CONSOLE_START'],
      ['https://localhost', '', 'CONSOLE_START'],
      ['xhttps://d-1.awsapps.com/start', '', 'CONSOLE_START'],
      ['https://d-1.awsapps.com/start', 'Read Only', 'CONSOLE_ROLE'],
    ] as const) {
      const { portal, warnings } = loadConfig({ ...given, CONSOLE_START, CONSOLE_ROLE });
      expect(portal).toBeUndefined();
      expect(warnings.join()).toContain(setting);
    }
    expect(warned({ CONSOLE_START: 'shop' })).toEqual([
      'CONSOLE_START must be the URL of your AWS access portal, such as https://d-1234567890.awsapps.com/start. Until then: links lead to the console itself.',
    ]);
    const portal = 'https://d-1.awsapps.com/start';
    expect(warned({ CONSOLE_START: portal, CONSOLE_ROLE: 'Read Only' })).toEqual([
      'CONSOLE_ROLE must be the name of a permission set, such as ReadOnly. Until then: links lead to the console itself.',
    ]);
  });
});

/** Set by Lambda itself, or by `sam local`. */
const LAMBDAS_OWN = /^AWS_/;

it('every setting that is read is one that the template gives, and the other way round', () => {
  const names = new Set<string>();
  const env = new Proxy<Record<string, string>>(given, {
    get: (target, name) => {
      names.add(String(name));
      return target[String(name)];
    },
  });
  loadConfig(env);
  loadAwsAccess(env);
  const resources = ['Resources', 'Notifier', 'Properties', 'Environment', 'Variables'];
  const variables = Object.keys(Object(at(readTemplate(), ...resources)));
  expect([...names].filter((name) => !LAMBDAS_OWN.test(name)).toSorted()).toEqual(
    variables.filter((name) => name !== 'NODE_OPTIONS').toSorted(),
  );
});

it('knows its stack from what the template gives', () => {
  const { stack } = loadConfig({
    ...given,
    TOPIC_ARN: 'arn:aws:sns:eu-west-1:123456789012:alarms',
    STACK_NAME: 'prod',
    EVENTBRIDGE_COVERS: '123456789012/eu-west-1',
    EVENTBRIDGE_EXCLUDES: 'prod-ops-parked,prod-ops-lost',
    IGNORE: 'TargetTracking-*',
    UNDELIVERED_QUEUE_URL: 'https://sqs.eu-west-1.amazonaws.com/123456789012/q',
  });
  expect(stack).toEqual({
    told: {
      topicArn: 'arn:aws:sns:eu-west-1:123456789012:alarms',
      stackName: 'prod',
      everyAlarm: true,
      watchers: ['prod-ops-parked', 'prod-ops-lost'],
      ignore: ['TargetTracking-*'],
    },
    undeliveredQueueUrl: 'https://sqs.eu-west-1.amazonaws.com/123456789012/q',
  });
});
