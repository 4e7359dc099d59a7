/** Numbers as the window writes them: thin spaces between thousands, exact. */
const THIN_SPACE = '\u2009';

export function count(value: number): string {
  const digits = String(Math.trunc(Math.abs(value)));
  const grouped = digits.length <= 4 ? digits : digits.replaceAll(/\B(?=(\d{3})+$)/g, THIN_SPACE);
  return value < 0 ? `−${grouped}` : grouped;
}

/** `1 event`, `2 events`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** Bytes in binary units with at most one decimal: `812 B`, `1.4 MiB`. */
export function bytes(value: number): string {
  let unit = 0;
  let amount = value;
  while (amount >= 1024 && unit < UNITS.length - 1) {
    amount /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? amount : amount.toFixed(1)} ${UNITS[unit]}`;
}

/** Milliseconds as the query bar shows them. */
export function millis(value: number): string {
  return value < 1 ? '<1 ms' : value < 1000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(1)} s`;
}
