import { tick } from 'svelte';

/**
 * Call before a list changes: the selected row, or the first one that is seen, is on the same spot of the
 * screen afterwards, whatever came or went above it.
 */
export function keepInPlace(scroller: HTMLElement, selectedId: string | null): void {
  const anchor = visibleRow(scroller, selectedId);
  if (!anchor || scroller.scrollTop === 0) return;
  const before = anchor.getBoundingClientRect().top;
  const correct = () => {
    if (anchor.isConnected) scroller.scrollTop += anchor.getBoundingClientRect().top - before;
  };
  void tick().then(correct);
}

function visibleRow(scroller: HTMLElement, selectedId: string | null): Element | undefined {
  const { top, bottom } = scroller.getBoundingClientRect();
  const rows = [...scroller.querySelectorAll('[data-row]')].filter((row) => {
    const box = row.getBoundingClientRect();
    return box.bottom > top && box.top < bottom;
  });
  return rows.find((row) => row.id === `desk-${selectedId}`) ?? rows[0];
}
