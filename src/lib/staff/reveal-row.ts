/**
 * Brings a row of a column into view, and what in it has the focus. Twice: the list measures a row that
 * has grown only in the next frame, and may scroll then.
 */
export async function revealRow(row: HTMLElement): Promise<void> {
  reveal(row);
  await nextFrame();
  await nextFrame();
  if (row.isConnected) reveal(row);
}

export function nextFrame(): Promise<unknown> {
  return new Promise(requestAnimationFrame);
}

function reveal(row: HTMLElement): void {
  const scroller = row.closest('[data-scroller]');
  if (!scroller) return;
  const [box, port] = [row.getBoundingClientRect(), scroller.getBoundingClientRect()];
  if (box.height > port.height) scroller.scrollTop += box.top - port.top;
  else row.scrollIntoView({ block: 'nearest' });
  const focus = document.activeElement;
  if (focus && focus !== row && row.contains(focus)) focus.scrollIntoView({ block: 'nearest' });
}
