/** An attachment: a row of links that scrolls sideways shows the one that is current, also after a navigation. */
export function currentInSight(where: () => string) {
  return (row: HTMLElement): void => {
    where();
    const current = row.querySelector<HTMLElement>('[aria-current]');
    if (!current) return;
    const middle = current.offsetLeft - row.offsetLeft + current.offsetWidth / 2;
    row.scrollLeft = middle - row.clientWidth / 2;
  };
}
