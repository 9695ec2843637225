/** An object with a long list as its last member, as the pieces of a JSON text, written batch by batch. */
export async function* writeJsonList(
  head: Record<string, unknown>,
  name: string,
  batches: AsyncIterable<readonly unknown[]>
): AsyncGenerator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},${JSON.stringify(name)}:[`;
  let separator = '\n';
  for await (const items of batches) {
    if (items.length === 0) continue;
    yield separator + items.map((item) => JSON.stringify(item)).join(',\n');
    separator = ',\n';
  }
  yield '\n]}\n';
}
