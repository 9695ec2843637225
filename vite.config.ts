import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';
import { sockets } from './src/vite-sockets.ts';

export default defineConfig({
  plugins: [sveltekit(), sockets()],
  // The same address as the real start: links and origin checks go by ORIGIN.
  server: { port: Number(process.env.PORT || 3000), strictPort: true },
  build: { target: 'es2022', rolldownOptions: { checks: { pluginTimings: false } } },
  ssr: { external: ['better-sqlite3', 'sharp', '@node-rs/argon2', 'pg'] },
  test: {
    include: ['src/**/*.test.ts', 'tests/rules/**/*.test.ts'],
    setupFiles: [],
    testTimeout: 20_000,
    pool: 'forks'
  }
});
