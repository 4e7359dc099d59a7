/** Reads `text/event-stream` (WHATWG HTML, 9.2): only the `data` field matters here. */

/** Feeds text in any cuts; calls `onData` once per message with its data lines joined by line feeds. */
export function eventStreamParser(onData: (data: string) => void): (chunk: string) => void {
  let rest = '';
  let data: string[] = [];
  return (chunk) => {
    rest += chunk;
    // A carriage return at the very end may be half of a CR LF pair: keep it until the next chunk.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) onData(data.join('\n'));
        data = [];
      } else if (line.startsWith('data:')) {
        data.push(line.slice(line.startsWith('data: ') ? 6 : 5));
      }
    }
  };
}
