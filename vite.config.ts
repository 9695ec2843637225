import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';
import { sockets } from './src/vite-sockets.ts';

export default defineConfig({
  plugins: [sveltekit(), sockets()],
  // The same address as the real start: links and origin checks go by ORIGIN.
  server: { port: Number(process.env.PORT || 3000), strictPort: true },
  build: { target: 'es2022', rolldownOptions: { checks: { pluginTimings: false } } },
  environments: {
    client: {
      build: {
        rolldownOptions: {
          output: {
            codeSplitting: {
              groups: [
                {
                  name: 'base',
                  test: /node_modules\/(svelte|@sveltejs|i18next|esm-env|clsx|devalue)\//,
                  priority: 2
                },
                { name: 'shell', test: /src\/(routes\/\+|lib\/(i18n|ui)\/)/, priority: 1 }
              ]
            }
          }
        }
      }
    }
  },
  ssr: { external: ['better-sqlite3', 'sharp', '@node-rs/argon2', 'pg'] },
  test: {
    include: ['src/**/*.test.ts', 'tests/{rules,load}/**/*.test.ts'],
    setupFiles: [],
    globalSetup: ['tests/support/empty-postgres.ts'],
    testTimeout: 20_000,
    pool: 'forks',
    // Left alone it keeps one core for itself, which on a small machine is half of it.
    maxWorkers: '100%'
  }
});
