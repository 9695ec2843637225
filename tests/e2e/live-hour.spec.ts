import process from 'node:process';
import { findLog, findStates } from '../support/question-states.ts';
import { expect, test } from './fixtures.ts';
import { checkHistory, expectAnswered } from './hour-history.ts';
import { comeToRest, expectDesk, expectPhones, expectReaders, expectViewer } from './hour-pages.ts';
import { setScene } from './hour-scene.ts';
import { liveThroughIt } from './hour-work.ts';

/** The same seed makes the same people with the same habits; who is faster is the machine's business. */
const SEED = Number(process.env.HOUR_SEED ?? 1_810);
const SECONDS = Number(process.env.HOUR_SECONDS ?? 36);

test('an hour with a full room, at the end of which everybody reads the same', async ({
  hub,
  person
}) => {
  test.setTimeout(480_000);
  console.log(`HOUR_SEED=${SEED}`);
  const before = findStates(hub);
  const scene = await setScene({ hub, seed: SEED, person });
  const { moderators, interpreter, viewers } = scene;
  const phones = await liveThroughIt(scene, SECONDS);
  await comeToRest(scene);

  const states = findStates(hub);
  const sent = [...moderators, interpreter].flatMap(({ line }) => line.sent);
  // An interpreter whose answer is lost has the words in the box, and is told; only a desk asks again by itself.
  expectAnswered(moderators.flatMap(({ line }) => line.sent));
  const { acknowledged, refused } = checkHistory(before, sent, findLog(hub), states);
  console.log(
    `${states.size - before.size} questions, ${acknowledged} decisions acknowledged, ${refused} refused`
  );
  for (const { votes, voters, mergedInto } of states.values())
    if (!mergedInto) expect(votes).toBe(voters);
  await Promise.all(moderators.map((one) => expectDesk(one, states)));
  await Promise.all(viewers.map((one) => expectViewer(one, states)));
  await expectReaders(scene, states);
  await expectPhones(scene, phones, states);
});
