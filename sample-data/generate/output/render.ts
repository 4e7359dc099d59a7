/** Turns laid-out files into bytes. */
import { gzip } from '../kit/scenario.ts';
import type { LogFile } from './layout.ts';

function text({ container, records }: LogFile): string {
  const texts = records.map((record) => record.text);
  switch (container.kind) {
    case 'array':
      return `[${texts.join(',\n')}]\n`;
    case 'trail':
      return `{"Records":[${texts.join(',')}]}`;
    case 'lines':
      return `${[...(container.header === null ? [] : [container.header]), ...texts].join('\n')}\n`;
  }
}

export function render(file: LogFile): Buffer {
  return file.path.endsWith('.gz') ? gzip(text(file)) : Buffer.from(text(file));
}
