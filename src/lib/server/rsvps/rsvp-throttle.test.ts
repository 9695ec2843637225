import { expect, it } from 'vitest';
import { networkOf } from '../network-of.ts';
import { admitsRsvp } from './rsvp-throttle.ts';

async function admitted(hub: object, address: string, times: number): Promise<number> {
  const answers = await Promise.all(Array.from({ length: times }, () => admitsRsvp(hub, address)));
  return answers.filter(Boolean).length;
}

it('admits sixty RSVPs a minute from one network, and another network all the same', async () => {
  const hub = {};
  expect(await admitted(hub, '203.0.113.7', 80)).toBe(60);
  expect(await admitted(hub, '2001:db8::7', 3)).toBe(3);
});

it('does not count the machine itself', async () => {
  const hub = {};
  for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
    expect(await admitted(hub, address, 80)).toBe(80);
});

it('counts for each hub on its own', async () => {
  await admitted({}, '203.0.113.7', 60);
  expect(await admitted({}, '203.0.113.7', 1)).toBe(1);
});

it('takes the whole line of an IPv6 address for one network', async () => {
  expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe(networkOf('2001:0DB8:1:2::9'));
  expect(networkOf('2001:db8:1:2::1')).not.toBe(networkOf('2001:db8:1:3::1'));
  expect(networkOf('2001:db8::7')).toBe('2001:db8:0:0');
  expect(networkOf('203.0.113.7')).toBe('203.0.113.7');
  const hub = {};
  const neighbours = Array.from({ length: 80 }, (_, index) => `2001:db8::${index.toString(16)}`);
  const answers = await Promise.all(neighbours.map((address) => admitsRsvp(hub, address)));
  expect(answers.filter(Boolean)).toHaveLength(60);
});
