import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** A translation engine with the API of LibreTranslate, and what it was asked. */
export interface TranslateEngine {
  url: string;
  requests: { path: string; body: unknown }[];
  close(): void;
}

type Respond = (request: IncomingMessage, response: ServerResponse) => void;

/** Starts an engine that answers every request in one way. */
export async function startTranslateEngine(respond: Respond): Promise<TranslateEngine> {
  const requests: TranslateEngine['requests'] = [];
  const server = createServer(async (request, response) => {
    const body: unknown = JSON.parse(Buffer.concat(await Array.fromAsync(request)).toString());
    requests.push({ path: `${request.method} ${request.url}`, body });
    respond(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the engine has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    close: () => {
      server.closeAllConnections();
      server.close();
    }
  };
}

/** For `startTranslateEngine`: always this text. */
export function saying(translatedText: string): Respond {
  return (_, response) => answerJson(response, { translatedText });
}

export function answerJson(response: ServerResponse, body: object): void {
  response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
}
