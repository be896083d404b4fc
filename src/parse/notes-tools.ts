import { isObject, type JsonObject, parseJson, readCount } from '../json.ts';
import { at, lines, listAt, said, severityOf, valueAt, words } from './note-fields.ts';
import type { Row, Severity } from './notes.ts';

const MOST_ALERTS = 20;

function ofAlert(status: string | undefined, severity: string | undefined): Severity {
  if (status === 'resolved') return 'good';
  return /warn|medium/i.test(severity ?? '')
    ? 'warning'
    : /info|low/i.test(severity ?? '')
      ? 'info'
      : 'critical';
}

function alertLine(alert: JsonObject, of: string | undefined): string {
  const summary =
    at(alert, 'annotations', 'summary') ??
    at(alert, 'annotations', 'message') ??
    at(alert, 'annotations', 'description');
  const runbook = at(alert, 'annotations', 'runbook_url') ?? at(alert, 'annotations', 'runbook');
  const status = at(alert, 'status');
  const state = status === 'resolved' && of !== 'resolved' ? status : undefined;
  const where =
    at(alert, 'labels', 'instance') ?? at(alert, 'labels', 'pod') ?? at(alert, 'labels', 'service');
  const line = said(state, summary ?? words(at(alert, 'labels', 'alertname'), where));
  return runbook === undefined
    ? line
    : `${line} ${/^https?:/.test(runbook) ? `<${runbook}|Runbook>` : runbook}`;
}

/** Emoji codes and bold of Slack, which the note does not show, go; `job:end:prod` stays. */
function unformatted(text: string): string {
  return text
    .replace(/:\*\n/g, ':* ')
    .replace(/(?<![\w:]):[a-z][a-z\d_+-]{0,60}:(?!\w)[ \t]?/g, '')
    .replace(/(?<!\w)\*([^*\n]{1,300})\*(?!\w)/g, '$1')
    .replace(/`([^`\n]{1,300})`/g, '$1');
}

/** The text of a Slack block, whatever it is made of. */
function slackText(value: unknown, depth = 0): string {
  if (typeof value === 'string') return textOrJson(value, depth);
  if (!isObject(value) && !Array.isArray(value)) return '';
  if (depth > 12) return '…';
  if (Array.isArray(value)) return lines(value.map((item) => slackText(item, depth + 1)));
  if (INLINE.test(String(value['type'])) && Array.isArray(value['elements']))
    return value['elements'].map((item) => slackText(item, depth + 1)).join('');
  const { title, fallback } = value;
  const content = at(value, 'value');
  const shownTitle = linked(slackText(title, depth + 1), value['title_link']);
  if (content !== undefined && title !== undefined) return said(shownTitle, content);
  const textAt = (key: string) => slackText(value[key], depth + 1);
  const body = linked(lines(BODY.map(textAt)), value['url']);
  const shown = lines(textAt('pretext'), textAt('author_name'), shownTitle, body);
  return shown || (typeof fallback === 'string' ? fallback : '');
}

/** Some tools put JSON where Slack has a text. */
function textOrJson(text: string, depth: number): string {
  const inner = /^\s*[[{]/.test(text) ? parseJson(text) : undefined;
  return inner === undefined ? text : slackText(inner, depth + 1);
}

/** Its parts stand in one line. */
const INLINE = /^rich_text_(?:section|preformatted|quote)$/;

/** What Slack shows of a block or an attachment, in its order. */
const BODY = 'text fields elements accessory blocks alt_text image_url footer'.split(' ');

function linked(text: string, url: unknown): string {
  if (typeof url !== 'string') return text;
  return text === '' || text.includes('\n') || !/^https?:/.test(url)
    ? lines(text, url)
    : `<${url}|${text}>`;
}

const SLACK_KEYS =
  /^(?:text|blocks|attachments|channel|username|icon_emoji|icon_url|mrkdwn|unfurl_links|unfurl_media|link_names|parse|thread_ts|metadata)$/;

function isSlack(event: JsonObject): boolean {
  return Object.keys(event).every((key) => SLACK_KEYS.test(key));
}

/** Tools that publish in a form of their own. */
export const TOOL_ROWS: readonly Row[] = [
  // https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
  {
    tell: (event) => {
      const alerts = listAt(event, 'alerts');
      const status = at(event, 'status');
      if (alerts.length === 0 || status === undefined) return undefined;
      const name =
        at(event, 'commonLabels', 'alertname') ??
        at(event, 'groupLabels', 'alertname') ??
        at(alerts[0], 'labels', 'alertname');
      const severity = at(event, 'commonLabels', 'severity') ?? at(alerts[0], 'labels', 'severity');
      const count = alerts.length + (readCount(event, 'truncatedAlerts') ?? 0);
      const shown = alerts.slice(0, MOST_ALERTS);
      return {
        title: `${status.toUpperCase()}: ${name ?? 'alerts'} (${count})`,
        text: lines(
          shown.map((alert) => alertLine(alert, status)),
          count > shown.length ? `+ ${count - shown.length}` : undefined,
        ),
        severity: ofAlert(status, severity),
        facts: { Severity: severity },
        links: {
          Dashboard: at(alerts[0], 'dashboardURL'),
          Panel: at(alerts[0], 'panelURL'),
          [event['orgId'] === undefined ? 'Alertmanager' : 'Grafana']: at(event, 'externalURL'),
          Graph: at(alerts[0], 'generatorURL'),
          Silence: at(alerts[0], 'silenceURL'),
        },
      };
    },
  },
  // https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
  {
    tell: (event) => {
      const title = at(event, 'content', 'title') ?? at(event, 'metadata', 'summary');
      const description = at(event, 'content', 'description');
      if (at(event, 'source') !== 'custom') return undefined;
      const steps = valueAt(event, 'content', 'nextSteps');
      const next = Array.isArray(steps)
        ? steps.map((step) => (typeof step === 'string' ? `• ${step}` : undefined))
        : [];
      return {
        title: unformatted(title ?? description ?? ''),
        text: unformatted(lines(title === undefined ? undefined : description, next)),
        severity:
          severityOf(at(event, 'metadata', 'eventType')) === 'critical' ? 'critical' : 'info',
        facts: { Priority: at(event, 'metadata', 'additionalContext', 'priority') },
        used: [title, description, ...(Array.isArray(steps) ? [steps.join('\n')] : [])],
      };
    },
  },
  // https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
  {
    tell: (event) => {
      if (!isSlack(event)) return undefined;
      const [first = '', ...rest] = unformatted(
        lines(slackText(event), slackText(event['attachments'])),
      ).split('\n');
      const color = at(event, 'attachments', 0, 'color') ?? '';
      return {
        title: first,
        isAll: true,
        text: lines(rest),
        severity: /^danger$|^#(?:e01e5a|d92d20|ff0000|a30200|d00000)$/i.test(color)
          ? 'critical'
          : color === 'warning'
            ? 'warning'
            : color === 'good'
              ? 'good'
              : 'info',
      };
    },
  },
];
