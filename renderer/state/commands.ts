/** What the analyst can start that takes time: each command talks to the client and tells the store how it went. */
import type { DecisionData } from '../../shared/analysis/decisions.ts';
import type { Args, Result } from '../../shared/ipc/contract.ts';
import { asClientError, type Client, type ClientError, type DroppedFile } from '../api/client.ts';
import { chainMarks, markedRows } from '../chain/marks.ts';
import type { Action, AppState } from './app-state.ts';
import { shownChain } from './selectors.ts';
import type { Store } from './store.ts';

export type Pick = 'open-case' | 'new-case' | 'import-files' | 'import-folder';
export type PickResult = Result<'host.pick'>;

export interface Commands {
  openCase(file: string): Promise<boolean>;
  createCase(file: string): Promise<boolean>;
  openSample(): Promise<boolean>;
  closeCase(): Promise<void>;
  /** Reads the open case anew after it changed. */
  refresh(): Promise<void>;
  importTokens(files: readonly string[]): Promise<void>;
  /** Reads a table whose columns the analyst mapped. */
  importMapped(file: string, mapping: Args<'import.start'>['mapping']): Promise<void>;
  importDropped(files: readonly DroppedFile[]): Promise<void>;
  cancelImport(): Promise<void>;
  /** A chain from these seeds, instead of the one that is shown. */
  computeChain(seeds: readonly string[]): Promise<void>;
  /** What was shown before stays; without it there is no chain. */
  cancelChain(): Promise<void>;
  /** One more seed for the chain that is shown, or its first. */
  addSeed(seed: string): Promise<void>;
  /** The last seed that goes takes the chain with it. */
  removeSeed(seed: string): Promise<void>;
  /** The chain that is shown, computed anew: the case or the decisions changed. */
  recomputeChain(): Promise<void>;
  /** Writes a decision into the case; false when that failed, with a notice that says why. */
  decide(decision: DecisionData, reason: string): Promise<boolean>;
  /** Takes decisions back. */
  undoDecisions(ids: readonly number[]): Promise<void>;
  pick(what: Pick): Promise<PickResult>;
}

