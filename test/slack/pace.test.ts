import { expect, it } from 'vitest';
import { paced } from '../../src/slack/pace.ts';

function start(timeLeft = 25_000) {
  let time = 0;
  const posted: number[] = [];
  const clock = {
    now: () => time,
    sleep: async (milliseconds: number) => {
      time += milliseconds;
    },
  };
  const deliver = paced(async () => void posted.push(time), clock);
  const post = () => deliver([], () => timeLeft);
  return { posted, post, pass: (milliseconds: number) => (time += milliseconds) };
}

it('a container posts at most once in two seconds, and the first at once', async () => {
  const { posted, post, pass } = start();
  for (let count = 0; count < 3; count += 1) await post();
  pass(5_000);
  await post();
  expect(posted).toEqual([0, 2_000, 4_000, 9_000]);
});

it('a clock that was put back costs two seconds at most', async () => {
  const { posted, post, pass } = start();
  await post();
  pass(-3_600_000);
  await post();
  expect(posted).toEqual([0, -3_598_000]);
});

it('nobody waits who has little time left', async () => {
  const { posted, post } = start(8_500);
  await post();
  await post();
  expect(posted).toEqual([0, 0]);
});
