import { useCallback, useState } from 'react';
import type { SourceType } from '../../shared/events/event.ts';
import { useClient } from '../api/client-context.tsx';
import { useLatest } from '../api/use-latest.ts';
import { Empty, Problem, Skeleton } from '../components/PanelState.tsx';
import { useApp } from '../state/store-context.tsx';
import { S } from '../strings.ts';
import { MICROS_PER_HOUR } from '../timeline/zone-time.ts';
import { useShown } from '../workbench/panels.tsx';
import { CoverageMap } from './CoverageMap.tsx';
import { drawSample, type Sample } from './draw-strip.ts';
import { isDated } from './hours.ts';
import { SourceTables } from './SourceTables.tsx';
import { useCanvas } from './use-canvas.ts';

/** What the evidence can show and where it is silent: the hours as a picture, and the same in tables. */
export function CoveragePanel() {
  const client = useClient();
  const shown = useShown();
  const revision = useApp((state) => state.revision);
  const answer = useLatest(shown ? `coverage ${revision}` : null, () => client.call('coverage.get', {}));
  const [chosen, setChosen] = useState<SourceType | null>(null);
  if (answer.error !== null) return <Problem error={answer.error} />;
  if (answer.data === null) return <Skeleton />;
  const coverage = answer.data;
  const source = coverage.sources.find((one) => one.source === chosen) ?? coverage.sources[0];
  if (source === undefined) return <Empty title={S.coverage.emptyTitle} advice={S.coverage.emptyAdvice} />;
  return (
    <div className="coverage panel-scroll" data-testid="coverage">
      {isDated(coverage) ? (
        <>
          <div className="coverage-legend">
            <Entry sample="levels" text={S.coverage.legend.some} />
            <Entry sample="none" text={S.coverage.legend.none} />
            <Entry sample="within" text={S.coverage.legend.silence} />
            {coverage.sources.some((one) => one.gaps.length > 0) && (
              <>
                <Entry sample="NODATA" text={S.coverage.legend.NODATA} />
                <Entry sample="SKIPDATA" text={S.coverage.legend.SKIPDATA} />
              </>
            )}
            <span className="quiet">{S.coverage.bucket(coverage.bucketMicros / MICROS_PER_HOUR)}</span>
          </div>
          <CoverageMap coverage={coverage} chosen={source.source} onChoose={setChosen} />
        </>
      ) : (
        <p className="coverage-undated">
          <strong>{S.coverage.undatedTitle}.</strong> {S.coverage.undatedAdvice}
        </p>
      )}
      <SourceTables key={source.source} coverage={coverage} source={source} />
    </div>
  );
}

const SAMPLE_PX = 28;

function Entry({ sample, text }: { readonly sample: Sample; readonly text: string }) {
  const draw = useCallback((canvas: HTMLCanvasElement) => drawSample(canvas, SAMPLE_PX, sample), [sample]);
  return (
    <span className="coverage-sample">
      <canvas ref={useCanvas(draw)} />
      {text}
    </span>
  );
}
