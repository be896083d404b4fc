import { isObject, type JsonObject } from '../json.ts';

/**
 * What SAM makes of its function (test/sam compares).
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
 */
export function functionResources(
  name: string,
  properties: JsonObject,
  metadata: JsonObject,
  code: string,
): [string, unknown][] {
  const {
    CodeUri: _,
    Handler: __,
    Events,
    EventInvokeConfig,
    DeadLetterQueue,
    ...kept
  } = properties;
  const deployed = {
    ...kept,
    Code: { ZipFile: code },
    Handler: 'index.handler',
    DeadLetterConfig: { TargetArn: objectOf(DeadLetterQueue)['TargetArn'] },
  };
  const invoke = {
    FunctionName: { Ref: name },
    Qualifier: '$LATEST',
    ...objectOf(EventInvokeConfig),
  };
  return [
    [name, { Type: 'AWS::Lambda::Function', Metadata: metadata, Properties: deployed }],
    [`${name}EventInvokeConfig`, { Type: 'AWS::Lambda::EventInvokeConfig', Properties: invoke }],
    ...Object.entries(objectOf(Events)).flatMap(([event, given]) =>
      resourcesOfEvent(name, event, objectOf(given)),
    ),
  ];
}

function resourcesOfEvent(name: string, event: string, { Type, Properties }: JsonObject) {
  const make = Type === 'SNS' ? topicResources : queueResources;
  return make(name, `${name}${event}`, objectOf(Properties));
}

function topicResources(
  name: string,
  id: string,
  { Topic, ...kept }: JsonObject,
): [string, unknown][] {
  const subscription = {
    ...kept,
    Protocol: 'lambda',
    Endpoint: { 'Fn::GetAtt': [name, 'Arn'] },
    TopicArn: Topic,
  };
  const permission = {
    Action: 'lambda:InvokeFunction',
    FunctionName: { Ref: name },
    Principal: 'sns.amazonaws.com',
    SourceArn: Topic,
  };
  return [
    [id, { Type: 'AWS::SNS::Subscription', Properties: subscription }],
    [`${id}Permission`, { Type: 'AWS::Lambda::Permission', Properties: permission }],
  ];
}

function queueResources(
  name: string,
  id: string,
  { Queue, ...kept }: JsonObject,
): [string, unknown][] {
  const mapping = { ...kept, EventSourceArn: Queue, FunctionName: { Ref: name } };
  return [[id, { Type: 'AWS::Lambda::EventSourceMapping', Properties: mapping }]];
}

export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
