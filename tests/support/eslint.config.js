import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from '../../svelte.config.js';

/** Layers that must not know the web framework. */
const SERVER_RULES = ['src/lib/server/**/*.ts', 'src/lib/schema/**/*.ts'];

export default defineConfig(
  { ignores: ['build/', '.svelte-kit/', 'node_modules/', 'data/', 'test-results/'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      'no-undef': 'off',
      'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }],
      'max-lines': ['error', { max: 350 }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off'
    }
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      parserOptions: { extraFileExtensions: ['.svelte'], parser: ts.parser, svelteConfig }
    },
    rules: {
      // Addresses are built by lib/i18n/paths.ts, which knows the Spanish words; Kit's resolve() does not.
      'svelte/no-navigation-without-resolve': 'off',
      // Sets in state are replaced, never changed: a plain one is cheaper and says so.
      'svelte/prefer-svelte-reactivity': 'off'
    }
  },
  {
    files: SERVER_RULES,
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: ['@sveltejs/*', '$app/*', '$lib/*', 'svelte', 'svelte/*'] }
      ]
    }
  }
);
