import { describe, expect, it } from 'vitest';
import {
  BusyError,
  ConfigError,
  DeliveryError,
  DeniedError,
  EventError,
  errorCode,
} from '../src/errors.ts';
import { everyRow } from './helpers/every-row.ts';

const failure = { reason: 'timeout', retryable: true };

describe('an error of ours', () => {
  it(
    'says by its name what it is, and so does its class, in a bundle that has short names, too',
    everyRow(
      [
        ['ConfigError', ConfigError, new ConfigError('CHART', 'must be on or off.')],
        ['EventError', EventError, new EventError('no notification')],
        ['BusyError', BusyError, new BusyError('throttled')],
        ['DeniedError', DeniedError, new DeniedError('logs:FilterLogEvents')],
        ['DeliveryError', DeliveryError, new DeliveryError('no answer', failure)],
      ],
      (name, type, error) => {
        expect(error).toBeInstanceOf(Error);
        expect(error.name).toBe(name);
        expect(Object.getOwnPropertyDescriptor(type, 'name')?.value).toBe(name);
      },
    ),
  );

  it('says what is wrong', () => {
    const config = new ConfigError('CHART', 'must be on or off.');
    expect(config).toMatchObject({ message: 'CHART must be on or off.', setting: 'CHART' });
    const denied = new DeniedError('logs:FilterLogEvents');
    expect(denied.message).toBe('the right logs:FilterLogEvents is missing');
    expect(denied.right).toBe('logs:FilterLogEvents');
  });

  it('tells of a delivery whether it may be tried again, and whether it may be in Slack already', () => {
    const gone = new DeliveryError('Slack refused', {
      status: 404,
      reason: 'no_service',
      retryable: false,
    });
    expect({ ...gone }).toEqual({
      name: 'DeliveryError',
      status: 404,
      reason: 'no_service',
      retryable: false,
      unconfirmed: false,
    });
    expect(new DeliveryError('Slack said', { ...failure, unconfirmed: true }).unconfirmed).toBe(
      true,
    );
  });
});

describe('what the log calls an error', () => {
  const coded = (code: unknown, name = 'Error') =>
    Object.assign(new Error('refused: token=secret'), { code, name });

  it(
    'is its code, or else its name, and never its message',
    everyRow(
      [
        [coded('ECONNREFUSED'), 'ECONNREFUSED'],
        [coded('E.a-b_1'.padEnd(80, 'x')), 'E.a-b_1'.padEnd(80, 'x')],
        [coded('x'.repeat(81)), 'Error'],
        [coded('a code', 'TypeError'), 'TypeError'],
        [coded('token=secret'), 'Error'],
        [coded('secret!'), 'Error'],
        [coded(''), 'Error'],
        [coded(5), 'Error'],
        [new RangeError('secret'), 'RangeError'],
        [coded(undefined, 'my name'), 'unknown'],
        ['ECONNREFUSED', 'unknown'],
        [{ code: 'ECONNREFUSED', name: 'Error' }, 'unknown'],
        [undefined, 'unknown'],
      ],
      (error, code) => {
        expect(errorCode(error)).toBe(code);
      },
    ),
  );
});
