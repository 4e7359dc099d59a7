/** Who reads the files of an import: the writer's own thread, one file after the other, or threads that read ahead. */
import type { Importer, ImportOptions } from '../../../shared/importers/importer.ts';
import type { KeptMapping } from '../store/mappings.ts';
import { Translation } from '../store/row-batch.ts';
import { RowEncoder } from '../store/row-encoder.ts';
import type { SourceRecord } from '../store/source-files.ts';
import type { FilePart } from './file-part.ts';
import type { ReadTask } from './read-file.ts';
import { type FileJob, type Outcome, readJob, type Verdict } from './reading.ts';

/** What all files of an import have in common. */
export interface ReadSetup {
  /** Id of the import in the case's run records. */
  readonly run: number;
  readonly cap: number;
  readonly options: ImportOptions;
  readonly mappings: readonly KeptMapping[];
  readonly forced: Importer | null;
  /** Bytes per read, for tests. */
  readonly chunkBytes: number | undefined;
  readonly cancelled: () => boolean;
}

/** The writer's side of one file. */
export interface Receiver {
  readonly part: (part: FilePart, translation: Translation) => SourceRecord;
  readonly progress: ReadTask['onProgress'];
  /** Whether the bytes with this hash are to be read; null: the hash is not known, since the import was cancelled. */
  readonly look: (sha256: string | null) => Verdict;
}

export interface Readers {
  /** Reads the job with this number and has its parts taken in order. Jobs must be asked for in order, each once. */
  read(index: number, to: Receiver): Promise<Outcome>;
  /** One more job, behind all others. */
  add(job: FileJob): void;
  close(): void;
}

export class InlineReaders implements Readers {
  private readonly setup: ReadSetup;
  private readonly jobs: FileJob[];
  private readonly encoder = new RowEncoder();
  private readonly translation = new Translation();

  constructor(setup: ReadSetup, jobs: readonly FileJob[]) {
    this.setup = setup;
    this.jobs = [...jobs];
  }

  add(job: FileJob): void {
    this.jobs.push(job);
  }

  async read(index: number, { part, progress, look }: Receiver): Promise<Outcome> {
    const { setup, encoder, translation } = this;
    const task = {
      ...setup,
      encoder,
      onProgress: progress,
      send: async (sent: FilePart) => part(sent, translation),
    };
    return await readJob(this.jobs[index]!, task, setup.chunkBytes, async (sha256) => look(sha256));
  }

  close(): void {}
}
