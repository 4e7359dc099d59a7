/** How many events match, how many there are, and how long the answer took: the table knows, the query bar shows. */
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { useApp } from '../state/store-context.tsx';

interface Answered {
  readonly total: number | null;
  readonly ms: number | null;
  readonly loading: boolean;
  /** Key of the last question that was answered or failed (`questionKey`). */
  readonly settled: string;
}

const NOTHING: Answered = { total: null, ms: null, loading: false, settled: '' };

const MatchedContext = createContext<Answered>(NOTHING);
const ReportContext = createContext<(answered: Answered) => void>(() => undefined);

export function MatchedProvider({ children }: { readonly children: ReactNode }) {
  const [answered, setAnswered] = useState<Answered>(NOTHING);
  return (
    <ReportContext value={setAnswered}>
      <MatchedContext value={answered}>{children}</MatchedContext>
    </ReportContext>
  );
}

export function useReportMatched(): (answered: Answered) => void {
  return useContext(ReportContext);
}

export function useMatched(): Answered & { readonly of: number } {
  const answered = useContext(MatchedContext);
  const of = useApp((state) => state.case?.events ?? 0);
  return useMemo(() => ({ ...answered, of }), [answered, of]);
}
