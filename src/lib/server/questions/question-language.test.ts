import { expect, test } from 'vitest';
import { detectLanguage } from './question-language.ts';

test.for([
  '¿Qué hace la ONU contra la tortura?',
  'habra grabacion',
  'quien paga la iniciativa merida',
  '¿Qué cambia para Guerrero con la H.R. 6618?',
  'Soy de Tijuana y busco a mi hermano, ¿a quién le pregunto?'
])('Spanish: %s', async (text) => {
  expect(await detectLanguage(text)).toBe('es');
});

test.for([
  'What does the UN do about torture?',
  'will it be recorded',
  'What about Peña Nieto?',
  'Why did Calderón sign the Mérida Initiative?',
  'How can people in the US help the families in Guerrero?'
])('English: %s', async (text) => {
  expect(await detectLanguage(text)).toBe('en');
});

test.for([
  '',
  '¿?',
  'ok',
  'no',
  'Ayotzinapa',
  'H.R. 6618',
  '👩🏽‍🌾',
  '¿Por qué no hay rule of law?',
  'O que o governo faz contra a tortura?',
  'Que fait le gouvernement contre la torture ?',
  'nimitstlasojtla miak tla ximokaki'
])('cannot be told: %s', async (text) => {
  expect(await detectLanguage(text)).toBeNull();
});
