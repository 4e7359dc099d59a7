/** Turns laid-out files into bytes. */
import { gzipSync } from 'node:zlib';
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

/** Compressed without a time and with a fixed operating system byte, so that equal content gives equal files. */
function gzip(content: string): Buffer {
  const bytes = gzipSync(content, { level: 9 });
  bytes[9] = 3;
  return bytes;
}

export function render(file: LogFile): Buffer {
  return file.path.endsWith('.gz') ? gzip(text(file)) : Buffer.from(text(file));
}
