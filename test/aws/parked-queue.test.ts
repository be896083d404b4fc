import { describe, expect, it } from 'vitest';
import type { AwsAnswer, AwsRequest } from '../../src/aws/call.ts';
import { createPark } from '../../src/aws/parked-queue.ts';
import { everyRow } from '../helpers/every-row.ts';

const QUEUE = 'https://sqs.eu-central-1.amazonaws.com/123456789012/parked';

function parkWith(answer: AwsAnswer) {
  const asked: AwsRequest[] = [];
  const park = createPark({
    queueUrl: QUEUE,
    region: 'eu-central-1',
    callAws: async (request) => {
      asked.push(request);
      return answer;
    },
  });
  return { asked, park };
}

describe('the parked queue', () => {
  it('gets the record as it is', async () => {
    const { asked, park } = parkWith({ status: 200, text: '{"MessageId":"m"}' });
    await park('{"Records":[]}', () => 20_000);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      service: 'sqs',
      region: 'eu-central-1',
      headers: { 'x-amz-target': 'AmazonSQS.SendMessage' },
    });
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({
      QueueUrl: QUEUE,
      MessageBody: '{"Records":[]}',
    });
  });

  it(
    'fails with the reason of the refusal',
    everyRow(
      [
        ['{"__type":"com.amazon.coral.service#AccessDenied"}', 'SQS answered 403 AccessDenied'],
        ['<html>', 'SQS answered 403'],
      ],
      async (text, message) => {
        const { park } = parkWith({ status: 403, text });
        await expect(park('x', () => 20_000)).rejects.toThrow(message);
      },
    ),
  );
});
