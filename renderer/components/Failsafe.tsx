import { Component, type ReactNode } from 'react';
import { S } from '../strings.ts';
import { Empty } from './PanelState.tsx';

interface Props {
  readonly children: ReactNode;
}

/** The last net: a mistake in a panel must not leave an empty window. The case itself lives in the engine. */
export class Failsafe extends Component<Props, { readonly broken: string | null }> {
  override state = { broken: null };

  static getDerivedStateFromError(thrown: unknown) {
    return { broken: thrown instanceof Error ? thrown.message : String(thrown) };
  }

  override render(): ReactNode {
    if (this.state.broken === null) return this.props.children;
    const action = { text: S.failsafe.reload, onClick: () => window.location.reload() };
    return (
      <Empty title={S.failsafe.title} advice={S.failsafe.advice} action={action}>
        <code>{this.state.broken}</code>
      </Empty>
    );
  }
}
