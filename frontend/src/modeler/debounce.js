/** Calls `act` once, `delay` ms after the last of a row of calls. */
export function debounced(act, delay) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, delay);
  };
}