export function createCommands(client: Client, store: Store<AppState, Action>): Commands {
  const { dispatch } = store;

  function report(thrown: unknown): ClientError {
    const error = asClientError(thrown);
    dispatch({ type: 'notice', intent: 'problem', message: error.message, advice: error.advice });
    return error;
  }

  async function enter(method: 'case.open' | 'case.create', file: string): Promise<boolean> {
    try {
      dispatch({ type: 'case.opened', info: await client.call(method, { file }) });
      return true;
    } catch (thrown) {
      report(thrown);
      return false;
    }
  }

  async function startImport(args: Args<'import.start'>): Promise<void> {
    dispatch({ type: 'import.started' });
    try {
      dispatch({ type: 'import.ended', report: await client.call('import.start', args) });
    } catch (thrown) {
      dispatch({ type: 'import.ended', report: null });
      report(thrown);
    }
    await commands.refresh();
  }

  const commands: Commands = {
    openCase: (file) => enter('case.open', file),
    createCase: (file) => enter('case.create', file),

    async openSample() {
      dispatch({ type: 'import.started' });
      try {
        dispatch({ type: 'case.opened', info: await client.call('case.sample', {}) });
        return true;
      } catch (thrown) {
        dispatch({ type: 'import.ended', report: null });
        report(thrown);
        return false;
      }
    },

    async closeCase() {
      try {
        await client.call('case.close', {});
        dispatch({ type: 'case.closed' });
      } catch (thrown) {
        report(thrown);
      }
    },

    async refresh() {
      if (store.get().case === null) return;
      try {
        dispatch({ type: 'case.refreshed', info: await client.call('case.info', {}) });
        dispatch({ type: 'case.changed' });
      } catch (thrown) {
        report(thrown);
      }
    },

    async importTokens(files) {
      if (files.length > 0) await startImport({ files: [...files] });
    },

    importMapped: (file, mapping) => startImport({ files: [file], mapping }),

    async importDropped(files) {
      if (files.length === 0) return;
      dispatch({ type: 'import.started' });
      try {
        await commands.importTokens(await client.tokensFor(files));
      } catch (thrown) {
        dispatch({ type: 'import.ended', report: null });
        report(thrown);
      }
    },

    async cancelImport() {
      dispatch({ type: 'import.cancelling' });
      try {
        await client.call('import.cancel', {});
      } catch (thrown) {
        report(thrown);
      }
    },

    async computeChain(wanted) {
      // An array of its own: the answer is told from those to earlier questions by it.
      const seeds = [...wanted];
      dispatch({
        type: 'chain',
        chain: { kind: 'computing', seeds, before: shownChain(store.get()), progress: null },
      });
      try {
        const chain = await client.call('chain.compute', { seeds });
        const rows = new Set(chain.steps.map((step) => step.row));
        const firsts = await client.call('events.rows', { rows: [...markedRows(chain)] });
        const marks = chainMarks(chain, firsts.rows);
        dispatch({ type: 'chain', chain: { kind: 'ready', seeds, chain, rows, marks } });
        // The story is shown from its beginning: without that, a long case would open on rows that all stand back.
        const [first] = marks;
        if (first !== undefined && store.get().selectedRow === null && store.get().chain.kind === 'ready')
          dispatch({ type: 'reveal', row: first.event.row, time: first.line.from });
      } catch (thrown) {
        const { message, advice } = asClientError(thrown);
        dispatch({ type: 'chain', chain: { kind: 'failed', seeds, message, advice } });
      }
    },

    async cancelChain() {
      const before = shownChain(store.get());
      dispatch({ type: 'chain', chain: before === null ? { kind: 'none' } : { kind: 'ready', ...before } });
      try {
        await client.call('chain.cancel', {});
      } catch (thrown) {
        report(thrown);
      }
    },

    async addSeed(seed) {
      const seeds = seedsOf(store.get());
      if (!seeds.includes(seed)) await commands.computeChain([...seeds, seed]);
    },

    async removeSeed(seed) {
      const seeds = seedsOf(store.get()).filter((other) => other !== seed);
      if (seeds.length === 0) dispatch({ type: 'chain', chain: { kind: 'none' } });
      else await commands.computeChain(seeds);
    },

    async recomputeChain() {
      const seeds = seedsOf(store.get());
      if (seeds.length > 0) await commands.computeChain(seeds);
    },

    async decide(decision, reason) {
      try {
        await client.call('decision.add', { decision, reason });
        return true;
      } catch (thrown) {
        report(thrown);
        return false;
      }
    },

    async undoDecisions(ids) {
      try {
        for (const id of ids) await client.call('decision.undo', { id });
      } catch (thrown) {
        report(thrown);
      }
    },

    async pick(what) {
      try {
        return await client.call('host.pick', { what });
      } catch (thrown) {
        report(thrown);
        return { kind: 'cancelled' };
      }
    },
  };
  return commands;
}

function seedsOf({ chain }: AppState): readonly string[] {
  return chain.kind === 'none' ? [] : chain.seeds;
}

/** Keeps the store in step with what the engine pushes. Answers a function that ends it. */
export function followEvents(client: Client, store: Store<AppState, Action>, commands: Commands): () => void {
  return client.onEvent((event) => {
    switch (event.type) {
      case 'import.progress':
        store.dispatch({ type: 'import.progress', progress: event });
        break;
      case 'import.ended':
        // The command that started the import shows its ledger; one started elsewhere only ends here.
        if (store.get().importing.kind === 'running') store.dispatch({ type: 'import.ended', report: null });
        break;
      case 'chain.progress':
        store.dispatch({ type: 'chain.progress', progress: event });
        break;
      case 'case.changed':
        void commands.refresh().then(() => commands.recomputeChain());
        break;
      case 'case.damaged': {
        const { message, advice } = event;
        store.dispatch({ type: 'notice', intent: 'problem', message, advice });
        break;
      }
      case 'engine.restarted':
        store.dispatch({
          type: 'notice',
          intent: 'problem',
          message: event.message,
          advice: 'What was written to the case is safe. Repeat the last step',
        });
        // The new process knows no chain by the old one's name.
        void commands.recomputeChain();
        break;
      default:
        event satisfies never;
    }
  });
}
