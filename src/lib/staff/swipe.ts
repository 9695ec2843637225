/** How far a finger goes until it means the next column, in CSS pixels. */
const DISTANCE = 56;
/** A swipe is so much longer than it is high: anything steeper scrolls. */
const FLATNESS = 1.5;
/** Where a finger that moves sideways means something else. */
const OWN_GESTURE = 'input, textarea, select, [contenteditable], [data-own-gesture]';

/**
 * Tells that a finger went sideways over an element: 1 to the next, -1 to the one before. What scrolls
 * inside needs `touch-action: pan-y pinch-zoom`: then the browser keeps these two to itself, and leaves the rest.
 */
export function onSwipe(swiped: (step: 1 | -1) => void): (element: HTMLElement) => () => void {
  return (element) => {
    let start: { id: number; x: number; y: number } | null = null;
    const begin = (event: PointerEvent) => {
      const { pointerId: id, clientX: x, clientY: y } = event;
      start = event.isPrimary && meansSwipe(event) ? { id, x, y } : null;
    };
    const end = (event: PointerEvent) => {
      if (event.pointerId !== start?.id) return;
      const step = stepOf(event.clientX - start.x, event.clientY - start.y);
      start = null;
      if (step && !isSelecting()) swiped(step);
    };
    const forget = () => (start = null);
    element.addEventListener('pointerdown', begin);
    element.addEventListener('pointerup', end);
    element.addEventListener('pointercancel', forget);
    return () => {
      element.removeEventListener('pointerdown', begin);
      element.removeEventListener('pointerup', end);
      element.removeEventListener('pointercancel', forget);
    };
  };
}

function meansSwipe({ pointerType, target }: PointerEvent): boolean {
  return (
    pointerType === 'touch' && target instanceof Element && target.closest(OWN_GESTURE) === null
  );
}

function stepOf(x: number, y: number): 1 | -1 | null {
  if (Math.abs(x) < DISTANCE || Math.abs(x) < Math.abs(y) * FLATNESS) return null;
  return x < 0 ? 1 : -1;
}

/** Words are being marked with the finger. */
function isSelecting(): boolean {
  return document.getSelection()?.isCollapsed === false;
}
