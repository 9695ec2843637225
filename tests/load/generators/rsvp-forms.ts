import { Agent, get, request } from 'node:http';
import { text } from 'node:stream/consumers';
import process from 'node:process';

/** What to send; each form has an address of its own, which begins with `prefix`. */
export interface FormTask {
  url: string;
  origin: string;
  connections: number;
  count: number;
  prefix: string;
}

export interface FormResult {
  /** From the first form sent to the last page received, in seconds. */
  seconds: number;
  /** From each form sent to its page received, in milliseconds. */
  waits: number[];
  /** Pages that said the form was taken. */
  acknowledged: number;
}

/*
 * Sends the RSVP form as a browser without JavaScript does, over so many connections at once: each sends its
 * next form when it has the page that answers the last one.
 */

const task: FormTask = JSON.parse(process.argv[2] ?? '{}');
const agent = new Agent({ keepAlive: true, maxSockets: task.connections });
const result: FormResult = { seconds: 0, waits: [], acknowledged: 0 };
let next = 0;

// A busy server lets one connection in per turn of its loop: who is there first would be served on and on.
await Promise.all(Array.from({ length: task.connections }, connect));
const begun = performance.now();
await Promise.all(Array.from({ length: task.connections }, sendForms));
result.seconds = (performance.now() - begun) / 1_000;
agent.destroy();
process.stdout.write(JSON.stringify(result));

function connect(): Promise<void> {
  return new Promise((resolve, reject) => {
    get(`${task.origin}/healthz`, { agent }, (answer) => {
      answer.once('end', resolve).resume();
    }).once('error', reject);
  });
}

async function sendForms(): Promise<void> {
  while (next < task.count) {
    const email = `${task.prefix}-${next++}@example.org`;
    const sent = performance.now();
    if (await sendForm(email)) result.acknowledged += 1;
    result.waits.push(performance.now() - sent);
  }
}

/** Whether the page says that a mail went to this address. */
function sendForm(email: string): Promise<boolean> {
  const body = new URLSearchParams({
    name: 'Ana Cruz de la Torre',
    email,
    listen: 'es',
    question: '',
    needs: 'Lengua de señas mexicana',
    website: ''
  }).toString();
  const headers = {
    accept: 'text/html',
    origin: task.origin,
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(body)
  };
  return new Promise((resolve, reject) => {
    const sending = request(task.url, { method: 'POST', agent, headers }, (answer) => {
      text(answer).then(
        (page) => resolve(answer.statusCode === 200 && page.includes(email)),
        reject
      );
    });
    sending.once('error', reject);
    sending.end(body);
  });
}
