/** Whether this browser can do the work; a page that is not served securely cannot. */
export function canWork(): boolean {
  return typeof Worker !== 'undefined' && Boolean(globalThis.crypto?.subtle);
}

/** Does the work of a challenge beside the page. Null when it cannot be done here. */
export function doWork(challenge: string): Promise<string | null> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./proof-worker.ts', import.meta.url), { type: 'module' });
    const end = (proof: string | null) => {
      worker.terminate();
      resolve(proof);
    };
    worker.addEventListener('message', ({ data }: MessageEvent<string | null>) => end(data));
    worker.addEventListener('error', () => end(null));
    worker.postMessage(challenge);
  });
}
