import type { ReactNode } from 'react';

/** A titled part of the page; `aside` stands at the end of its heading. */
export function Section({
  title,
  aside,
  testId,
  children,
}: {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly testId?: string;
  readonly children: ReactNode;
}) {
  return (
    <section className="entity-section" data-testid={testId}>
      <div className="entity-section-head">
        <h3>{title}</h3>
        {aside}
      </div>
      {children}
    </section>
  );
}
