import { expect, test } from 'vitest';
import { judgeDelivery } from './delivery-error.ts';

test.for([
  [
    'the recipient is unknown',
    { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550 },
    'bounced'
  ],
  ['the text is refused', { code: 'EMESSAGE', command: 'DATA', responseCode: 554 }, 'bounced'],
  [
    'the recipient is greylisted',
    { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 450 },
    'later'
  ],
  ['the server has the mail and is silent', { code: 'ECONNECTION', command: 'DATA' }, 'later'],
  [
    'the server is closing',
    { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 421 },
    'unreachable'
  ],
  ['nobody listens', { code: 'ESOCKET', command: 'CONN' }, 'unreachable'],
  [
    'we may not sign in',
    { code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 535 },
    'unreachable'
  ],
  [
    'the greeting refuses us',
    { code: 'EPROTOCOL', command: 'CONN', responseCode: 554 },
    'unreachable'
  ],
  [
    'our sender is refused',
    { code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 553 },
    'unreachable'
  ]
] as const)('%s', ([, details, verdict]) => {
  expect(judgeDelivery(Object.assign(new Error('no'), details)).verdict).toBe(verdict);
});
