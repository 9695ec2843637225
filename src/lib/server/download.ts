interface File {
  /** Media type with its charset. */
  type: string;
  /** ASCII, without quotes. */
  name: string;
}

/**
 * A file made while it is sent, kept by nobody on the way. When it fails in the middle the connection
 * breaks, so that a browser never keeps half a list as if it were all.
 */
export function download(pieces: AsyncIterable<string>, { type, name }: File): Response {
  return new Response(streamOf(pieces), {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store'
    }
  });
}

/** The next piece is made when the last one has left. */
function streamOf(pieces: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream(
    {
      async pull(controller) {
        const next = await iterator.next();
        if (next.done) controller.close();
        else controller.enqueue(encoder.encode(next.value));
      },
      async cancel() {
        await iterator.return?.();
      }
    },
    { highWaterMark: 0 }
  );
}
