/**
 * The thread that looks through raw content. Several of them share one list of pieces: each takes the next one that nobody
 * took. The case is open here only while a scan runs, and a scan that is cancelled ends after the piece at hand, so that
 * whoever closes the case waits some milliseconds.
 */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { SCAN, type ScanReply, type ScanRequest, type ScanThreadData } from '../query/scan-messages.ts';
import { FoldedNeedle } from '../store/folded-needle.ts';
import { RawScanner } from '../store/raw-scan.ts';

function work(port: MessagePort, { path }: ScanThreadData, request: ScanRequest): void {
  const { scan, text, pieces, state } = request;
  let scanner: RawScanner | null = null;
  // Counted before the look at CANCELLED: who cancels then sees either the count or that nothing is opened any more.
  Atomics.add(state, SCAN.RUNNING, 1);
  try {
    const needle = new FoldedNeedle(text);
    while (Atomics.load(state, SCAN.CANCELLED) === 0) {
      const piece = pieces[Atomics.add(state, SCAN.NEXT, 1)];
      if (piece === undefined) break;
      scanner ??= new RawScanner(path);
      const reply: ScanReply = { scan, rows: scanner.rowsWith(needle, piece), bytes: piece.to - piece.from };
      port.postMessage(reply);
    }
  } catch (error) {
    port.postMessage({ scan, error } satisfies ScanReply);
  } finally {
    scanner?.close();
    Atomics.sub(state, SCAN.RUNNING, 1);
    Atomics.notify(state, SCAN.RUNNING);
  }
}

const port = parentPort;
if (port !== null)
  port.on('message', (request: ScanRequest) => work(port, workerData as ScanThreadData, request));
